import type { Edges } from './edges.ts';
import type { Line } from './quad.ts';

/** A straight line of the picture: its parameters, its direction's bin, and how much edge lies on it. */
export interface FoundLine extends Line {
  /** Angle of the normal, radians, 0..π. */
  readonly angle: number;
  readonly votes: number;
  /** True for the picture's own border, beyond which a card may go on. */
  readonly border: boolean;
}

const ANGLES = 120;
/** Bins of angle by which one edge pixel's own direction may be wrong. */
const SPREAD = 3;
const cosines = Float32Array.from({ length: ANGLES }, (_, k) => Math.cos((k * Math.PI) / ANGLES));
const sines = Float32Array.from({ length: ANGLES }, (_, k) => Math.sin((k * Math.PI) / ANGLES));

/**
 * The strongest straight lines: a Hough transform in which every edge pixel votes only near its own direction (Ballard
 * 1981), and not more for being steeper than the usual edge, so that a faint card edge stands beside a stark table's.
 */
export function findLines(edges: Edges, most: number): FoundLine[] {
  const { width, height, gx, gy, size, least } = edges;
  const reach = Math.ceil(Math.hypot(width, height) / 2);
  const rows = 2 * reach + 1;
  const votes = new Float32Array(ANGLES * rows);
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const now = size[i]!;
      if (now < least || !isRidge(edges, i)) continue;
      const weight = Math.min(2, now / least);
      const middle = Math.round((Math.atan2(gy[i]!, gx[i]!) * ANGLES) / Math.PI);
      for (let k = middle - SPREAD; k <= middle + SPREAD; k++) {
        const bin = ((k % ANGLES) + ANGLES) % ANGLES;
        const rho = (x - cx) * cosines[bin]! + (y - cy) * sines[bin]!;
        votes[bin * rows + Math.round(rho) + reach]! += weight;
      }
    }
  }
  return peaks(votes, rows, most).map(({ bin, row, sum }) => {
    const angle = (bin * Math.PI) / ANGLES;
    const [a, b] = [cosines[bin]!, sines[bin]!];
    return { a, b, c: row - reach + a * cx + b * cy, angle, votes: sum, border: false };
  });
}

/** The four borders of the picture as lines. */
export function borderLines(width: number, height: number): FoundLine[] {
  const border = { votes: 0, border: true };
  return [
    { a: 1, b: 0, c: 0, angle: 0, ...border },
    { a: 1, b: 0, c: width - 1, angle: 0, ...border },
    { a: 0, b: 1, c: 0, angle: Math.PI / 2, ...border },
    { a: 0, b: 1, c: height - 1, angle: Math.PI / 2, ...border },
  ];
}

/** True where the change is greatest along its own direction: an edge is then one pixel wide. */
function isRidge({ width, gx, gy, size }: Edges, i: number): boolean {
  const [ax, ay] = [Math.abs(gx[i]!), Math.abs(gy[i]!)];
  const step = ax > 2 * ay ? 1 : ay > 2 * ax ? width : gx[i]! * gy[i]! > 0 ? width + 1 : width - 1;
  return size[i]! >= size[i - step]! && size[i]! > size[i + step]!;
}

/** The highest votes, none of them a neighbour of a higher one. Three rows together: an edge is never just one wide. */
function peaks(votes: Float32Array, rows: number, most: number) {
  const sums: { bin: number; row: number; sum: number }[] = [];
  for (let bin = 0; bin < ANGLES; bin++) {
    for (let row = 1; row < rows - 1; row++) {
      const at = bin * rows + row;
      const sum = votes[at - 1]! + votes[at]! + votes[at + 1]!;
      if (sum > 18 && votes[at]! >= votes[at - 1]! && votes[at]! >= votes[at + 1]!)
        sums.push({ bin, row, sum });
    }
  }
  sums.sort((p, q) => q.sum - p.sum);
  const kept: typeof sums = [];
  for (const one of sums) {
    if (kept.some((other) => near(one, other, rows))) continue;
    kept.push(one);
    if (kept.length === most) break;
  }
  return kept;
}

function near(p: { bin: number; row: number }, q: { bin: number; row: number }, rows: number): boolean {
  const apart = Math.abs(p.bin - q.bin);
  if (apart <= 4) return Math.abs(p.row - q.row) <= 3;
  // Past half a turn the same line comes with the other sign.
  return ANGLES - apart <= 4 && Math.abs(p.row - (rows - 1 - q.row)) <= 3;
}
