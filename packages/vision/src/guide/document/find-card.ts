import { type Edges, edgesOf } from './edges.ts';
import { borderLines, type FoundLine, findLines } from './find-lines.ts';
import { areaOf, CARD_ASPECT, longSideUp, meet, type Point, type Quad, sidesOf } from './quad.ts';
import { blurred, type Raster } from './raster.ts';

/** Where a card seems to lie in a small picture. Plain numbers without any verdict; policy judges them. */
export interface FoundCard {
  /** Corners in pixels of the picture, the long side first and nearest to level. */
  readonly quad: Quad;
  /** How well its four sides are borne out by the picture, 0..1. */
  readonly score: number;
  /** Share of each side (top, right, bottom, left) along which the card differs from what lies beside it, 0..1. */
  readonly sides: readonly [number, number, number, number];
  /** Sides that are the picture's own border: the card goes on beyond it. */
  readonly borders: number;
}

const MOST_LINES = 30;
/** A card fills at least this share of the picture to be looked for. */
const LEAST_AREA = 0.06;
/** How far outside the picture a corner may lie, as a share of its sides. */
const BEYOND = 0.12;
/** Levels by which the card and what lies beside it differ, averaged a little away from the edge. */
const LEAST_STEP = 7;
/** A candidate with a border for a side is worth less than one whose four sides are seen. */
const BORDER_WORTH = 0.78;

type Candidate = { readonly quad: Quad; readonly lines: readonly FoundLine[]; readonly fit: number };

/** A card seen this well needs no second look. */
const CLEAR = 0.85;
/** How far the second look blurs, in pixels each way: print and weave run together, the card stays. */
const COARSE_BLUR = 3;

/**
 * The quadrilateral that looks most like a card in a picture of about 320 pixels, or null when nothing does. What lies
 * on print or cloth is often seen only when the picture is blurred: then a second look decides.
 */
export function findCard(raster: Raster): FoundCard | null {
  const first = lookFor(raster, 0);
  if (first && first.score >= CLEAR) return levelled(first);
  const second = lookFor(blurred(raster, COARSE_BLUR), first?.score ?? 0);
  const best = second ?? first;
  return best && levelled(best);
}

function lookFor(raster: Raster, beat: number): FoundCard | null {
  const edges = edgesOf(raster);
  const found = findLines(edges, MOST_LINES);
  let best: FoundCard | null = null;
  let least = beat;
  for (const candidate of candidatesOf(found, raster.width, raster.height)) {
    const card = judge(raster, edges, candidate, least);
    if (!card) continue;
    best = card;
    least = card.score;
  }
  return best;
}

/** Every four lines that could be a card's sides: two pairs, each nearly parallel, across one another. */
function* candidatesOf(found: readonly FoundLine[], width: number, height: number): Generator<Candidate> {
  const lines = [...found, ...borderLines(width, height)];
  const bands: (readonly [FoundLine, FoundLine])[] = [];
  const [mx, my] = [width / 2, height / 2];
  const shortest = 0.16 * Math.min(width, height);
  const apart = (p: FoundLine, q: FoundLine): number => {
    const same = p.a * q.a + p.b * q.b < 0 ? -1 : 1;
    return Math.abs(p.c - p.a * mx - p.b * my - same * (q.c - q.a * mx - q.b * my));
  };
  lines.forEach((p, i) => {
    for (const q of lines.slice(i + 1)) {
      if (p.border && q.border) continue;
      if (turnBetween(p, q) < 0.45 && apart(p, q) > shortest) bands.push([p, q]);
    }
  });
  for (let i = 0; i < bands.length; i++) {
    for (let j = i + 1; j < bands.length; j++) {
      const [[p, q], [r, s]] = [bands[i]!, bands[j]!];
      if (turnBetween(p, r) < 0.9 || turnBetween(q, s) < 0.9) continue;
      const borders = [p, q, r, s].filter(({ border }) => border).length;
      if (borders > 1) continue;
      const quad = quadOf(p, q, r, s);
      if (!quad || !inside(quad, width, height)) continue;
      const fit = fitOf(quad, borders);
      if (fit > 0 && Math.abs(areaOf(quad)) > LEAST_AREA * width * height)
        yield { quad, lines: [r, q, s, p], fit };
    }
  }
}

function quadOf(p: FoundLine, q: FoundLine, r: FoundLine, s: FoundLine): Quad | null {
  const corners = [meet(p, r), meet(r, q), meet(q, s), meet(s, p)];
  return corners.every((corner) => corner !== null) ? (corners as unknown as Quad) : null;
}

function turnBetween(p: FoundLine, q: FoundLine): number {
  const turn = Math.abs(p.angle - q.angle);
  return Math.min(turn, Math.PI - turn);
}

function inside(quad: Quad, width: number, height: number): boolean {
  return quad.every(
    ([x, y]) =>
      x > -BEYOND * width && y > -BEYOND * height && x < (1 + BEYOND) * width && y < (1 + BEYOND) * height,
  );
}

