/** A point in pixels. */
export type Point = readonly [x: number, y: number];

/** Four corners in the order they are met clockwise, the first one top left of the card as it lies. */
export type Quad = readonly [Point, Point, Point, Point];

/** Length over height of an ID-1 card, 85.6 × 53.98 mm (ISO/IEC 7810). */
export const CARD_ASPECT = 85.6 / 53.98;

/** A line a·x + b·y = c with a² + b² = 1. */
export interface Line {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Where two lines meet, or null when they are nearly parallel. */
export function meet(p: Line, q: Line): Point | null {
  const det = p.a * q.b - q.a * p.b;
  if (Math.abs(det) < 0.2) return null;
  return [(p.c * q.b - q.c * p.b) / det, (p.a * q.c - q.a * p.c) / det];
}

/** Area inside the corners; negative when they run the other way round. */
export function areaOf(quad: Quad): number {
  let twice = 0;
  quad.forEach(([x, y], i) => {
    const [u, v] = quad[(i + 1) % 4]!;
    twice += x * v - u * y;
  });
  return twice / 2;
}

/** Lengths of the four sides: top, right, bottom, left. */
export function sidesOf(quad: Quad): readonly [number, number, number, number] {
  const side = (i: number): number => {
    const [p, q] = [quad[i]!, quad[(i + 1) % 4]!];
    return Math.hypot(q[0] - p[0], q[1] - p[1]);
  };
  return [side(0), side(1), side(2), side(3)];
}

/** The largest deviation of a corner from a right angle, degrees: how far from flat the card was photographed. */
export function skewOf(quad: Quad): number {
  let worst = 0;
  quad.forEach((corner, i) => {
    const [before, after] = [quad[(i + 3) % 4]!, quad[(i + 1) % 4]!];
    const [ax, ay] = [before[0] - corner[0], before[1] - corner[1]];
    const [bx, by] = [after[0] - corner[0], after[1] - corner[1]];
    const cos = (ax * bx + ay * by) / Math.max(1e-9, Math.hypot(ax, ay) * Math.hypot(bx, by));
    worst = Math.max(worst, Math.abs(90 - (Math.acos(Math.max(-1, Math.min(1, cos))) * 180) / Math.PI));
  });
  return worst;
}

/** Shorter over longer of the two pairs of opposite sides, the smaller of both: 1 seen from straight above. */
export function evennessOf(quad: Quad): number {
  const [top, right, bottom, left] = sidesOf(quad);
  return Math.min(
    Math.min(top, bottom) / Math.max(top, bottom, 1e-9),
    Math.min(left, right) / Math.max(left, right, 1e-9),
  );
}

/** The corners once more, the first one such that the first side is a long one and lies nearest to level. */
export function longSideUp(quad: Quad): Quad {
  const ordered = areaOf(quad) < 0 ? ([quad[0], quad[3], quad[2], quad[1]] as const) : quad;
  const [top, right, bottom, left] = sidesOf(ordered);
  const first = top + bottom >= left + right ? 0 : 1;
  const turned = (by: number): Quad => [
    ordered[by % 4]!,
    ordered[(by + 1) % 4]!,
    ordered[(by + 2) % 4]!,
    ordered[(by + 3) % 4]!,
  ];
  const [one, other] = [turned(first), turned(first + 2)];
  const runs = ([p, q]: Quad): number => q[0] - p[0] + 1e-3 * (q[1] - p[1]);
  return runs(one) >= runs(other) ? one : other;
}

/** The same card, upside down. */
export function upsideDown([a, b, c, d]: Quad): Quad {
  return [c, d, a, b];
}

/** The corners in a picture `by` times as large. */
export function scaled(quad: Quad, by: number): Quad {
  const one = ([x, y]: Point): Point => [(x + 0.5) * by - 0.5, (y + 0.5) * by - 0.5];
  return [one(quad[0]), one(quad[1]), one(quad[2]), one(quad[3])];
}

/** Nine numbers that take (u, v) of the unit square to the quadrilateral: x = (h0·u + h1·v + h2) / (h6·u + h7·v + 1). */
export type Homography = readonly number[];

/** The projective map of the unit square onto the corners (closed form: Heckbert 1989, §2.2.3). */
export function mapOnto([p, q, r, s]: Quad): Homography {
  const [dx1, dx2, dx3] = [q[0] - r[0], s[0] - r[0], p[0] - q[0] + r[0] - s[0]];
  const [dy1, dy2, dy3] = [q[1] - r[1], s[1] - r[1], p[1] - q[1] + r[1] - s[1]];
  const det = dx1 * dy2 - dx2 * dy1 || 1e-9;
  const g = (dx3 * dy2 - dx2 * dy3) / det;
  const h = (dx1 * dy3 - dx3 * dy1) / det;
  return [
    q[0] - p[0] + g * q[0],
    s[0] - p[0] + h * s[0],
    p[0],
    q[1] - p[1] + g * q[1],
    s[1] - p[1] + h * s[1],
    p[1],
    g,
    h,
    1,
  ];
}

/** Where (u, v) of the unit square lies in the picture. */
export function placeAt(map: Homography, u: number, v: number): Point {
  const w = map[6]! * u + map[7]! * v + 1;
  return [(map[0]! * u + map[1]! * v + map[2]!) / w, (map[3]! * u + map[4]! * v + map[5]!) / w];
}
