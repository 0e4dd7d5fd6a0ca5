import { type Affine, apply, fitCrop } from './affine.ts';
import { at, type Crop, eyeCorners, gap, type Point3 } from './geometry.ts';

/** Side of the mesh model's square input, in pixels. */
export const meshInput = 192;

/** Side of the eyelid model's square inputs (two: the left eye, and the right eye mirrored). */
export const eyelidInput = 64;

/** The 468 points, in pixels of the picture, from the mesh model's `output_mesh` of that crop. */
export function decodeMesh(output: ArrayLike<number>, crop: Crop): Point3[] {
  const window = fitCrop(crop, meshInput);
  const points: Point3[] = [];
  for (let i = 0; i < 468; i++) {
    const [x, y] = apply(window, output[3 * i]! - 0.5, output[3 * i + 1]! - 0.5);
    points.push([x, y, (output[3 * i + 2]! * crop.side) / meshInput]);
  }
  return points;
}

/** The square around an eye, that many eye widths large: 2.3 for the eyelid model, 1.6 for the eye model. */
export function eyeCrop(points: readonly Point3[], side: 'left' | 'right', widths: number): Crop {
  const [a, b] = eyeCorners[side];
  const [p, q] = [at(points, a), at(points, b)];
  return {
    x: (p[0] + q[0]) / 2,
    y: (p[1] + q[1]) / 2,
    side: gap(points, a, b) * widths,
    turn: Math.atan2(q[1] - p[1], q[0] - p[0]),
  };
}

/**
 * Eye height over width from the eyelid model's output for one eye, beginning at `offset` (0, and 228 for the
 * second eye). Points 0 and 8 are the corners; 3–5 lie on the lower lid under 11–13 on the upper one.
 */
export function opennessOfEyelids(output: ArrayLike<number>, offset: number): number {
  const distance = (i: number, j: number) =>
    Math.hypot(
      output[offset + 3 * i]! - output[offset + 3 * j]!,
      output[offset + 3 * i + 1]! - output[offset + 3 * j + 1]!,
    );
  return (distance(3, 11) + distance(4, 12) + distance(5, 13)) / 3 / Math.max(distance(0, 8), 1e-6);
}

/** Arguments for a canvas's `setTransform` so that drawing the picture at (0, 0) shows this window of it. */
export function canvasTransform([a, b, c, d, e, f]: Affine): [
  number,
  number,
  number,
  number,
  number,
  number,
] {
  // Windows map pixel centres, canvases map corners: half a pixel on either side.
  const [tx, ty] = [c + 0.5 - (a + b) / 2, f + 0.5 - (d + e) / 2];
  const det = a * e - b * d;
  return [e / det, -d / det, -b / det, a / det, (b * ty - e * tx) / det, (d * tx - a * ty) / det];
}

/** RGBA bytes of a canvas as interleaved RGB floats, `x · gain + bias`, written at `offset`. */
export function rgbOfCanvas(
  rgba: ArrayLike<number>,
  gain: number,
  bias: number,
  out: Float32Array = new Float32Array((rgba.length / 4) * 3),
  offset = 0,
): Float32Array {
  for (let i = 0, to = offset; i < rgba.length; i += 4) {
    out[to++] = rgba[i]! * gain + bias;
    out[to++] = rgba[i + 1]! * gain + bias;
    out[to++] = rgba[i + 2]! * gain + bias;
  }
  return out;
}
