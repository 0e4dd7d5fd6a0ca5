import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCodeTable } from './code-table.ts';

const word = fc.constantFrom(0, 1, 2, 7, 0xffff_ffff, 0x8000_0000);
/** Few different words, so that keys share beginnings and places. */
const key = fc
  .tuple(word, word, word, word)
  .map((words) => Buffer.from(Uint32Array.from(words).buffer))
  .map((bytes) => Buffer.from(bytes));
const START = Date.parse('2026-11-22T08:00:00Z');

it('V4: holds what a Map would, whatever the keys and however many', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          key,
          owner: fc.integer({ min: 1, max: 0xffff_ffff }),
          // Minutes, or what a clock set anew may jump by: 24.8 days are 2^31 ms.
          ms: fc.oneof(
            fc.integer({ min: -90_000, max: 90_000 }),
            fc.integer({ min: -(2 ** 42), max: 2 ** 42 }),
            fc.constantFrom(
              -(2 ** 31) - 1,
              -(2 ** 31),
              1 - 2 ** 31,
              2 ** 31 - 1,
              2 ** 31,
              2 ** 31 + 1,
              2 ** 32,
            ),
          ),
        }),
      ),
      fc.nat(0xffff_ffff),
      (entries, salt) => {
        const table = createCodeTable(salt);
        const model = new Map<string, { owner: number; at: number }>();
        for (const { key: bytes, owner, ms } of entries) {
          const name = bytes.toString('hex');
          expect(table.find(bytes) !== -1).toBe(model.has(name));
          if (model.has(name)) continue;
          table.add(bytes, owner, START + ms);
          model.set(name, { owner, at: START + ms });
        }
        expect(table.size()).toBe(model.size);
        for (const [name, { owner, at }] of model) {
          const place = table.find(Buffer.from(name, 'hex'));
          expect([table.owner(place), table.at(place)]).toEqual([owner, at]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('V4: a hundred thousand keys are all found again, and others are not', () => {
  const table = createCodeTable(7);
  const keyOf = (n: number): Buffer => {
    const bytes = Buffer.alloc(16);
    for (let i = 0; i < 4; i += 1) bytes.writeUInt32LE(Math.imul(n + 1, 0x9e3779b1 + 2 * i) >>> 0, 4 * i);
    return bytes;
  };
  for (let n = 0; n < 100_000; n += 1) table.add(keyOf(n), 1 + (n % 50), START + n);
  for (let n = 0; n < 100_000; n += 1) {
    const place = table.find(keyOf(n));
    if (table.owner(place) !== 1 + (n % 50) || table.at(place) !== START + n) throw new Error(`key ${n}`);
  }
  for (let n = 100_000; n < 200_000; n += 1) expect(table.find(keyOf(n))).toBe(-1);
});

it('V4: keys that are alike in many bits do not share a place, whatever the salt', () => {
  for (const salt of [0, 1, 7, 0x8000_0000, 0xdead_beef]) {
    const table = createCodeTable(salt);
    const keys = Array.from({ length: 200 }, (_, n) => {
      const bytes = Buffer.alloc(16, 3);
      bytes.writeUInt16LE(n, 6);
      return bytes;
    });
    for (const bytes of keys) table.add(bytes, 1, START);
    const places = keys.map((bytes) => (table.find(bytes) % 2 ** 32) / 6).sort((a, b) => a - b);
    let longest = 1;
    let run = 1;
    for (const [i, place] of places.entries()) {
      run = i > 0 && place === places[i - 1]! + 1 ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
    // All at one place would stand in one row of 200.
    expect(longest).toBeLessThan(60);
  }
});
