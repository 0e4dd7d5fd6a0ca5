import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planeResidual } from './plane-residual.ts';

const grid = Array.from({ length: 25 }, (_, i): [number, number] => [(i % 5) * 20, Math.floor(i / 5) * 25]);

test('B2: a plane under any perspective leaves nothing over', () => {
  const small = fc.double({ min: -0.002, max: 0.002, noNaN: true });
  fc.assert(
    fc.property(small, small, fc.double({ min: 0.5, max: 2, noNaN: true }), (p, q, scale) => {
      const seen = grid.map(([x, y]): [number, number] => {
        const w = 1 + p * x + q * y;
        return [(scale * x + 3 * y) / w, (scale * y - x) / w];
      });
      expect(planeResidual(grid, seen)).toBeLessThan(1e-3);
    }),
  );
});

test('B2: depth leaves something over', () => {
  const bulged = grid.map(([x, y], i): [number, number] => [x + (i % 3) * 6, y]);
  expect(planeResidual(grid, bulged)).toBeGreaterThan(1);
});

test('points on one spot have no answer', () => {
  expect(
    planeResidual(
      grid.map(() => [1, 1] as const),
      grid,
    ),
  ).toBeNull();
});
