import { mapOnto, type Quad } from './quad.ts';

/** An 8-bit picture of 3 (RGB) or 4 (RGBA) bytes a pixel, rows from the top: a decoded photo or a canvas alike. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** The picture made smaller by averaging whole blocks, so that its longer side is at most `most` pixels. */
export function shrink(raster: Raster, most: number): Raster {
  const by = Math.ceil(Math.max(raster.width, raster.height) / most);
  if (by <= 1) return raster;
  const { channels, data, width } = raster;
  const [w, h] = [Math.floor(width / by), Math.floor(raster.height / by)];
  const out = new Uint8Array(w * h * 3);
  const gain = 1 / (by * by);
  for (let y = 0, to = 0; y < h; y++) {
    for (let x = 0; x < w; x++, to += 3) {
      let [r, g, b] = [0, 0, 0];
      for (let v = 0; v < by; v++) {
        let from = ((y * by + v) * width + x * by) * channels;
        for (let u = 0; u < by; u++, from += channels) {
          r += data[from]!;
          g += data[from + 1]!;
          b += data[from + 2]!;
        }
      }
      out[to] = r * gain;
      out[to + 1] = g * gain;
      out[to + 2] = b * gain;
    }
  }
  return { width: w, height: h, channels: 3, data: out };
}

/** The card inside the corners, looked at from straight above: bilinear, RGB, the rim repeated outside the picture. */
export function rectify(raster: Raster, quad: Quad, width: number, height: number): Raster {
  const map = mapOnto(quad);
  const { channels, data } = raster;
  const [right, bottom] = [raster.width - 1, raster.height - 1];
  const out = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const v = (y + 0.5) / height;
    for (let x = 0; x < width; x++, to += 3) {
      const u = (x + 0.5) / width;
      const w = 1 / (map[6]! * u + map[7]! * v + 1);
      const px = Math.max(0, Math.min(right, (map[0]! * u + map[1]! * v + map[2]!) * w));
      const py = Math.max(0, Math.min(bottom, (map[3]! * u + map[4]! * v + map[5]!) * w));
      const [x0, y0] = [px | 0, py | 0];
      const [fx, fy] = [px - x0, py - y0];
      const p = (y0 * raster.width + x0) * channels;
      const q = x0 < right ? p + channels : p;
      const down = y0 < bottom ? raster.width * channels : 0;
      const [wq, wr] = [fx * (1 - fy), (1 - fx) * fy];
      const ws = fx * fy;
      const wp = 1 - wq - wr - ws;
      for (let c = 0; c < 3; c++)
        out[to + c] =
          data[p + c]! * wp + data[q + c]! * wq + data[p + down + c]! * wr + data[q + down + c]! * ws + 0.5;
    }
  }
  return { width, height, channels: 3, data: out };
}

/** Luma of every pixel (ITU-R BT.601), 0..255. */
export function lumaOf({ width, height, channels, data }: Raster): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0, at = 0; i < out.length; i++, at += channels)
    out[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  return out;
}

/** The picture with every colour averaged over (2·radius + 1)² pixels, by running sums, the rim repeated. */
export function blurred({ width, height, channels, data }: Raster, radius: number): Raster {
  const out = new Uint8Array(width * height * 3);
  const rows = new Float32Array(width * height);
  const gain = 1 / (2 * radius + 1);
  for (let c = 0; c < 3; c++) {
    const at = (x: number, y: number) =>
      data[(y * width + Math.max(0, Math.min(width - 1, x))) * channels + c]!;
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let x = -radius; x <= radius; x++) sum += at(x, y);
      for (let x = 0; x < width; x++) {
        rows[y * width + x] = sum * gain;
        sum += at(x + radius + 1, y) - at(x - radius, y);
      }
    }
    const down = (x: number, y: number) => rows[Math.max(0, Math.min(height - 1, y)) * width + x]!;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let y = -radius; y <= radius; y++) sum += down(x, y);
      for (let y = 0; y < height; y++) {
        out[(y * width + x) * 3 + c] = sum * gain;
        sum += down(x, y + radius + 1) - down(x, y - radius);
      }
    }
  }
  return { width, height, channels: 3, data: out };
}
