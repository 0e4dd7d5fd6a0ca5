import sharp from 'sharp';
import type { ImageRefusal } from '../measurement.ts';
import type { Pixels } from './pixels.ts';

/** What an image may be. Limits of safety, not of quality: they keep a hostile file from costing memory or time. */
export interface ImageLimits {
  readonly formats: readonly ('jpeg' | 'png' | 'webp')[];
  readonly maxBytes: number;
  readonly maxPixels: number;
  readonly minSide: number;
  /** A larger picture is shrunk to this many pixels on its longer side. */
  readonly shrinkTo: number;
}

/** A still from the browser's camera. */
export const frameLimits: ImageLimits = {
  formats: ['jpeg'],
  maxBytes: 2_000_000,
  maxPixels: 4_200_000,
  minSide: 64,
  shrinkTo: 1280,
};

/** A portrait from a register or an album. */
export const portraitLimits: ImageLimits = {
  formats: ['jpeg', 'png', 'webp'],
  maxBytes: 20_000_000,
  maxPixels: 40_000_000,
  minSide: 64,
  shrinkTo: 1280,
};

/**
 * Decodes to upright RGB (EXIF rotation, alpha over white, CMYK and grey to sRGB), or says why not. The kind
 * is read from the content, whatever the name; only the first picture of an animation counts.
 */
export async function decodeImage(
  bytes: Uint8Array,
  limits: ImageLimits,
): Promise<{ ok: true; pixels: Pixels } | { ok: false; refusal: ImageRefusal }> {
  if (bytes.length > limits.maxBytes) return refuse('too-many-bytes');
  const format = formatOf(bytes);
  if (format === null) return refuse('not-an-image');
  if (!limits.formats.includes(format)) return refuse('unsupported-format');
  const options = { failOn: 'error', limitInputPixels: false, pages: 1, sequentialRead: true } as const;
  try {
    const { width, height } = await sharp(bytes, options).metadata();
    if (width * height > limits.maxPixels) return refuse('too-many-pixels');
    if (Math.min(width, height) < limits.minSide) return refuse('too-few-pixels');
    const { data, info } = await sharp(bytes, { ...options, limitInputPixels: limits.maxPixels })
      .timeout({ seconds: 5 })
      .rotate()
      .resize({ width: limits.shrinkTo, height: limits.shrinkTo, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return {
      ok: true,
      pixels: { width: info.width, height: info.height, data: threeChannels(data, info.channels) },
    };
  } catch {
    return refuse('damaged');
  }
}

function refuse(refusal: ImageRefusal): { ok: false; refusal: ImageRefusal } {
  return { ok: false, refusal };
}

function formatOf(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | null {
  const starts = (at: number, ...expected: number[]) => expected.every((byte, i) => bytes[at + i] === byte);
  if (starts(0, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'webp';
  return null;
}

function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data;
  const count = data.length / channels;
  const out = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) out[3 * i + c] = data[i * channels + (channels > 2 ? c : 0)]!;
  }
  return out;
}
