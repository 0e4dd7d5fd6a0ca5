import type { Affine } from '../guide/affine.ts';
import type { Pixels } from './pixels.ts';

/** How sampled colours become a model's numbers: (x - shift) / scale. */
export interface Normalisation {
  readonly shift: number;
  readonly scale: number;
  /** Channels in the model's order; default red, green, blue. */
  readonly order?: readonly [number, number, number];
}

/**
 * Samples a transformed window of the image into planar floats (all of one channel, then the next), bilinear,
 * from a halved copy when it shrinks much; black outside. Writes to `out` at `offset` when given.
 */
export function samplePlanar(
  image: Pixels,
  transform: Affine,
  width: number,
  height: number,
  normalisation: Normalisation,
  out: Float32Array = new Float32Array(width * height * 3),
  offset = 0,
): Float32Array {
  const { data, width: w, height: h, window, taps } = prepare(image, transform);
  const [a, b, c, d, e, f] = window;
  const [o0, o1, o2] = normalisation.order ?? [0, 1, 2];
  const plane = width * height;
  const gain = 1 / (taps * taps * normalisation.scale);
  const bias = -normalisation.shift / normalisation.scale;
  let at = offset;
  for (let v = 0; v < height; v++) {
    for (let u = 0; u < width; u++, at++) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      for (let tap = 0; tap < taps * taps; tap++) {
        const uu = taps === 1 ? u : u + (tap & 1 ? 0.25 : -0.25);
        const vv = taps === 1 ? v : v + (tap & 2 ? 0.25 : -0.25);
        const x = a * uu + b * vv + c;
        const y = d * uu + e * vv + f;
        const x0 = Math.floor(x);
        const y0 = Math.floor(y);
        if (x0 < -1 || y0 < -1 || x0 >= w || y0 >= h) continue;
        const fx = x - x0;
        const fy = y - y0;
        // At the rim the missing neighbour is the rim itself.
        const p = (Math.max(y0, 0) * w + Math.max(x0, 0)) * 3;
        const right = x0 < 0 || x0 + 1 >= w ? 0 : 3;
        const below = y0 < 0 || y0 + 1 >= h ? 0 : 3 * w;
        const q = p + right;
        const r = p + below;
        const s = r + right;
        const ws = fx * fy;
        const wq = fx - ws;
        const wr = fy - ws;
        const wp = 1 - fx - wr;
        s0 += data[p]! * wp + data[q]! * wq + data[r]! * wr + data[s]! * ws;
        s1 += data[p + 1]! * wp + data[q + 1]! * wq + data[r + 1]! * wr + data[s + 1]! * ws;
        s2 += data[p + 2]! * wp + data[q + 2]! * wq + data[r + 2]! * wr + data[s + 2]! * ws;
      }
      out[at + o0 * plane] = s0 * gain + bias;
      out[at + o1 * plane] = s1 * gain + bias;
      out[at + o2 * plane] = s2 * gain + bias;
    }
  }
  return out;
}

/** As `samplePlanar`, one plane of luma (ITU-R BT.601), 0..1. */
export function sampleLuma(image: Pixels, transform: Affine, width: number, height: number): Float32Array {
  const planes = samplePlanar(image, transform, width, height, { shift: 0, scale: 255 });
  return lumaOf(planes, width * height);
}

/** Luma of planar red, green and blue. */
export function lumaOf(planes: Float32Array, count: number): Float32Array {
  const luma = new Float32Array(count);
  for (let i = 0; i < count; i++)
    luma[i] = 0.299 * planes[i]! + 0.587 * planes[count + i]! + 0.114 * planes[2 * count + i]!;
  return luma;
}

/** Halved copies, made once an image and dropped with it. */
const halves = new WeakMap<Pixels, Pixels>();

function prepare(image: Pixels, transform: Affine): Pixels & { window: Affine; taps: 1 | 2 } {
  const [a, b, c, d, e, f] = transform;
  const shrink = Math.hypot(a, d);
  if (shrink < 1.95) return { ...image, window: transform, taps: shrink > 1.3 ? 2 : 1 };
  let half = halves.get(image);
  if (!half) {
    half = halve(image);
    halves.set(image, half);
  }
  // Pixel centres: x of the whole image is 2·x + ½ of the half.
  return prepare(half, [a / 2, b / 2, (c - 0.5) / 2, d / 2, e / 2, (f - 0.5) / 2]);
}

function halve({ data, width, height }: Pixels): Pixels {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8Array(w * h * 3);
  const row = width * 3;
  for (let y = 0, to = 0; y < h; y++) {
    for (let x = 0, from = 2 * y * row; x < w; x++, from += 6) {
      for (let c = 0; c < 3; c++, to++) {
        const at = from + c;
        out[to] = (data[at]! + data[at + 3]! + data[at + row]! + data[at + row + 3]! + 2) >> 2;
      }
    }
  }
  return { width: w, height: h, data: out };
}