/** How near the sides' lengths are to a card's; one that is cut off may have any shape a part of a card can have. */
function fitOf(quad: Quad, borders: number): number {
  const [top, right, bottom, left] = sidesOf(quad);
  const [one, other] = [(top + bottom) / 2, (left + right) / 2];
  const ratio = Math.max(one, other) / Math.max(1, Math.min(one, other));
  if (Math.min(top, bottom) < 0.45 * Math.max(top, bottom)) return 0;
  if (Math.min(left, right) < 0.45 * Math.max(left, right)) return 0;
  if (borders > 0) return ratio < 2.8 ? BORDER_WORTH : 0;
  const off = Math.log(ratio / CARD_ASPECT) / 0.2;
  return ratio > 1.15 && ratio < 2.2 ? Math.exp(-off * off) : 0;
}

/** Looks along the four sides; null as soon as the candidate can no longer be better than `beat`. */
function judge(
  raster: Raster,
  edges: Edges,
  { quad, lines, fit }: Candidate,
  beat: number,
): FoundCard | null {
  const clockwise = areaOf(quad) > 0 ? 1 : -1;
  const share = Math.abs(areaOf(quad)) / (raster.width * raster.height);
  // Of two nested rectangles with the same edges the outer one is the card; a whole table is not.
  const worth = fit * (0.86 + 0.14 * Math.min(1, share / 0.35));
  const seen: number[] = [];
  let sum = 0;
  let least = 1;
  for (let i = 0; i < 4; i++) {
    const line = lines[i]!;
    const one = line.border ? 0.8 : sideSeen(raster, edges, quad[i]!, quad[(i + 1) % 4]!, clockwise);
    seen.push(line.border ? 0 : one);
    sum += one;
    least = Math.min(least, one);
    if (worth * ((0.5 * (sum + 3 - i)) / 4 + 0.5 * least) <= beat) return null;
  }
  const score = worth * ((0.5 * sum) / 4 + 0.5 * least);
  if (score <= beat) return null;
  const borders = lines.filter(({ border }) => border).length;
  return { quad, score, sides: seen as unknown as FoundCard['sides'], borders };
}

/** Share of the way from corner to corner with an edge along it and another colour on either side. */
function sideSeen(raster: Raster, edges: Edges, from: Point, to: Point, clockwise: 1 | -1): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  // The normal that points out of the card.
  const [nx, ny] = [(clockwise * dy) / length, (-clockwise * dx) / length];
  const samples = Math.max(12, Math.min(48, Math.round(length / 4)));
  let hits = 0;
  for (let i = 0; i < samples; i++) {
    // Rounded corners (radius 3.18 mm) and what meets there are left out.
    const t = 0.07 + (0.86 * (i + 0.5)) / samples;
    const [x, y] = [from[0] + dx * t, from[1] + dy * t];
    if (hasEdge(edges, x, y, nx, ny) && stepAcross(raster, x, y, nx, ny) >= LEAST_STEP) hits += 1;
  }
  return hits / samples;
}

function hasEdge(
  { width, height, gx, gy, size, least }: Edges,
  x: number,
  y: number,
  nx: number,
  ny: number,
): boolean {
  for (let off = -2; off <= 2; off++) {
    const [u, v] = [Math.round(x + nx * off), Math.round(y + ny * off)];
    if (u < 1 || v < 1 || u >= width - 1 || v >= height - 1) continue;
    const i = v * width + u;
    const now = size[i]!;
    if (now >= 0.6 * least && Math.abs(gx[i]! * nx + gy[i]! * ny) > 0.85 * now) return true;
  }
  return false;
}

/** Greatest difference of a colour between a little outside and a little inside. */
function stepAcross(
  { width, height, channels, data }: Raster,
  x: number,
  y: number,
  nx: number,
  ny: number,
): number {
  let greatest = 0;
  for (let c = 0; c < 3; c++) {
    let difference = 0;
    for (let off = 3; off <= 5; off++) {
      const [ou, ov] = [Math.round(x + nx * off), Math.round(y + ny * off)];
      const [iu, iv] = [Math.round(x - nx * off), Math.round(y - ny * off)];
      if (ou < 0 || ov < 0 || ou >= width || ov >= height) return 0;
      if (iu < 0 || iv < 0 || iu >= width || iv >= height) return 0;
      difference += data[(ov * width + ou) * channels + c]! - data[(iv * width + iu) * channels + c]!;
    }
    greatest = Math.max(greatest, Math.abs(difference) / 3);
  }
  return greatest;
}

/** The corners with the long side first; the sides' shares follow them. */
function levelled(card: FoundCard): FoundCard {
  const { quad, sides } = card;
  const level = longSideUp(quad);
  const shares = level.map((corner, i) => {
    const at = quad.indexOf(corner);
    return quad[(at + 1) % 4] === level[(i + 1) % 4] ? sides[at]! : sides[(at + 3) % 4]!;
  });
  return { ...card, quad: level, sides: shares as unknown as FoundCard['sides'] };
}
