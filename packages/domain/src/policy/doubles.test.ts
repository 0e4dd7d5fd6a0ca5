import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CodeLook, findDoubles } from './doubles.ts';

const policy = { sameReaderGraceMs: 15_000 };
const look = (lookId: string, reader: string, second: number): CodeLook => ({
  lookId,
  reader,
  at: new Date(1_790_000_000_000 + second * 1000),
});
const flagged = (looks: CodeLook[]) => findDoubles(looks, policy).map((double) => double.lookId);

describe('V4: doubles', () => {
  it('V4: one look at a code is no double', () => {
    expect(flagged([look('1', 'A', 0)])).toEqual([]);
  });

  it('V4: the same code at two gates flags both, whichever was first', () => {
    expect(flagged([look('1', 'A', 0), look('2', 'B', 5)])).toEqual(['1', '2']);
    expect(flagged([look('2', 'B', 5), look('1', 'A', 0)])).toEqual(['1', '2']);
  });

  it('V4: the same gate reading the same code again within seconds is not punished', () => {
    expect(flagged([look('1', 'A', 0), look('2', 'A', 10)])).toEqual([]);
  });

  it('V4: the same gate reading the same code again much later is flagged', () => {
    expect(flagged([look('1', 'A', 0), look('2', 'A', 40)])).toEqual(['1', '2']);
  });

  it('V4: the order of arrival changes nothing, and a flag names a look of the same code', () => {
    const looks = fc.uniqueArray(
      fc.record({
        lookId: fc.uuid(),
        reader: fc.constantFrom('A', 'B', 'C'),
        at: fc.integer({ min: 0, max: 90_000 }).map((ms) => new Date(ms)),
      }),
      { maxLength: 8, selector: (entry) => entry.lookId },
    );
    fc.assert(
      fc.property(looks, fc.infiniteStream(fc.nat()), (all, order) => {
        const shuffled = all
          .map((entry) => ({ entry, key: order.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry);
        const found = findDoubles(all, policy);
        expect(findDoubles(shuffled, policy)).toEqual(found);
        for (const { lookId, other } of found) expect(other.lookId).not.toBe(lookId);
      }),
    );
  });
});
