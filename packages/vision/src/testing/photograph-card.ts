import sharp from 'sharp';
import { mapOnto, type Point, placeAt, type Quad } from '../guide/document/quad.ts';
import type { Raster } from '../guide/document/raster.ts';
import { chanceOf } from './script.ts';
import { type Tabletop, tabletop } from './tabletops.ts';

/** What is wrong with a picture, if anything. */
export const FLAWS = [
  'none',
  'glare',
  'blur',
  'motion',
  'dark',
  'cut-off',
  'covered',
  'far',
  'tilted',
  'no-card',
  'other-thing',
] as const;
export type Flaw = (typeof FLAWS)[number];

/** One picture to be taken of a drawn card. Everything follows from it. */
export interface Shot {
  readonly seed: number;
  readonly table: Tabletop;
  readonly flaw: Flaw;
  readonly width: number;
  readonly height: number;
}

/** The picture, and where the card lies in it (null where there is none). */
export interface Photograph {
  readonly raster: Raster;
  readonly quad: Quad | null;
}

/** Photographs a card lying on a table: perspective, light, shadow, sensor noise, and the flaw asked for. */
export async function photographCard(card: Raster, shot: Shot): Promise<Photograph> {
  const { width, height, seed, flaw } = shot;
  const chance = chanceOf(seed);
  for (let i = 0; i < 5; i++) chance();
  const colourAt = tabletop(shot.table, seed);
  const scale = 1600 / Math.max(width, height);
  const data = new Float32Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const [r, g, b] = colourAt(x * scale, y * scale);
      data[to] = r;
      data[to + 1] = g;
      data[to + 2] = b;
    }
  }
  const picture = { width, height, data };
  const quad = flaw === 'no-card' ? null : layCard(shot, chance);
  if (quad) {
    castShadow(picture, quad, chance);
    lay(picture, flaw === 'other-thing' ? otherThing(seed) : card, quad);
    if (flaw === 'covered') coverWithHand(picture, quad, chance);
  }
  light(picture, shot, quad, chance);
  return { raster: await expose(picture, shot, chance), quad: flaw === 'other-thing' ? null : quad };
}

type Picture = { readonly width: number; readonly height: number; readonly data: Float32Array };

/** Lays the card; one that is not meant to be cut off is laid again, a little smaller, until it lies in the picture. */
function layCard(shot: Shot, chance: () => number): Quad {
  const draws = Array.from({ length: 12 }, chance);
  for (let smaller = 1; ; smaller *= 0.94) {
    let next = 0;
    const quad = layOnce(shot, () => draws[next++ % draws.length]!, smaller);
    const inside = quad.every(
      ([x, y]) => Math.min(x, y, shot.width - 1 - x, shot.height - 1 - y) > 0.005 * shot.width,
    );
    if (inside || shot.flaw === 'cut-off' || smaller < 0.3) return quad;
  }
}

function layOnce({ width, height, flaw }: Shot, chance: () => number, smaller: number): Quad {
  const fill = (flaw === 'far' ? 0.22 + 0.1 * chance() : 0.62 + 0.26 * chance()) * smaller;
  const long = Math.min(fill * width, fill * height * 1.5858 * 0.98);
  const half = [long / 2, long / 1.5858 / 2] as const;
  const turn = (chance() - 0.5) * 0.3;
  const lean = flaw === 'tilted' ? 0.75 + 0.2 * chance() : 0.28 * chance();
  const about = chance() * Math.PI * 2;
  const distance = long * 1.5;
  const room = [(width - long) / 2, (height - long / 1.5858) / 2].map((free) => Math.max(0, free) * 0.5);
  const off =
    flaw === 'cut-off' ? cutOff(width, height, half, chance) : room.map((r) => (chance() - 0.5) * 2 * r);
  const corner = (sx: number, sy: number): Point => {
    const [x, y] = [sx * half[0], sy * half[1]];
    const [u, v] = [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
    // Turned about an axis in the table's plane, then seen from `distance`.
    const along = u * Math.cos(about) + v * Math.sin(about);
    const across = -u * Math.sin(about) + v * Math.cos(about);
    const [flat, depth] = [across * Math.cos(lean), across * Math.sin(lean)];
    const near = distance / (distance + depth);
    const [p, q] = [along * near, flat * near];
    return [
      width / 2 + off[0]! + p * Math.cos(about) - q * Math.sin(about),
      height / 2 + off[1]! + p * Math.sin(about) + q * Math.cos(about),
    ];
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** Moved so far to one side that a tenth to a third of the card is missing. */
function cutOff(width: number, height: number, [hx, hy]: readonly [number, number], chance: () => number) {
  const missing = 0.12 + 0.2 * chance();
  const sign = chance() < 0.5 ? -1 : 1;
  return chance() < 0.5
    ? [sign * (width / 2 - hx + 2 * hx * missing), 0]
    : [0, sign * (height / 2 - hy + 2 * hy * missing)];
}

/** A card-shaped thing that is no card: a dark telephone with a bright screen and tiles on it. */
function otherThing(seed: number): Raster {
  const chance = chanceOf(seed * 7 + 3);
  const [width, height] = [642, 405];
  const data = new Uint8Array(width * height * 3);
  const tint = [90 + 120 * chance(), 90 + 120 * chance(), 90 + 120 * chance()];
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 3) {
      const rim = x < 18 || y < 18 || x > width - 19 || y > height - 19;
      const tile = (x % 90 < 62 && y % 90 < 62 ? 1 : 0.55) * (0.7 + 0.3 * Math.sin(x * 0.01 + seed));
      for (let c = 0; c < 3; c++) data[to + c] = rim ? 20 : tint[c]! * tile;
    }
  }
  return { width, height, channels: 3, data };
}

function castShadow({ width, height, data }: Picture, quad: Quad, chance: () => number): void {
  const [dx, dy] = [(chance() - 0.5) * 0.016 * width, 0.004 * width + 0.008 * width * chance()];
  const soft = 0.006 * width;
  const moved = quad.map(([x, y]) => [x + dx, y + dy] as const) as unknown as Quad;
  forEachNear(moved, width, height, soft * 2, (x, y) => {
    const inside = depthInside(moved, x, y);
    const shade = 1 - 0.4 * Math.max(0, Math.min(1, inside / soft + 0.5));
    for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c]! *= shade;
  });
}

