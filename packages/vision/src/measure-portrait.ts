import { decodeImage, portraitLimits } from './engine/decode-image.ts';
import type { Engine } from './engine/engine.ts';
import { findFaces } from './measure-face.ts';
import type { PortraitMeasurement } from './measurement.ts';

/** Measures a portrait (JPEG, PNG or WebP bytes), such as the register's photograph. */
export async function measurePortrait(engine: Engine, image: Uint8Array): Promise<PortraitMeasurement> {
  const decoded = await decodeImage(image, portraitLimits);
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
