import { expect, test } from 'vitest';
import { keepBest, largest } from './face-boxes.ts';

const box = (score: number, left: number, top: number, size: number) => ({
  score,
  left,
  top,
  right: left + size,
  bottom: top + size,
});

test('B2: a small box inside a face is the same face; one beside it is another', () => {
  const kept = keepBest([box(0.8, 20, 0, 40), box(1, 0, 10, 100), box(0.95, 150, 10, 90)], 0.4);
  expect(kept.map(({ score }) => score)).toEqual([1, 0.95]);
});

test('the largest detection is the person', () => {
  const sized = (size: number) => ({ score: 1, x: 0, y: 0, width: size, height: size });
  expect(largest([sized(10), sized(30), sized(20)])?.width).toBe(30);
  expect(largest([])).toBeNull();
});
