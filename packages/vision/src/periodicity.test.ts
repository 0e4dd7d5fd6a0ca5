import { expect, test } from 'vitest';
import { gridStrength } from './periodicity.ts';
import { chanceOf } from './testing/script.ts';

const side = 128;

/** Soft shapes and sensor noise; `cells` adds a faint tilted grid, about two pixels a cell. */
function patch(cells: number): Float32Array {
  const chance = chanceOf(5);
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    const shape = 0.5 + 0.3 * Math.sin(x / 20) * Math.cos(y / 27);
    const cell = Math.cos(2 * Math.PI * (0.42 * x + 0.05 * y));
    return shape + cells * cell + 0.02 * (chance() - 0.5);
  });
}

test('B2: a faint grid of screen cells stands out of the noise; shapes and noise alone do not', () => {
  expect(gridStrength(patch(0))).toBeLessThan(5);
  expect(gridStrength(patch(0.01))).toBeGreaterThan(7.5);
});

test('B2: the edges of compression blocks are not taken for a screen', () => {
  const blocks = patch(0).map(
    (value, i) => value + (i % 8 === 0 || Math.floor(i / side) % 8 === 0 ? 0.02 : 0),
  );
  expect(gridStrength(blocks)).toBeLessThan(6);
});

test('an even patch has no grid', () => {
  expect(gridStrength(new Float32Array(side * side).fill(0.5))).toBe(0);
});
