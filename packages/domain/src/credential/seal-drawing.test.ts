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

it('another digest gives another seal', () => {
  fc.assert(
    fc.property(digest, fc.integer({ min: 0, max: 24 }), (bytes, at) => {
      const other = bytes.slice();
      other[at] = other[at]! ^ 0x55;
      expect(sealPaths(other)).not.toEqual(sealPaths(bytes));
    }),
    { numRuns: 20 },
  );
});
