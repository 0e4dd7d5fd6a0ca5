import type { Box, Crop } from './geometry.ts';

/** Maps a pixel (u, v) of the output to (a·u + b·v + c, d·u + e·v + f) of the source. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The output fills exactly the box. */
export function fitBox(box: Box, width: number, height: number): Affine {
  const [sx, sy] = [box.width / width, box.height / height];
  return [sx, 0, box.x + sx / 2 - 0.5, 0, sy, box.y + sy / 2 - 0.5];
}

/** The output shows the whole source, centred, with bars where the shapes differ. */
export function letterbox(source: { width: number; height: number }, width: number, height: number): Affine {
  const scale = Math.max(source.width / width, source.height / height);
  return [
    scale,
    0,
    (-(width - source.width / scale) / 2) * scale,
    0,
    scale,
    (-(height - source.height / scale) / 2) * scale,
  ];
}

/** The output of `size` pixels a side shows the turned square. */
export function fitCrop(crop: Crop, size: number): Affine {
  const scale = crop.side / size;
  const [cos, sin] = [Math.cos(crop.turn) * scale, Math.sin(crop.turn) * scale];
  const middle = (size - 1) / 2;
  return [cos, -sin, crop.x - (cos - sin) * middle, sin, cos, crop.y - (sin + cos) * middle];
}

/** The same output, left and right exchanged. */
export function mirrored([a, b, c, d, e, f]: Affine, width: number): Affine {
  return [-a, b, c + a * (width - 1), -d, e, f + d * (width - 1)];
}

/** Where an output pixel lies in the source. */
export function apply([a, b, c, d, e, f]: Affine, u: number, v: number): readonly [x: number, y: number] {
  return [a * u + b * v + c, d * u + e * v + f];
}

/**
 * The least-squares similarity that brings `from` onto `to` (Umeyama without reflection), given backwards:
 * from the pixels of `to`'s picture to those of `from`'s, as sampling wants it.
 */
export function alignPoints(
  from: readonly (readonly [number, number])[],
  to: readonly (readonly [number, number])[],
): Affine {
  const mean = (points: readonly (readonly [number, number])[]): readonly [number, number] => [
    points.reduce((sum, point) => sum + point[0], 0) / points.length,
    points.reduce((sum, point) => sum + point[1], 0) / points.length,
  ];
  const [mf, mt] = [mean(from), mean(to)];
  let [re, im, norm] = [0, 0, 0];
  to.forEach((point, index) => {
    const [x, y] = [point[0] - mt[0], point[1] - mt[1]];
    const [u, v] = [from[index]![0] - mf[0], from[index]![1] - mf[1]];
    // Fitted forwards (from → to) as the models' training did, then inverted.
    re += u * x + v * y;
    im += u * y - v * x;
    norm += u * u + v * v;
  });
  const [p, q] = [re / norm, im / norm];
  const det = p * p + q * q;
  const [a, b] = [p / det, q / det];
  return [a, b, mf[0] - a * mt[0] - b * mt[1], -b, a, mf[1] + b * mt[0] - a * mt[1]];
}
