import { expect, it } from 'vitest';
import { createMinuteCounts } from './minute-counts.ts';

it('V5: a reader has its own count at a node, and the next minute begins anew', () => {
  const counts = createMinuteCounts();
  expect([1, 2, 3].map(() => counts.take('a', 2, 1_000))).toEqual([null, null, 60]);
  expect(counts.take('b', 2, 1_000)).toBeNull();
  expect(counts.take('a', 2, 40_000)).toBe(21);
  expect(counts.take('a', 2, 61_000)).toBeNull();
});
