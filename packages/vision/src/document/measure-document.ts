import sharp from 'sharp';
import { decodeImage, type ImageLimits } from '../engine/decode-image.ts';
import type { Engine } from '../engine/engine.ts';
import { measureCard } from '../guide/document/measure-card.ts';
import { type Quad, upsideDown } from '../guide/document/quad.ts';
import { lumaOf, type Raster, rectify, shrink } from '../guide/document/raster.ts';
import type { CardFace, DocumentMeasurement } from './measurement.ts';
import { readCard } from './read-card.ts';
import type { Reader } from './read-lines.ts';

/** A photo of a document from a camera or an album. Limits of safety, not of quality. */
export const documentLimits: ImageLimits = {
  formats: ['jpeg', 'png', 'webp'],
  maxBytes: 6 * 1024 * 1024,
  maxPixels: 50_000_000,
  minSide: 240,
  shrinkTo: 1600,
};

/** The card alone, as a reviewer sees it: 10 pixels a millimetre. */
const CROP = { width: 856, height: 540 };

/**
 * Measures a photo of a card (JPEG, PNG or WebP bytes), makes it anew without anything but its pixels, and reads name
 * and number where there is a reader.
 */
export async function measureDocument(
  engine: Engine,
  image: Uint8Array,
  reader: Reader | null = null,
): Promise<DocumentMeasurement> {
  const decoded = await decodeImage(image, documentLimits);
  if (!decoded.ok) return decoded;
  const picture: Raster = { ...decoded.pixels, channels: 3 };
  const found = measureCard(picture);
  const seen = found && (await faceOn(engine, picture, found.quad, found.card.redMark));
  const crop = seen && rectify(picture, seen.quad, CROP.width, CROP.height);
  const luma = lumaOf(shrink(picture, 160));
  const marks = found?.card.redMark;
  return {
    ok: true,
    facts: {
      engine: engine.name,
      widthPx: picture.width,
      heightPx: picture.height,
      light: round(luma.reduce((sum, value) => sum + value, 0) / luma.length / 255),
      card: found && marks ? { ...found.card, redMark: seen?.turned ? [marks[1], marks[0]] : marks } : null,
      face: seen?.face ?? null,
    },
    photo: await jpegOf(picture, 86),
    crop: crop && (await jpegOf(crop, 88)),
    read: reader && crop && seen?.face ? await readCard(reader, crop) : null,
  };
}

/** The face on the card, looked for both ways up; without one the red mark tells which way up the card lies. */
async function faceOn(
  engine: Engine,
  picture: Raster,
  quad: Quad,
  redMark: readonly [upright: number, turned: number],
) {
  const look = async (corners: Quad): Promise<CardFace | null> => {
    const card = rectify(picture, corners, CROP.width, CROP.height);
    const faces = await engine.detect({
      width: card.width,
      height: card.height,
      data: new Uint8Array(card.data),
    });
    const largest = [...faces].sort((a, b) => b.height - a.height)[0];
    return largest
      ? {
          score: round(largest.score),
          x: round((largest.x + largest.width / 2) / CROP.width),
          y: round((largest.y + largest.height / 2) / CROP.height),
          height: round(largest.height / CROP.height),
        }
      : null;
  };
  const [upright, turned] = [await look(quad), await look(upsideDown(quad))];
  const isTurned = upright || turned ? (turned?.score ?? 0) > (upright?.score ?? 0) : redMark[1] > redMark[0];
  return isTurned
    ? { face: turned, quad: upsideDown(quad), turned: true }
    : { face: upright, quad, turned: false };
}

function jpegOf({ width, height, data }: Raster, quality: number): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