/** The card's own pixels, its corners rounded and its rim one pixel soft. */
function lay({ width, height, data }: Picture, card: Raster, quad: Quad): void {
  const back = inverseOf(mapOnto(quad));
  const radius = 3.18 / 85.6;
  const tall = card.height / card.width;
  const pixel = 1 / Math.hypot(quad[1][0] - quad[0][0], quad[1][1] - quad[0][1]);
  forEachNear(quad, width, height, 2, (x, y) => {
    const [u, v] = placeAt(back, x, y);
    // Distance to the rounded rectangle, in card lengths.
    const qx = Math.max(0, Math.abs(u - 0.5) - (0.5 - radius));
    const qy = Math.max(0, Math.abs(v - 0.5) * tall - (0.5 * tall - radius));
    const outside = Math.hypot(qx, qy) - radius;
    const solid = Math.max(0, Math.min(1, 0.5 - outside / pixel));
    if (solid === 0) return;
    const px = Math.max(0, Math.min(card.width - 1.001, u * card.width - 0.5));
    const py = Math.max(0, Math.min(card.height - 1.001, v * card.height - 0.5));
    const [x0, y0] = [px | 0, py | 0];
    const [fx, fy] = [px - x0, py - y0];
    const p = (y0 * card.width + x0) * 3;
    const q = p + card.width * 3;
    const at = (y * width + x) * 3;
    for (let c = 0; c < 3; c++) {
      const upper = card.data[p + c]! * (1 - fx) + card.data[p + 3 + c]! * fx;
      const lower = card.data[q + c]! * (1 - fx) + card.data[q + 3 + c]! * fx;
      data[at + c] = data[at + c]! * (1 - solid) + (upper * (1 - fy) + lower * fy) * solid;
    }
  });
}

/** Fingers over one side of the card: rounded bars in the colour of skin. */
function coverWithHand({ width, data, height }: Picture, quad: Quad, chance: () => number): void {
  const side = Math.floor(chance() * 4);
  const [p, q] = [quad[side]!, quad[(side + 1) % 4]!];
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  const length = Math.hypot(dx, dy);
  const [nx, ny] = [-dy / length, dx / length];
  const skin = [200 - 70 * chance(), 0, 0];
  skin[1] = skin[0]! * 0.74;
  skin[2] = skin[0]! * 0.6;
  const thick = 0.1 * length * (side % 2 === 0 ? 1 : 1.5);
  for (let finger = 0; finger < 4; finger++) {
    const along = 0.2 + 0.2 * finger + 0.03 * chance();
    const [fx, fy] = [p[0] + dx * along, p[1] + dy * along];
    const reach = length * (0.18 + 0.12 * chance()) * (side % 2 === 0 ? 1 : 1.6);
    const from = [fx - nx * length, fy - ny * length] as const;
    const to = [fx + nx * reach, fy + ny * reach] as const;
    bar({ width, height, data }, from, to, thick, skin);
  }
}

function bar(
  { width, height, data }: Picture,
  from: Point,
  to: Point,
  thick: number,
  colour: readonly number[],
): void {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const squared = dx * dx + dy * dy;
  const [left, right] = [Math.min(from[0], to[0]) - thick, Math.max(from[0], to[0]) + thick];
  const [top, bottom] = [Math.min(from[1], to[1]) - thick, Math.max(from[1], to[1]) + thick];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x++) {
      const t = Math.max(0, Math.min(1, ((x - from[0]) * dx + (y - from[1]) * dy) / squared));
      const away = Math.hypot(x - from[0] - dx * t, y - from[1] - dy * t) / thick;
      if (away > 1) continue;
      const shade = 0.72 + 0.28 * Math.sqrt(1 - away * away);
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = colour[c]! * shade;
    }
  }
}

