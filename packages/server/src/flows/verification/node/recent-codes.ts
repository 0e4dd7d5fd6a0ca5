import type { CodeLook } from '@suizheng/domain/policy/doubles.ts';
import { isPresentation, type NewLook } from '../new-look.ts';
import { isDouble } from '../record-looks.ts';
import { type CodeTable, createCodeTable } from './code-table.ts';

type Look = Pick<NewLook, 'lookId' | 'codeId' | 'readerId' | 'at' | 'reason'>;

/** Codes presented to this process in the last minutes: a second presentation here is refused at once (V4). */
export type RecentCodes = {
  /** Takes a look in; true when its code was presented here before, at another gate or again after the grace. */
  meet(look: Look): boolean;
  /** Counts a stranger's look at a code; answers how many there were before. */
  meetStranger(codeId: Buffer): number;
  size(): number;
};

/** Looks at one code that are kept; more tell nothing more. */
const LOOKS_A_CODE = 8;

/** One generation: the first look at each code in a table, further ones, of which there are few, by themselves. */
type Generation = {
  readonly table: CodeTable;
  readonly more: Map<string, CodeLook[]>;
  readonly strangers: Map<string, number>;
};

/**
 * Remembers each code for one to two times `keptMs`: two generations, of which the older is thrown away whole. `salt`
 * is a random unsigned 32-bit number.
 */
export function createRecentCodes(keptMs: number, monotonicMs: () => number, salt: number): RecentCodes {
  const fresh = (): Generation => ({ table: createCodeTable(salt), more: new Map(), strangers: new Map() });
  let [young, old] = [fresh(), fresh()];
  let turned = monotonicMs();
  /** Readers by number, from 1 on; there are some thousands, and they stay. */
  const readers: string[] = [''];
  const numbers = new Map<string, number>();

  const turn = () => {
    const now = monotonicMs();
    if (now - turned < keptMs) return;
    const gone = now - turned >= 2 * keptMs;
    [old, young] = [gone ? fresh() : young, fresh()];
    turned = now;
  };
  const numberOf = (reader: string): number => {
    const known = numbers.get(reader);
    if (known !== undefined) return known;
    readers.push(reader);
    numbers.set(reader, readers.length - 1);
    return readers.length - 1;
  };
  /** Looks at a code in one generation, the first without its id: nobody asks for it. */
  const looksIn = ({ table, more }: Generation, codeId: Buffer): CodeLook[] => {
    const place = table.find(codeId);
    if (place === -1) return [];
    const first = { lookId: '', reader: readers[table.owner(place)]!, at: new Date(table.at(place)) };
    return [first, ...(more.get(codeId.toString('latin1')) ?? [])];
  };

  return {
    meet(look) {
      if (!isPresentation(look)) return false;
      turn();
      const { lookId, codeId, at } = look;
      const reader = look.readerId!;
      const here = looksIn(young, codeId);
      const before = [...looksIn(old, codeId), ...here];
      if (here.length === 0) young.table.add(codeId, numberOf(reader), at.getTime());
      else if (before.length < LOOKS_A_CODE) {
        const key = codeId.toString('latin1');
        young.more.set(key, [...(young.more.get(key) ?? []), { lookId, reader, at }]);
      }
      return before.length > 0 && isDouble(look, before);
    },
    meetStranger(codeId) {
      turn();
      const key = codeId.toString('latin1');
      const before = young.strangers.get(key) ?? old.strangers.get(key) ?? 0;
      young.strangers.set(key, before + 1);
      return before;
    },
    size: () => young.table.size() + old.table.size(),
  };
}
