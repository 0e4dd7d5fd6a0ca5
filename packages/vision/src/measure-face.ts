import { alignedFace } from './engine/create-engine.ts';
import type { Detection, Engine, Mesh } from './engine/engine.ts';
import { largest } from './engine/face-boxes.ts';
import type { Pixels } from './engine/pixels.ts';
import { sampleLuma } from './engine/sample.ts';
import { boxOf, mouthOpennessOf, noseLengthOf, poseOf } from './guide/geometry.ts';
import type { Embedding, FaceMeasurement, OtherFace } from './measurement.ts';

/** What was found in one decoded image: all faces counted, the largest one measured. */
export interface FoundFaces {
  readonly faces: number;
  readonly others: readonly OtherFace[];
  readonly face: FaceMeasurement | null;
  readonly mesh: Mesh | null;
  readonly embedding: Embedding | null;
}

/** Finds every face of an image and measures the largest; `bothWays` embeds the mirrored face too. */
export async function findFaces(engine: Engine, pixels: Pixels, bothWays: boolean): Promise<FoundFaces> {
  const detections = await engine.detect(pixels);
  const first = largest(detections);
  if (!first) return { faces: 0, others: [], face: null, mesh: null, embedding: null };
  const others = [];
  for (const one of detections.filter((detection) => detection !== first)) {
    const { presence } = await engine.mesh(pixels, one);
    others.push({
      score: round(one.score),
      presence: round(presence),
      width: round(one.width / first.width),
    });
  }
  const mesh = await engine.mesh(pixels, first);
  return {
    faces: detections.length,
    others,
    face: await measureFace(engine, pixels, first, mesh),
    mesh,
    embedding: await engine.embed(pixels, mesh, bothWays),
  };
}

async function measureFace(
  engine: Engine,
  pixels: Pixels,
  detection: Detection,
  mesh: Mesh,
): Promise<FaceMeasurement> {
  const box = boxOf(mesh.points);
  const pose = poseOf(mesh.points);
  const open = await engine.eyeOpenness(pixels, mesh);
  const closed = await engine.eyesClosed(pixels, mesh);
  return {
    score: round(detection.score),
    presence: round(mesh.presence),
    yaw: round(pose.yaw),
    pitch: round(pose.pitch),
    roll: round(pose.roll),
    eyeOpenness: round((open[0] + open[1]) / 2),
    eyesClosed: round(Math.min(...closed)),
    noseLength: round(noseLengthOf(mesh.points)),
    mouthOpen: round(mouthOpennessOf(mesh.points)),
    live: round(await engine.live(pixels, mesh)),
    width: round(box.width / pixels.width),
    height: round(box.height / pixels.height),
    widthPx: Math.round(box.width),
    centre: [round((box.x + box.width / 2) / pixels.width), round((box.y + box.height / 2) / pixels.height)],
    ...lightOf(sampleLuma(pixels, alignedFace(mesh.points), 112, 112), 112),
  };
}

function lightOf(
  luma: Float32Array,
  size: number,
): { brightness: number; contrast: number; sharpness: number } {
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length;
  const variance = luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length;
  let edges = 0;
  for (let y = 1; y < size - 1; y++) {
    for (let x = 1; x < size - 1; x++) {
      const i = y * size + x;
      edges += Math.abs(4 * luma[i]! - luma[i - 1]! - luma[i + 1]! - luma[i - size]! - luma[i + size]!);
    }
  }
  return {
    brightness: round(mean),
    contrast: round(Math.sqrt(variance)),
    sharpness: round(edges / (size - 2) ** 2),
  };
}

/** Four decimals: enough for any band, and a stored measurement stays small. */
export function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
