import type { CodeLook } from '@suizheng/domain/policy/doubles.ts';
import { isDouble, isPresentation, type NewLook } from '../record-looks.ts';

type Look = Pick<NewLook, 'lookId' | 'codeId' | 'readerId' | 'at' | 'reason'>;

/** Codes presented to this process in the last minutes: a second presentation here is refused at once (V4). */
export type RecentCodes = {
  /** Takes a look in; true when its code was presented here before, at another gate or again after the grace. */
  meet(look: Look): boolean;
  /** Counts a stranger's look at a code; answers how many there were before. */
  meetStranger(codeId: Buffer): number;
  size(): number;
};

/** A look as it is kept, some million of them: a number instead of a Date, which takes a hundred bytes. */
type Met = Omit<CodeLook, 'at'> & { readonly atMs: number };

/** More looks at one code tell nothing more. */
const LOOKS_A_CODE = 8;

/** Remembers each code for one to two times `keptMs`: two generations, of which the older is thrown away whole. */
export function createRecentCodes(keptMs: number, monotonicMs: () => number): RecentCodes {
  // A string is the cheapest key that compares by value: 16 characters of one byte each.
  let [young, old] = [new Map<string, Met | Met[]>(), new Map<string, Met | Met[]>()];
  let [youngStrangers, oldStrangers] = [new Map<string, number>(), new Map<string, number>()];
  let turned = monotonicMs();

  const turn = () => {
    const now = monotonicMs();
    if (now - turned < keptMs) return;
    const gone = now - turned >= 2 * keptMs;
    [old, young] = [gone ? new Map() : young, new Map()];
    [oldStrangers, youngStrangers] = [gone ? new Map() : youngStrangers, new Map()];
    turned = now;
  };

  return {
    meet(look) {
      if (!isPresentation(look)) return false;
      turn();
      const { lookId, readerId, at } = look;
      const key = look.codeId.toString('latin1');
      const mine: Met = { lookId, reader: readerId!, atMs: at.getTime() };
      const before = young.get(key) ?? old.get(key);
      if (before === undefined) {
        young.set(key, mine);
        return false;
      }
      const looks = Array.isArray(before) ? before : [before];
      const doubled = isDouble(
        look,
        looks.map(({ atMs, ...one }) => ({ ...one, at: new Date(atMs) })),
      );
      if (looks.length < LOOKS_A_CODE) young.set(key, [...looks, mine]);
      return doubled;
    },
    meetStranger(codeId) {
      turn();
      const key = codeId.toString('latin1');
      const before = youngStrangers.get(key) ?? oldStrangers.get(key) ?? 0;
      youngStrangers.set(key, before + 1);
      return before;
    },
    size: () => young.size + old.size,
  };
}
