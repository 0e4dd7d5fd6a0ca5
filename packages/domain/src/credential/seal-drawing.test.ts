import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEAL_RADIUS, sealPaths } from './seal-drawing.ts';

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });

it('the seal of one digest is always the same text', () => {
  fc.assert(
    fc.property(digest, (bytes) => {
      expect(sealPaths(bytes)).toEqual(sealPaths(bytes.slice()));
    }),
    { numRuns: 10 },
  );
});

it('the seal stays inside its square, whatever the digest', () => {
  fc.assert(
    fc.property(digest, (bytes) => {
      for (const path of sealPaths(bytes)) {
        for (const number of path.match(/-?\d+\.\d/g) ?? []) {
          expect(Math.abs(Number(number))).toBeLessThanOrEqual(SEAL_RADIUS);
        }
      }
    }),
    { numRuns: 20 },
  );
});

it('a curve changes with every byte that shapes it', () => {
  const bytes = new Uint8Array(32).fill(7);
  for (let at = 0; at < 25; at += 1) {
    const other = bytes.slice();
    other[at] = 96;
    expect(sealPaths(other)).not.toEqual(sealPaths(bytes));
  }
});
