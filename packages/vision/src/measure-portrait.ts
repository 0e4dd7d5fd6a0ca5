import { decodeImage, frameLimits, portraitLimits } from './engine/decode-image.ts';
import type { Engine } from './engine/engine.ts';
import { findFaces } from './measure-face.ts';
import type { PortraitMeasurement, PortraitOrigin } from './measurement.ts';

/** Measures a portrait: the register's (JPEG, PNG or WebP bytes), or one off somebody's camera (JPEG, within a frame's limits). */
export async function measurePortrait(
  engine: Engine,
  image: Uint8Array,
  origin: PortraitOrigin = 'register',
): Promise<PortraitMeasurement> {
  const decoded = await decodeImage(image, origin === 'camera' ? frameLimits : portraitLimits);
  if (!decoded.ok) return decoded;
  const { faces, others, face, embedding } = await findFaces(engine, decoded.pixels, true);
  const { width, height } = decoded.pixels;
  return {
    ok: true,
    engine: engine.name,
    widthPx: width,
    heightPx: height,
    faces,
    others,
    face,
    embedding,
  };
}
