import { type FoundCard, findCard } from './find-card.ts';
import { areaOf, evennessOf, type Point, type Quad, scaled, sidesOf, skewOf } from './quad.ts';
import { lumaOf, type Raster, rectify, shrink } from './raster.ts';
import { refineCorners } from './refine-corners.ts';

/** What a picture says about the card in it. Plain numbers without any verdict; policy judges them. */
export interface CardMeasurement {
  /** Corners as shares of the picture's width and height, clockwise, the long side first; outside 0..1 when cut off. */
  readonly corners: readonly [Point, Point, Point, Point];
  /** How well four sides of a card's shape are borne out by the picture, 0..1. */
  readonly outline: number;
  /** The side that is seen least, as the share of its length, 0..1: what covers a side hides it. */
  readonly weakestSide: number;
  /** Smallest distance of a corner from the picture's border, as a share of its width; negative when cut off. */
  readonly margin: number;
  /** Sides that are the picture's own border. */
  readonly borders: number;
  /** Share of the picture that the card fills, 0..1. */
  readonly fill: number;
  /** Length of the card in pixels of the picture. */
  readonly lengthPx: number;
  /** Largest deviation of a corner from a right angle, degrees. */
  readonly skew: number;
  /** Shorter over longer of opposite sides, 0..1; 1 from straight above. */
  readonly evenness: number;
  /** Share of the card inside the largest connected blown-out spot, 0..1. */
  readonly glare: number;
  /** Mean luma of the card, 0..1. */
  readonly brightness: number;
  /** Luma between the darkest and the brightest twentieth of the card, 0..1. */
  readonly contrast: number;
  /** How much of its fine detail the card loses when it is blurred once more, 0..1; low means it was blurred already. */
  readonly sharpness: number;
  /** Share of the card that is dark strokes on a lighter ground, 0..1. */
  readonly ink: number;
  /** How much redder the upper left is than the rest of the card, 0..1; and the lower right, where it is upside down. */
  readonly redMark: readonly [upright: number, turned: number];
}

/** Pixels of the work picture in which the card is looked for, and of the rectified card. */
const WORK = 320;
const FINE = { width: 642, height: 405 };
const COARSE = { width: 214, height: 135 };

/** A card in a picture of any size; null when nothing looks like one. Takes about 150 ms for 1600 pixels, 30 for 320. */
export function measureCard(picture: Raster): { card: CardMeasurement; quad: Quad } | null {
  const small = shrink(picture, WORK);
  const found = findCard(small);
  if (!found) return null;
  const quad = refineCorners(
    picture,
    scaled(found.quad, picture.width / small.width),
    picture.width / small.width,
  );
  return { card: { ...outlineOf(picture, quad, found), ...lookOf(picture, quad) }, quad };
}

function outlineOf({ width, height }: Raster, quad: Quad, found: FoundCard) {
  const [top, , bottom] = sidesOf(quad);
  const margins = quad.flatMap(([x, y]) => [x, y, width - 1 - x, height - 1 - y]);
  return {
    corners: quad.map(([x, y]) => [round(x / width), round(y / height)] as const) as unknown as Quad,
    outline: round(found.score),
    weakestSide: round(Math.min(...found.sides)),
    margin: round(Math.min(...margins) / width),
    borders: found.borders,
    fill: round(Math.abs(areaOf(quad)) / (width * height)),
    lengthPx: Math.round((top + bottom) / 2),
    skew: Math.round(skewOf(quad) * 10) / 10,
    evenness: round(evennessOf(quad)),
  };
}

function lookOf(picture: Raster, quad: Quad) {
  const fine = rectify(picture, quad, FINE.width, FINE.height);
  const coarse = shrink(fine, COARSE.width);
  const luma = lumaOf(coarse);
  const sorted = luma.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  return {
    glare: round(largestSpot(coarse, blownAbove(at(0.6))) / luma.length),
    brightness: round(luma.reduce((sum, value) => sum + value, 0) / luma.length / 255),
    contrast: round((at(0.95) - at(0.05)) / 255),
    sharpness: round(sharpnessOf(lumaOf(fine), fine.width, fine.height)),
    ink: round(inkOf(luma, coarse.width, coarse.height)),
    redMark: redMarkOf(coarse),
  };
}

