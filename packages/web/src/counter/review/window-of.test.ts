import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowOf } from './window-of.ts';

describe('the window of a long list', () => {
  it('holds every row in sight, no row that is not there, and stays small whatever the list’s length', () => {
    const pixels = fc.integer({ min: 0, max: 2_000_000 });
    const sizes = fc.record({ rows: fc.nat(20_000), rowHeight: fc.integer({ min: 40, max: 300 }) });
    fc.assert(
      fc.property(pixels, fc.integer({ min: 0, max: 3_000 }), sizes, (top, height, list) => {
        const { from, to } = windowOf({ top, height }, list);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(list.rows);
        expect(to - from).toBeLessThanOrEqual(Math.ceil(height / list.rowHeight) + 18);
        const first = Math.floor(top / list.rowHeight);
        const last = Math.min(list.rows, Math.ceil((top + height) / list.rowHeight));
        for (let row = first; row < last; row += 1) expect(row >= from && row < to).toBe(true);
      }),
    );
  });
});
