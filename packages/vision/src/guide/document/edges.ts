import type { Raster } from './raster.ts';

/** For every pixel the steepest change among the three colours: its size and direction. */
export interface Edges {
  readonly width: number;
  readonly height: number;
  readonly gx: Float32Array;
  readonly gy: Float32Array;
  readonly size: Float32Array;
  /** The size above which a pixel counts as an edge of this picture. */
  readonly least: number;
}

/** Pixels that may count as edges, as a share of the picture, and the size below which none does (levels a pixel). */
const EDGE_SHARE = 0.16;
const LEAST_EDGE = 4;

/** Colour gradients of a small picture after a light blur: two papers of one brightness still differ in hue. */
export function edgesOf({ width, height, channels, data }: Raster): Edges {
  const count = width * height;
  const [gx, gy, size] = [new Float32Array(count), new Float32Array(count), new Float32Array(count)];
  for (let c = 0; c < 3; c++) {
    const plane = smooth(data, width, height, channels, c);
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
        const [tl, t, tr] = [plane[i - width - 1]!, plane[i - width]!, plane[i - width + 1]!];
        const [bl, b, br] = [plane[i + width - 1]!, plane[i + width]!, plane[i + width + 1]!];
        const dx = (tr + 2 * plane[i + 1]! + br - tl - 2 * plane[i - 1]! - bl) / 8;
        const dy = (bl + 2 * b + br - tl - 2 * t - tr) / 8;
        const now = Math.sqrt(dx * dx + dy * dy);
        if (now <= size[i]!) continue;
        size[i] = now;
        gx[i] = dx;
        gy[i] = dy;
      }
    }
  }
  return { width, height, gx, gy, size, least: Math.max(LEAST_EDGE, upperShare(size, EDGE_SHARE)) };
}

/** One colour, blurred by 1-2-1 both ways. */
function smooth(
  data: Raster['data'],
  width: number,
  height: number,
  channels: number,
  channel: number,
): Float32Array {
  const rows = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const at = i * channels + channel;
      const left = x > 0 ? data[at - channels]! : data[at]!;
      const right = x < width - 1 ? data[at + channels]! : data[at]!;
      rows[i] = (left + 2 * data[at]! + right) / 4;
    }
  }
  const out = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const up = y > 0 ? rows[i - width]! : rows[i]!;
      const down = y < height - 1 ? rows[i + width]! : rows[i]!;
      out[i] = (up + 2 * rows[i]! + down) / 4;
    }
  }
  return out;
}

/** The value that this share of the values exceeds; from a histogram of quarter levels. */
function upperShare(values: Float32Array, share: number): number {
  const bins = new Uint32Array(512);
  for (const value of values) bins[Math.min(511, (value * 4) | 0)]!++;
  let left = values.length * share;
  for (let bin = 511; bin >= 0; bin--) {
    left -= bins[bin]!;
    if (left <= 0) return bin / 4;
  }
  return 0;
}
