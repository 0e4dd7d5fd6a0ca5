import { type Line, meet, type Point, type Quad } from './quad.ts';
import type { Raster } from './raster.ts';

/**
 * The corners once more, from the large picture: along every side the steepest change across it is sought within the
 * small picture's own error, and a line laid through what was found. A side that shows too little stays as it was.
 */
export function refineCorners(picture: Raster, quad: Quad, reach: number): Quad {
  if (reach <= 1) return quad;
  const lines = quad.map((corner, i) => refineSide(picture, corner, quad[(i + 1) % 4]!, reach * 2));
  const corners = quad.map((corner, i) => {
    const met = meet(lines[(i + 3) % 4]!, lines[i]!);
    return met && Math.hypot(met[0] - corner[0], met[1] - corner[1]) < 6 * reach ? met : corner;
  });
  return corners as unknown as Quad;
}

const SAMPLES = 48;

function refineSide(picture: Raster, from: Point, to: Point, reach: number): Line {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [-dy / length, dx / length];
  const points: { t: number; off: number }[] = [];
  for (let i = 0; i < SAMPLES; i++) {
    const t = 0.07 + (0.86 * i) / (SAMPLES - 1);
    const off = steepest(picture, from[0] + dx * t, from[1] + dy * t, nx, ny, reach);
    if (off !== null) points.push({ t: t - 0.5, off });
  }
  // A straight line off = m + k·t; outliers (a shadow, a finger, print) are dropped twice.
  let kept = points;
  let [m, k] = [0, 0];
  for (let round = 0; round < 3 && kept.length >= SAMPLES / 3; round++) {
    [m, k] = lineThrough(kept);
    const spread = kept.map(({ t, off }) => Math.abs(off - m - k * t)).sort((a, b) => a - b);
    const limit = Math.max(1, 2.5 * spread[spread.length >> 1]!);
    kept = points.filter(({ t, off }) => Math.abs(off - m - k * t) <= limit);
  }
  const at = (t: number): Point => [
    from[0] + dx * (t + 0.5) + nx * (m + k * t),
    from[1] + dy * (t + 0.5) + ny * (m + k * t),
  ];
  const [p, q] = [at(-0.5), at(0.5)];
  const size = Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
  const [a, b] = [-(q[1] - p[1]) / size, (q[0] - p[0]) / size];
  return { a, b, c: a * p[0] + b * p[1] };
}

function lineThrough(points: readonly { t: number; off: number }[]): [number, number] {
  const n = points.length;
  const [st, so] = [points.reduce((s, p) => s + p.t, 0) / n, points.reduce((s, p) => s + p.off, 0) / n];
  const tt = points.reduce((s, p) => s + (p.t - st) ** 2, 0);
  const to = points.reduce((s, p) => s + (p.t - st) * (p.off - so), 0);
  const k = tt > 0 ? to / tt : 0;
  return [so - k * st, k];
}

/** How far along the normal the light changes most, or null where it hardly changes or the picture ends. */
function steepest(
  { width, height, channels, data }: Raster,
  x: number,
  y: number,
  nx: number,
  ny: number,
  reach: number,
): number | null {
  const values: number[] = [];
  for (let off = -reach - 2; off <= reach + 2; off++) {
    const [u, v] = [Math.round(x + nx * off), Math.round(y + ny * off)];
    if (u < 0 || v < 0 || u >= width || v >= height) return null;
    const at = (v * width + u) * channels;
    values.push(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!);
  }
  let [best, where] = [10, -1];
  for (let i = 2; i < values.length - 2; i++) {
    const change = Math.abs(values[i + 1]! + values[i + 2]! - values[i - 1]! - values[i - 2]!);
    if (change <= best) continue;
    best = change;
    where = i;
  }
  return where < 0 ? null : where - reach - 2;
}
