import type { Pixels } from '../engine/pixels.ts';
import { chanceOf } from './script.ts';

/**
 * A photograph on paper, waved before the camera: a plane with a white border, tilting, in flat light over a
 * dull background.
 */
export function asPrint(photo: Pixels, atMs: number, seed: number): Pixels {
  const { width: size } = photo;
  const t = atMs / 1000 + seed;
  const [yaw, pitch, roll] = [
    0.6 * Math.sin(t * 1.3),
    0.35 * Math.sin(t * 0.9 + 0.5),
    0.12 * Math.sin(t * 0.7),
  ];
  const [cy, sy, cp, sp, cr, sr] = [yaw, pitch, roll].flatMap((angle) => [
    Math.cos(angle),
    Math.sin(angle),
  ]) as [number, number, number, number, number, number];
  // Columns of the paper's turn: its right, its down, its normal.
  const right = [cy * cr, sp * sy * cr + cp * sr, -cp * sy * cr + sp * sr] as const;
  const down = [-cy * sr, -sp * sy * sr + cp * cr, cp * sy * sr + sp * cr] as const;
  const normal = [sy, -sp * cy, cp * cy] as const;
  const focal = size * 1.6;
  const half = size * 0.46 * (0.95 + 0.02 * Math.sin(t));
  const noise = chanceOf(Math.round(atMs) + seed);
  return draw(size, (x, y, put) => {
    const [rx, ry] = [(x - size / 2) / focal, (y - size / 2) / focal];
    const k = normal[2] / (rx * normal[0] + ry * normal[1] + normal[2]);
    const p = [rx * k, ry * k, k - 1] as const;
    const u = (p[0] * right[0] + p[1] * right[1] + p[2] * right[2]) * focal;
    const v = (p[0] * down[0] + p[1] * down[1] + p[2] * down[2]) * focal;
    const grain = (noise() - 0.5) * 8;
    if (Math.max(Math.abs(u), Math.abs(v)) >= half) {
      const grey = 90 + 45 * Math.sin(x * 0.013 + 1) * Math.cos(y * 0.017) + grain;
      return put(grey, grey * 0.95, grey * 0.86);
    }
    const edge = half * 0.93;
    if (Math.max(Math.abs(u), Math.abs(v)) > edge) return put(238, 238, 236);
    const [r, g, b] = pixelOf(photo, ((u / edge + 1) / 2) * size, ((v / edge + 1) / 2) * size);
    put(r * 0.82 + 24 + grain, g * 0.82 + 24 + grain, b * 0.82 + 24 + grain);
  });
}

/** A screen filmed by the camera: its sub-pixels beat with the sensor, it glares, and its frame shows. */
export function asScreen(shown: Pixels, atMs: number, seed: number): Pixels {
  const { width: size } = shown;
  const chance = chanceOf(seed);
  const scale = 0.8 + 0.06 * chance();
  const angle = 0.02 + 0.03 * chance();
  const period = 2.25 + 0.3 * chance();
  const [glareX, glareY] = [size * (0.2 + 0.6 * chance()), size * (0.1 + 0.3 * chance())];
  const noise = chanceOf(Math.round(atMs) + seed);
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  return draw(size, (x, y, put) => {
    const [X, Y] = [x - size / 2, y - size / 2];
    const u = X * cos + Y * sin + size / 2;
    const v = -X * sin + Y * cos + size / 2;
    if (u < 0 || v < 0 || u >= size - 1 || v >= size - 1) {
      const frame = u > -16 && v > -16 && u < size + 16 && v < size + 16;
      const grey = frame ? 18 : 120 + 28 * Math.sin(x * 0.02 + y * 0.01);
      return put(grey, grey, grey * 0.97);
    }
    const rows = 0.9 + 0.1 * Math.cos(((2 * Math.PI * v) / period) * 1.03);
    const glare = 40 * Math.exp(-((x - glareX) ** 2 + (y - glareY) ** 2) / (2 * (size * 0.12) ** 2));
    const lit = pixelOf(shown, u, v).map((value, c) => {
      const cell = 0.86 + 0.14 * Math.cos((2 * Math.PI * u) / period + c * 2.094);
      return (value / 255) ** 0.9 * 245 * cell * rows + 10 + glare + (noise() - 0.5) * 8 + (c === 2 ? 8 : 0);
    });
    put(lit[0]!, lit[1]!, lit[2]!);
  });
}

/** Two people before one camera: both pictures, each the middle 60 % of its width, side by side. */
export function sideBySide(left: Pixels, right: Pixels): Pixels {
  const half = Math.round(left.width * 0.6);
  const width = half * 2;
  const data = new Uint8Array(width * left.height * 3);
  const margin = (left.width - half) >> 1;
  for (let y = 0; y < left.height; y++) {
    [left, right].forEach((picture, side) => {
      const from = (y * picture.width + margin) * 3;
      data.set(picture.data.subarray(from, from + half * 3), (y * width + side * half) * 3);
    });
  }
  return { width, height: left.height, data };
}

/** The sensor's own noise, about ±3 levels: no two pictures of a camera are the same. */
export function withNoise(picture: Pixels, seed: number): Pixels {
  const chance = chanceOf(seed);
  const grain = Int8Array.from({ length: 4093 }, () =>
    Math.round((chance() + chance() + chance() - 1.5) * 3.5),
  );
  const data = new Uint8Array(picture.data.length);
  let at = Math.floor(chance() * 4093);
  for (let i = 0; i < data.length; i++, at = at === 4092 ? 0 : at + 1)
    data[i] = Math.max(0, Math.min(255, picture.data[i]! + grain[at]!));
  return { ...picture, data };
}

function draw(
  size: number,
  paint: (x: number, y: number, put: (r: number, g: number, b: number) => void) => void,
): Pixels {
  const data = new Uint8ClampedArray(size * size * 3);
  let at = 0;
  const put = (r: number, g: number, b: number): void => {
    data[at] = r;
    data[at + 1] = g;
    data[at + 2] = b;
  };
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++, at += 3) paint(x, y, put);
  return { width: size, height: size, data: new Uint8Array(data.buffer) };
}

function pixelOf({ data, width, height }: Pixels, x: number, y: number): [number, number, number] {
  const cx = Math.min(width - 1, Math.max(0, Math.round(x)));
  const cy = Math.min(height - 1, Math.max(0, Math.round(y)));
  const at = (cy * width + cx) * 3;
  return [data[at]!, data[at + 1]!, data[at + 2]!];
}
