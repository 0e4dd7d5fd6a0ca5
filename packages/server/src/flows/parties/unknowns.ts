/** What was asked for in vain a moment ago. */
export type Unknowns = {
  has(key: string): boolean;
  add(key: string): void;
  forget(key: string): void;
};

/** Remembers keys that nobody has, for `forMs` and at most `atMost`: the oldest are forgotten first. */
export function createUnknowns(
  { forMs, atMost }: { readonly forMs: number; readonly atMost: number },
  monotonicMs: () => number,
): Unknowns {
  const until = new Map<string, number>();
  return {
    has(key) {
      const end = until.get(key);
      if (end === undefined) return false;
      if (monotonicMs() < end) return true;
      until.delete(key);
      return false;
    },
    add(key) {
      until.delete(key);
      until.set(key, monotonicMs() + forMs);
      if (until.size > atMost) until.delete(until.keys().next().value!);
    },
    forget(key) {
      until.delete(key);
    },
  };
}
