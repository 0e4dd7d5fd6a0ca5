import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignPoints, apply, fitCrop, letterbox, mirrored } from './affine.ts';

test('aligning undoes any turn, scale and shift of the points', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0.2, max: 5, noNaN: true }),
      fc.integer({ min: -300, max: 300 }),
      (turn, scale, shift) => {
        const to = [
          [38, 51],
          [73, 51],
          [56, 71],
          [41, 92],
          [70, 92],
        ] as const;
        const from = to.map(([x, y]): [number, number] => [
          scale * (x * Math.cos(turn) - y * Math.sin(turn)) + shift,
          scale * (x * Math.sin(turn) + y * Math.cos(turn)) - shift,
        ]);
        const window = alignPoints(from, to);
        to.forEach(([u, v], i) => {
          const [x, y] = apply(window, u, v);
          expect(x).toBeCloseTo(from[i]![0], 4);
          expect(y).toBeCloseTo(from[i]![1], 4);
        });
      },
    ),
  );
});

test('a crop’s middle is its centre, and a mirrored crop exchanges its sides', () => {
  const window = fitCrop({ x: 100, y: 50, side: 64, turn: 0.3 }, 65);
  expect(apply(window, 32, 32)[0]).toBeCloseTo(100, 6);
  expect(apply(window, 32, 32)[1]).toBeCloseTo(50, 6);
  const other = mirrored(window, 65);
  expect(apply(other, 0, 10)[0]).toBeCloseTo(apply(window, 64, 10)[0], 6);
});

test('a letterbox shows the whole picture', () => {
  const window = letterbox({ width: 640, height: 240 }, 320, 240);
  expect(apply(window, 0, 60)).toEqual([0, 0]);
  expect(apply(window, 320, 180)).toEqual([640, 240]);
});
