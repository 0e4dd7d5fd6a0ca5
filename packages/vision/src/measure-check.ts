import { createHash } from 'node:crypto';
import { cosine } from './cosine.ts';
import { decodeImage, frameLimits } from './engine/decode-image.ts';
import type { Engine, Mesh } from './engine/engine.ts';
import type { Pixels } from './engine/pixels.ts';
import { sampleLuma } from './engine/sample.ts';
import { fitBox } from './guide/affine.ts';
import { at, boxOf } from './guide/geometry.ts';
import { findFaces, round } from './measure-face.ts';
import type { CheckMeasurement, Embedding, Frame, FrameMeasurement, FramePair } from './measurement.ts';
import { gridStrength, patchSide } from './periodicity.ts';
import { planeResidual } from './plane-residual.ts';
import { VisionError } from './vision-error.ts';

/** Most frames one check may hold; beyond it the caller has a bug or an attacker. */
export const maxFrames = 40;

// Points that move with the skull, not with lids, lips or jaw: eye corners, nose, temples, cheekbones, brow.
const rigid = [
  33, 133, 362, 263, 168, 6, 197, 195, 5, 4, 1, 19, 94, 98, 327, 234, 454, 127, 356, 10, 151, 9, 50, 280, 205,
  425,
];

/** Side of the little pictures by which frames are compared, in pixels. */
const thumbnail = 48;

interface Examined {
  readonly index: number;
  readonly measured: FrameMeasurement;
  readonly pixels: Pixels | null;
  readonly mesh: Mesh | null;
  readonly embedding: Embedding | null;
}

/** Measures every frame by itself and against the others; throws `too-many-frames` only. */
export async function measureCheck(
  engine: Engine,
  frames: readonly Frame[],
  reference?: Embedding,
): Promise<CheckMeasurement> {
  if (frames.length > maxFrames)
    throw new VisionError('too-many-frames', `a check holds at most ${maxFrames} frames`);
  const examined: Examined[] = [];
  for (const [index, frame] of frames.entries())
    examined.push(await examine(engine, frame, index, reference));
  const inTime = [...examined].sort((a, b) => a.measured.atMs - b.measured.atMs);
  const matches = examined.flatMap(({ measured }) => measured.match ?? []).sort((a, b) => a - b);
  return {
    engine: engine.name,
    frames: examined.map(({ measured }) => measured),
    ...identityOf(inTime),
    parallax: parallaxOf(examined),
    ...changesOf(inTime),
    grid: gridOf(examined),
    repeats: repeatsOf(examined),
    match:
      matches.length === 0
        ? null
        : {
            median: matches[Math.floor(matches.length / 2)]!,
            min: matches[0]!,
            max: matches.at(-1)!,
            frames: matches.length,
          },
  };
}

async function examine(
  engine: Engine,
  frame: Frame,
  index: number,
  reference?: Embedding,
): Promise<Examined> {
  const { step, moment, atMs, image } = frame;
  const digest = createHash('sha256').update(image).digest('hex');
  const decoded = await decodeImage(image, frameLimits);
  if (!decoded.ok) {
    const nothing = { widthPx: 0, heightPx: 0, faces: 0, others: [], face: null, match: null };
    const { refusal } = decoded;
    const measured = { step, moment, atMs, refusal, ...nothing, digest, fingerprint: null };
    return { index, measured, pixels: null, mesh: null, embedding: null };
  }
  const { pixels } = decoded;
  const { faces, others, face, mesh, embedding } = await findFaces(engine, pixels, false);
  return {
    index,
    measured: {
      step,
      moment,
      atMs,
      refusal: null,
      widthPx: pixels.width,
      heightPx: pixels.height,
      faces,
      others,
      face,
      match: embedding && reference ? round(cosine(embedding, reference)) : null,
      digest,
      fingerprint: fingerprintOf(pixels),
    },
    pixels,
    mesh,
    embedding,
  };
}

function identityOf(inTime: readonly Examined[]): Pick<CheckMeasurement, 'identity' | 'identityMin'> {
  const faces = inTime.filter((one) => one.embedding);
  let least = Number.POSITIVE_INFINITY;
  const identity = [];
  for (const [i, one] of faces.entries()) {
    for (const other of faces.slice(0, i)) {
      const similarity = cosine(other.embedding!, one.embedding!);
      least = Math.min(least, similarity);
      if (other === faces[i - 1])
        identity.push({ a: other.index, b: one.index, similarity: round(similarity) });
    }
  }
  return { identity, identityMin: faces.length < 2 ? null : round(least) };
}

