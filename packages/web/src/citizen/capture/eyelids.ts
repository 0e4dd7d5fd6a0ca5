import { at, type Crop, eyeCorners, gap, type Point3 } from '@suizheng/vision/guide/geometry.ts';

/** Side of the eyelid model's input in pixels. */
export const EYE_SIZE = 64;

/** The square around one eye that the eyelid model wants: 2.3 times the eye's width, upright with it. */
export function eyeCrop(points: readonly Point3[], side: 'left' | 'right'): Crop {
  const [a, b] = eyeCorners[side];
  const [p, q] = [at(points, a), at(points, b)];
  return {
    x: (p[0] + q[0]) / 2,
    y: (p[1] + q[1]) / 2,
    side: gap(points, a, b) * 2.3,
    turn: Math.atan2(q[1] - p[1], q[0] - p[0]),
  };
}

/** Eye height over width of a contour of 71 points: 0 and 8 are the corners, 3–5 lie under 11–13. */
export function opennessOf(contour: Float32Array): number {
  const distance = (i: number, j: number) =>
    Math.hypot(contour[3 * i]! - contour[3 * j]!, contour[3 * i + 1]! - contour[3 * j + 1]!);
  return (distance(3, 11) + distance(4, 12) + distance(5, 13)) / 3 / Math.max(distance(0, 8), 1e-6);
}
