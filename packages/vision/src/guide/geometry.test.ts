import { expect, test } from 'vitest';
import { boxOf, cropOfBox, mouthOpennessOf, type Point3, poseOf } from './geometry.ts';

/** A head of 468 points with only the ones that carry pose and mouth in place; radians to the image's right, down. */
function headOf(yaw: number, pitch: number, gap = 4): Point3[] {
  const points: Point3[] = Array.from({ length: 468 }, () => [0, 0, 0]);
  const places: [number, Point3][] = [
    [234, [-50, 0, 40]],
    [454, [50, 0, 40]],
    [10, [0, -60, 0]],
    [152, [0, 60, 0]],
    [13, [0, 30 - gap / 2, -5]],
    [14, [0, 30 + gap / 2, -5]],
    [61, [-20, 30, 0]],
    [291, [20, 30, 0]],
  ];
  for (const [index, [x, y, z]] of places) {
    const [x1, z1] = [x * Math.cos(yaw) - z * Math.sin(yaw), x * Math.sin(yaw) + z * Math.cos(yaw)];
    points[index] = [
      x1,
      y * Math.cos(pitch) - z1 * Math.sin(pitch),
      y * Math.sin(pitch) + z1 * Math.cos(pitch),
    ];
  }
  return points;
}

test('B2: a head turned to the image’s right has positive yaw, to the left negative', () => {
  expect(poseOf(headOf(0.4, 0)).yaw).toBeCloseTo(22.9, 0);
  expect(poseOf(headOf(-0.4, 0)).yaw).toBeCloseTo(-22.9, 0);
});

test('B2: a bowed head has positive pitch and no yaw', () => {
  const { pitch, yaw } = poseOf(headOf(0, 0.3));
  expect(pitch).toBeCloseTo(17.2, 0);
  expect(yaw).toBeCloseTo(0, 5);
});

test('B2: the mouth’s gap is measured against its width', () => {
  expect(mouthOpennessOf(headOf(0, 0, 20))).toBeCloseTo(0.5, 5);
});

test('the mesh crop is a square half as large again as the face', () => {
  expect(cropOfBox({ x: 10, y: 20, width: 100, height: 80 })).toEqual({ x: 60, y: 60, side: 150, turn: 0 });
  expect(
    boxOf([
      [1, 2, 0],
      [4, 8, 0],
    ]),
  ).toEqual({ x: 1, y: 2, width: 3, height: 6 });
});
