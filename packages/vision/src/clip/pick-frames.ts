import { decodeImage, frameLimits } from '../engine/decode-image.ts';
import type { Engine } from '../engine/engine.ts';
import { largest } from '../engine/face-boxes.ts';
import type { Pixels } from '../engine/pixels.ts';
import { sampleLuma } from '../engine/sample.ts';
import { fitBox } from '../guide/affine.ts';
import type { Action } from '../guide/challenge.ts';
import { type GuideSample, guideFaceOf } from '../guide/face-sample.ts';
import type { Point3 } from '../guide/geometry.ts';
import { createMomentPicker } from '../guide/moment-picker.ts';
import type { Frame } from '../measurement.ts';
import type { ClipStill } from './read-clip.ts';

/** The finder is dearer than the mesh, which follows the face by itself: it runs on every third picture. */
const finderEvery = 3;

/** A second face must be a sure one before the person is told to be alone: cars and windows score less. */
const sureScore = 0.9;

/** Plays stills through the same picker as the camera page and answers the frames it would send. */
export async function pickFrames(
  engine: Engine,
  stills: Iterable<ClipStill> | AsyncIterable<ClipStill>,
  steps: readonly Action[],
): Promise<Frame[]> {
  const picker = createMomentPicker<Uint8Array>(steps);
  const look = createLook(engine);
  let eyes = true;
  let nextAt = 0;
  for await (const { atMs, image } of stills) {
    if (atMs < nextAt) continue;
    const decoded = await decodeImage(image, frameLimits);
    if (!decoded.ok) continue;
    const state = picker.feed(await look(decoded.pixels, atMs, eyes), () => image);
    if (state.step === 'done') break;
    eyes = state.eyesNeeded;
    // A camera page manages about 15 pictures a second, and looks at each one while it waits for a blink.
    nextAt = eyes && state.step !== 'lead' ? 0 : atMs + 60;
  }
  return picker.finish().map(({ step, moment, atMs, picture }) => ({ step, moment, atMs, image: picture }));
}

/** The light measurement of one picture after the other, following the face from the last mesh. */
function createLook(engine: Engine): (pixels: Pixels, atMs: number, eyes: boolean) => Promise<GuideSample> {
  let points: readonly Point3[] | null = null;
  let faces = 0;
  let count = 0;
  return async (pixels, atMs, eyes) => {
    if (!points || count++ % finderEvery === 0) {
      const found = await engine.detect(pixels);
      faces = found.filter((one, index) => index === 0 || one.score > sureScore).length;
      const face = largest(found);
      points = face && (points ?? (await engine.mesh(pixels, face)).points);
    }
    let open: number | null = null;
    if (points) {
      const mesh = await engine.mesh(pixels, points);
      points = mesh.presence < 0.5 ? null : mesh.points;
      if (eyes && points) {
        const [left, right] = await engine.eyeOpenness(pixels, mesh);
        open = (left + right) / 2;
      }
    }
    const { width, height } = pixels;
    return {
      atMs,
      faces,
      face: points && guideFaceOf(points, width, height, open),
      brightness: brightnessOf(pixels),
    };
  };
}

function brightnessOf(pixels: Pixels): number {
  const { width, height } = pixels;
  const middle = { x: width / 4, y: height / 4, width: width / 2, height: height / 2 };
  const luma = sampleLuma(pixels, fitBox(middle, 16, 16), 16, 16);
  return luma.reduce((sum, value) => sum + value, 0) / luma.length;
}
