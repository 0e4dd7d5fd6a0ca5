/** After so many refused pushes of a receipt only asking for it helps. */
export const PUSH_TRIES = 10;

/** Milliseconds before another push: 1 s, doubled each time, a minute at most. */
export function waitAfter(tries: number): number {
  return Math.min(60_000, 1_000 * 2 ** (tries - 1));
}