/** Every colour of a blown-out pixel is at least this: near the sensor's end, and above the card's own light paper. */
function blownAbove(paper: number): number {
  return Math.max(249, Math.min(254, paper + 10));
}

/** Pixels of the largest connected blown-out spot. */
function largestSpot({ width, height, data }: Raster, least: number): number {
  const blown = new Uint8Array(width * height);
  for (let i = 0; i < blown.length; i++)
    blown[i] = Math.min(data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!) >= least ? 1 : 0;
  const stack: number[] = [];
  let largest = 0;
  for (let start = 0; start < blown.length; start++) {
    if (blown[start] === 0) continue;
    let size = 0;
    stack.push(start);
    blown[start] = 0;
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      size += 1;
      const x = i % width;
      const around = [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width];
      for (const next of around) {
        if (next < 0 || next >= blown.length || blown[next] === 0) continue;
        blown[next] = 0;
        stack.push(next);
      }
    }
    largest = Math.max(largest, size);
  }
  return largest;
}

/**
 * Sharpness by a second blur (the idea of Crete, Dolmiere, Ladret and Nicolas 2007): what was sharp loses much of its
 * change between neighbours, what was blurred loses little. Squares, so that printed strokes outweigh the noise; the
 * lesser of both directions, so that a blur of motion counts.
 */
function sharpnessOf(luma: Float32Array, width: number, height: number): number {
  const along = (step: number, across: number, length: number, lines: number): number => {
    let [before, lost] = [0, 0];
    for (let line = 8; line < lines - 8; line++) {
      const base = line * across;
      for (let k = 6; k < length - 6; k++) {
        const i = base + k * step;
        const change = Math.abs(luma[i]! - luma[i - step]!);
        if (change < 6) continue;
        // The difference of two five-wide means that are one apart needs only their ends.
        const blurred = Math.abs(luma[i + 2 * step]! - luma[i - 3 * step]!) / 5;
        before += change * change;
        lost += change * Math.max(0, change - blurred);
      }
    }
    return before === 0 ? 0 : lost / before;
  };
  return Math.min(along(1, width, width, height), along(width, 1, height, width));
}

/** Pixels clearly darker than the mean of their surroundings of 17 × 17, by a running sum. */
function inkOf(luma: Float32Array, width: number, height: number): number {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += luma[y * width + x]!;
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1]! + row;
    }
  }
  let dark = 0;
  for (let y = 4; y < height - 4; y++) {
    for (let x = 4; x < width - 4; x++) {
      const [l, t, r, b] = [
        Math.max(0, x - 8),
        Math.max(0, y - 8),
        Math.min(width, x + 9),
        Math.min(height, y + 9),
      ];
      const sum =
        sums[b * (width + 1) + r]! -
        sums[t * (width + 1) + r]! -
        sums[b * (width + 1) + l]! +
        sums[t * (width + 1) + l]!;
      if (luma[y * width + x]! < (0.82 * sum) / ((r - l) * (b - t))) dark += 1;
    }
  }
  return dark / (width * height);
}

/** Where the back of the card carries its red mark, in shares of the card. */
const MARK = { left: 0.05, right: 0.26, top: 0.07, bottom: 0.42 };

function redMarkOf({ width, height, data }: Raster): readonly [number, number] {
  let [all, upright, turned, marked] = [0, 0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const sum = data[i]! + data[i + 1]! + data[i + 2]!;
      // Redness as a share of the light, so that a dark photo tells the same.
      const red = sum < 24 ? 0 : Math.max(0, (2 * data[i]! - data[i + 1]! - data[i + 2]!) / sum);
      all += red;
      const [u, v] = [x / width, y / height];
      const within = (p: number, q: number) =>
        p > MARK.left && p < MARK.right && q > MARK.top && q < MARK.bottom;
      if (within(u, v)) {
        upright += red;
        marked += 1;
      }
      if (within(1 - u, 1 - v)) turned += red;
    }
  }
  const mean = all / (width * height);
  return [round(Math.max(0, upright / marked - mean)), round(Math.max(0, turned / marked - mean))];
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
