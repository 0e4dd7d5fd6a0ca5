import { expect, test } from 'vitest';
import { apply, fitCrop, letterbox } from './affine.ts';
import { countFaces, decodeFinder } from './finder-model.ts';
import { canvasTransform, rgbOfCanvas } from './mesh-model.ts';

test('a canvas drawn through a window’s transform shows that window', () => {
  const window = fitCrop({ x: 120, y: 80, side: 300, turn: 0.4 }, 192);
  const [a, b, c, d, e, f] = canvasTransform(window);
  // The centre of canvas pixel (10, 20) shows the picture's pixel that the window names.
  const [x, y] = apply(window, 10, 20).map((value) => value + 0.5) as [number, number];
  expect(a * x + c * y + e).toBeCloseTo(10.5, 6);
  expect(b * x + d * y + f).toBeCloseTo(20.5, 6);
});

test('canvas bytes become interleaved colours without alpha', () => {
  expect(
    [...rgbOfCanvas([255, 0, 51, 255, 0, 255, 0, 255], 1 / 255, 0)].map((x) => Math.round(x * 10) / 10),
  ).toEqual([1, 0, 0.2, 0, 1, 0]);
});

test('B2: the finder’s anchors lie where the face is, and one face is found once', () => {
  const [fineScores, coarseScores] = [new Float32Array(512).fill(-20), new Float32Array(384).fill(-20)];
  const [fineBoxes, coarseBoxes] = [new Float32Array(512 * 16), new Float32Array(384 * 16)];
  // Two anchors of the cell in row 8, column 8 of 16: its centre is at 136, 136 of 256.
  for (const anchor of [0, 1]) {
    const i = (8 * 16 + 8) * 2 + anchor;
    fineScores[i] = 3 + anchor;
    fineBoxes.set([0, 0, 60, 80], i * 16);
  }
  const window = letterbox({ width: 512, height: 512 }, 256, 256);
  const [face, ...others] = decodeFinder([fineScores, coarseScores, fineBoxes, coarseBoxes], window);
  expect(others).toEqual([]);
  expect(countFaces([face!, { ...face!, score: 0.7 }, { ...face!, score: 0.9 }])).toBe(2);
  expect(face).toMatchObject({ x: 212, y: 192, width: 120, height: 160 });
});