/** The room's light falls off to one side; a lamp may mirror itself in the card; or it is too dark. */
function light({ width, height, data }: Picture, shot: Shot, quad: Quad | null, chance: () => number): void {
  const about = chance() * Math.PI * 2;
  const fall = 0.12 + 0.16 * chance();
  const level = shot.flaw === 'dark' ? 0.14 + 0.07 * chance() : 0.78 + 0.24 * chance();
  const warm = (chance() - 0.5) * 0.1;
  const [cos, sin] = [Math.cos(about) / width, Math.sin(about) / width];
  const lamp = shot.flaw === 'glare' && quad ? lampOn(quad, chance) : null;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const gain = level * (1 + fall * ((x - width / 2) * cos + (y - height / 2) * sin));
      let add = 0;
      if (lamp) {
        const [u, v] = [(x - lamp.x) / lamp.rx, (y - lamp.y) / lamp.ry];
        add = 420 * Math.exp(-(u * u + v * v));
      }
      data[at] = data[at]! * gain * (1 + warm) + add;
      data[at + 1] = data[at + 1]! * gain + add;
      data[at + 2] = data[at + 2]! * gain * (1 - warm) + add;
    }
  }
}

function lampOn(quad: Quad, chance: () => number) {
  const [x, y] = placeAt(mapOnto(quad), 0.2 + 0.6 * chance(), 0.2 + 0.6 * chance());
  const long = Math.hypot(quad[1][0] - quad[0][0], quad[1][1] - quad[0][1]);
  const rx = long * (0.12 + 0.1 * chance());
  return { x, y, rx, ry: rx * (0.6 + 0.4 * chance()) };
}

/** Lens, motion and sensor: blurred, made noisy, cut to 8 bits. */
async function expose(picture: Picture, { flaw }: Shot, chance: () => number): Promise<Raster> {
  const { width, height, data } = picture;
  const grain = flaw === 'dark' ? 9 : 3 + 2 * chance();
  const noise = Float32Array.from({ length: 4093 }, () => (chance() + chance() + chance() - 1.5) * grain);
  const out = new Uint8ClampedArray(data.length);
  const moved = flaw === 'motion' ? smear(picture, chance) : data;
  for (let i = 0; i < out.length; i++) out[i] = moved[i]!;
  const sigma = flaw === 'blur' ? (width / 1600) * (4.5 + 3 * chance()) : 0.45 + 0.35 * chance();
  const blurred = await sharp(out, { raw: { width, height, channels: 3 } })
    .blur(sigma)
    .raw()
    .toBuffer();
  const last = new Uint8ClampedArray(blurred.length);
  let n = Math.floor(chance() * 4093);
  for (let i = 0; i < last.length; i++, n = n === 4092 ? 0 : n + 1) last[i] = blurred[i]! + noise[n]!;
  return { width, height, channels: 3, data: new Uint8Array(last.buffer) };
}

function smear({ width, height, data }: Picture, chance: () => number): Float32Array {
  const about = chance() * Math.PI;
  const far = (width / 1600) * (16 + 14 * chance());
  const steps = 13;
  const out = new Float32Array(data.length);
  for (let s = 0; s < steps; s++) {
    const along = (s / (steps - 1) - 0.5) * far;
    const [dx, dy] = [Math.round(Math.cos(about) * along), Math.round(Math.sin(about) * along)];
    for (let y = 0; y < height; y++) {
      const from = Math.max(0, Math.min(height - 1, y + dy)) * width;
      for (let x = 0; x < width; x++) {
        const p = (from + Math.max(0, Math.min(width - 1, x + dx))) * 3;
        const q = (y * width + x) * 3;
        out[q]! += data[p]! / steps;
        out[q + 1]! += data[p + 1]! / steps;
        out[q + 2]! += data[p + 2]! / steps;
      }
    }
  }
  return out;
}

function forEachNear(
  quad: Quad,
  width: number,
  height: number,
  margin: number,
  visit: (x: number, y: number) => void,
): void {
  const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(...ys) - margin)),
    Math.min(height - 1, Math.max(...ys) + margin),
  ];
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(...xs) - margin)),
    Math.min(width - 1, Math.max(...xs) + margin),
  ];
  for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) visit(x, y);
}

/** Pixels from the nearest side, positive inside. */
function depthInside(quad: Quad, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  quad.forEach(([px, py], i) => {
    const [qx, qy] = quad[(i + 1) % 4]!;
    const [dx, dy] = [qx - px, qy - py];
    least = Math.min(least, ((x - px) * -dy + (y - py) * dx) / Math.hypot(dx, dy));
  });
  return least;
}

/** From the picture back to the unit square: the adjugate, scaled so that its last number is 1. */
function inverseOf(h: readonly number[]): readonly number[] {
  const [a, b, c, d, e, f, g, i] = h as [number, number, number, number, number, number, number, number];
  const adjugate = [
    e - f * i,
    c * i - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * i - e * g,
    b * g - a * i,
    a * e - b * d,
  ];
  return adjugate.map((number) => number / adjugate[8]!);
}
