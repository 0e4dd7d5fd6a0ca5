import { createHash, randomBytes } from 'node:crypto';
import type { RealPersonAction } from '@suizheng/domain/policy/real-person-check.ts';
import type {
  CardReading,
  DocumentFacts,
  DocumentMeasurement,
} from '@suizheng/vision/document/measurement.ts';
import type {
  CheckMeasurement,
  FaceMeasurement,
  Frame,
  FrameMeasurement,
} from '@suizheng/vision/measurement.ts';
import { VisionError } from '@suizheng/vision/vision-error.ts';
import type { Context } from '../context.ts';

/** What a scripted picture shows: the action at its fullest, or the face at rest; and how it matches the register. */
export type Shown = {
  readonly action: RealPersonAction | 'straight';
  readonly match?: number;
  readonly fingerprint?: string;
};

/** Bytes that begin as a JPEG does and tell the scripted vision what to measure; never the same twice. */
export function picture(shown: Shown): Buffer {
  const said = JSON.stringify({ ...shown, salt: randomBytes(48).toString('hex') });
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(said)]);
}

/** Vision for tests that are not about pixels: believes what the pictures of `picture` say; `busy` fills its queue. */
export type ScriptedVision = Context['vision'] & { busy: boolean; calls: number };

/** Makes one; `calls` counts the checks it measured. */
export function scriptedVision(): ScriptedVision {
  const vision: ScriptedVision = {
    busy: false,
    calls: 0,
    measurePortrait: async () => ({
      ok: true,
      engine: 'scripted',
      widthPx: 96,
      heightPx: 120,
      faces: 1,
      others: [],
      face: faceOf('straight'),
      embedding: new Float32Array(512).fill(1 / Math.sqrt(512)),
    }),
    measureDocument: async (image) => documentOf(image),
    async measureCheck(frames) {
      if (vision.busy) throw new VisionError('pool-busy', 'busy');
      vision.calls += 1;
      return measure(frames);
    },
  };
  return vision;
}

/** A photo of a document as `picture` never makes it: bytes that say what the vision is to find. */
export function documentPicture(facts: unknown = goodCard('front'), read: CardReading | null = null): Buffer {
  const said = JSON.stringify({ facts, read, salt: randomBytes(48).toString('hex') });
  return Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), Buffer.from(said)]);
}

/** What a flawless photo of that side measures. */
export function goodCard(side: 'front' | 'back'): DocumentFacts {
  return {
    engine: 'scripted',
    widthPx: 1280,
    heightPx: 960,
    light: 0.6,
    card: {
      corners: [
        [0.1, 0.15],
        [0.9, 0.15],
        [0.9, 0.85],
        [0.1, 0.85],
      ],
      outline: 0.99,
      weakestSide: 1,
      margin: 0.1,
      borders: 0,
      fill: 0.5,
      lengthPx: 1024,
      skew: 2,
      evenness: 0.97,
      glare: 0,
      brightness: 0.7,
      contrast: 0.5,
      sharpness: 0.8,
      ink: 0.08,
      redMark: side === 'back' ? [0.2, 0] : [0, 0],
    },
    face: side === 'front' ? { score: 0.99, x: 0.77, y: 0.36, height: 0.25 } : null,
  };
}

function documentOf(image: Uint8Array): DocumentMeasurement {
  try {
    const { facts, read } = JSON.parse(Buffer.from(image.subarray(4)).toString()) as {
      facts: DocumentFacts;
      read: CardReading | null;
    };
    return { ok: true, facts, photo: Buffer.from(image), crop: Buffer.from('crop'), read };
  } catch {
    return { ok: false, refusal: 'not-an-image' };
  }
}

function measure(frames: readonly Frame[]): CheckMeasurement {
  const shown = frames.map((frame) => JSON.parse(Buffer.from(frame.image.subarray(4)).toString()) as Shown);
  const measured = frames.map((frame, i) => measureFrame(frame, shown[i]!));
  const matches = measured.map((frame) => frame.match!).sort((a, b) => a - b);
  const pairs = measured.slice(1).map((_, i) => ({ a: i, b: i + 1 }));
  return {
    engine: 'scripted',
    frames: measured,
    identity: pairs.map((pair) => ({ ...pair, similarity: 0.9 })),
    identityMin: 0.8,
    parallax: pairs.map(({ b }) => ({ a: 0, b, residual: 0.06, yaw: measured[b]!.face!.yaw })),
    changes: pairs.map((pair) => ({ ...pair, difference: 0.05 })),
    closest: { a: 0, b: 1, difference: 0.05 },
    grid: 3,
    repeats: [],
    match: {
      median: matches[Math.floor(matches.length / 2)]!,
      min: matches[0]!,
      max: matches.at(-1)!,
      frames: matches.length,
    },
  };
}

function measureFrame(frame: Frame, shown: Shown): FrameMeasurement {
  return {
    step: frame.step,
    moment: frame.moment,
    atMs: frame.atMs,
    refusal: null,
    widthPx: 640,
    heightPx: 480,
    faces: 1,
    others: [],
    face: faceOf(shown.action),
    match: shown.match ?? 0.7,
    digest: createHash('sha256').update(frame.image).digest('hex'),
    fingerprint: shown.fingerprint ?? randomBytes(8).toString('hex'),
  };
}

function faceOf(action: Shown['action']): FaceMeasurement {
  return {
    score: 0.99,
    presence: 0.99,
    yaw: action === 'right' ? 25 : action === 'left' ? -25 : 0,
    pitch: action === 'nod' ? 20 : 0,
    roll: 0,
    eyeOpenness: action === 'blink' ? 0.05 : 0.3,
    eyesClosed: action === 'blink' ? 0.95 : 0.02,
    noseLength: 0.55,
    mouthOpen: action === 'mouth' ? 0.5 : 0,
    live: 0.99,
    width: 0.4,
    height: 0.5,
    widthPx: 240,
    centre: [0.5, 0.5],
    brightness: 0.5,
    contrast: 0.2,
    sharpness: 0.05,
  };
}
