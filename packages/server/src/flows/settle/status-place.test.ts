import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUS_LIST_SIZE, statusPlace } from './status-place.ts';

describe('the place in a status list', () => {
  it('gives every credential of a list an index of its own', () => {
    for (const list of [0, 7]) {
      const seen = new Uint8Array(STATUS_LIST_SIZE);
      for (let n = 0; n < STATUS_LIST_SIZE; n += 1) {
        const place = statusPlace(list * STATUS_LIST_SIZE + n);
        if (place.list !== list) throw new Error('list');
        seen[place.index]! += 1;
      }
      expect(seen.every((count) => count === 1)).toBe(true);
    }
  });

  it('keeps neighbours in time apart', () => {
    fc.assert(
      fc.property(fc.nat(50_000_000), (n) => {
        const [a, b] = [statusPlace(n), statusPlace(n + 1)];
        return a.list !== b.list || Math.abs(a.index - b.index) > 1;
      }),
    );
  });
});