function parallaxOf(examined: readonly Examined[]): CheckMeasurement['parallax'] {
  const faces = examined.filter((one) => one.mesh);
  const yaw = (one: Examined): number => one.measured.face!.yaw;
  const frontal = [...faces].sort((a, b) => Math.abs(yaw(a)) - Math.abs(yaw(b)))[0];
  if (!frontal) return [];
  const points = (one: Examined): (readonly [number, number])[] =>
    rigid.map((index) => {
      const [x, y] = at(one.mesh!.points, index);
      return [x, y];
    });
  const base = points(frontal);
  return faces
    .filter((one) => one !== frontal)
    .flatMap((one) => {
      const residual = planeResidual(points(one), base);
      if (residual === null) return [];
      const width = boxOf(frontal.mesh!.points).width;
      return {
        a: frontal.index,
        b: one.index,
        residual: round(residual / width),
        yaw: round(yaw(one) - yaw(frontal)),
      };
    });
}

function changesOf(inTime: readonly Examined[]): Pick<CheckMeasurement, 'changes' | 'closest'> {
  const faces = inTime.filter((one) => one.pixels && one.mesh);
  const changes = [];
  let closest: CheckMeasurement['closest'] = null;
  const window = faces[0] ? boxOf(faces[0].mesh!.points) : null;
  // One window for all: a copy lies exactly on its original, a living face has moved.
  const pictures = faces.map((one) =>
    sampleLuma(one.pixels!, fitBox(window!, thumbnail, thumbnail), thumbnail, thumbnail),
  );
  for (const [i, one] of faces.entries()) {
    for (let j = 0; j < i; j++) {
      const pair = {
        a: faces[j]!.index,
        b: one.index,
        difference: round(meanDifference(pictures[j]!, pictures[i]!)),
      };
      if (j === i - 1) changes.push(pair);
      if (closest === null || pair.difference < closest.difference) closest = pair;
    }
  }
  return { changes, closest };
}

function meanDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
}

/** Three frames are enough: a screen's cells are there all the time. Looked at pixel by pixel, never resized. */
function gridOf(examined: readonly Examined[]): number | null {
  const faces = examined.filter((one) => one.pixels && one.mesh);
  const some = [0.1, 0.5, 0.9].map((share) => faces[Math.floor(faces.length * share)]);
  const grids = [...new Set(some)].flatMap((one) => {
    if (!one?.pixels || !one.mesh) return [];
    const { width, height } = one.pixels;
    const side = Math.min(width, height) >= patchSide ? patchSide : patchSide / 2;
    if (Math.min(width, height) < side) return [];
    const box = boxOf(one.mesh.points);
    const start = (middle: number, limit: number): number =>
      Math.max(0, Math.min(limit - side, Math.round(middle - side / 2)));
    const x = start(box.x + box.width / 2, width);
    const y = start(box.y + box.height / 2, height);
    return gridStrength(sampleLuma(one.pixels, [1, 0, x, 0, 1, y], side, side));
  });
  return grids.length === 0 ? null : round(grids.sort((a, b) => a - b)[grids.length >> 1]!);
}

function repeatsOf(examined: readonly Examined[]): FramePair[] {
  return examined.flatMap((one, i) =>
    examined
      .slice(0, i)
      .filter((other) => other.measured.digest === one.measured.digest)
      .map((other) => ({ a: other.index, b: one.index })),
  );
}

/** Cells of the gradient hash, across and down: fine enough that a turned head changes many, coarse enough for JPEG. */
const HASH_CELLS = 16;
const CELL_PX = 8;

/** Gradient hash: is each cell of 17 × 16 brighter than its right neighbour? */
function fingerprintOf(pixels: Pixels): string {
  const [across, down] = [(HASH_CELLS + 1) * CELL_PX, HASH_CELLS * CELL_PX];
  const whole = { x: 0, y: 0, width: pixels.width, height: pixels.height };
  const luma = sampleLuma(pixels, fitBox(whole, across, down), across, down);
  const cells = new Float64Array((HASH_CELLS + 1) * HASH_CELLS);
  for (let i = 0; i < luma.length; i++) {
    const row = Math.floor(i / across / CELL_PX);
    cells[row * (HASH_CELLS + 1) + Math.floor((i % across) / CELL_PX)]! += luma[i]!;
  }
  let bits = 0n;
  for (let row = 0; row < HASH_CELLS; row++) {
    for (let column = 0; column < HASH_CELLS; column++) {
      const at = row * (HASH_CELLS + 1) + column;
      bits = (bits << 1n) | (cells[at]! > cells[at + 1]! ? 1n : 0n);
    }
  }
  return bits.toString(16).padStart(HASH_CELLS ** 2 / 4, '0');
}
