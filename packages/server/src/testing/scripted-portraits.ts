import type { PictureFault } from '@suizheng/domain/policy/portrait-picture.ts';
import type { Embedding, PortraitMeasurement } from '@suizheng/vision/measurement.ts';
import { picture, scriptedVision } from './scripted-vision.ts';

/** What a scripted portrait shows: how like the register's portrait it is (cosine), or what is wrong with it. */
export type PortraitShown = { readonly alike?: number; readonly fault?: PictureFault };

/** A scripted portrait as base64; never the same twice. */
export function portraitOf({ alike = 0.8, fault }: PortraitShown = {}): string {
  const said = { action: 'straight', match: alike, ...(fault ? { fingerprint: fault } : {}) } as const;
  return picture(said).toString('base64');
}

/** Vision that believes scripted portraits, and takes every other picture for the register's of the person asked about. */
export type ScriptedPortraits = ReturnType<typeof scriptedVision> & { portraits: number };

/** Makes one; `portraits` counts the pictures it measured. */
export function scriptedPortraits(): ScriptedPortraits {
  const vision: ScriptedPortraits = Object.assign(scriptedVision(), { portraits: 0 });
  const register = vision.measurePortrait;
  vision.measurePortrait = async (image) => {
    vision.portraits += 1;
    const said = read(image);
    const usual = (await register(image)) as Extract<PortraitMeasurement, { ok: true }>;
    if (said === null) return { ...usual, embedding: faceAt(1) };
    if (said.fault === 'unreadable') return { ok: false, refusal: 'damaged' };
    return spoiled({ ...usual, embedding: faceAt(said.alike) }, said.fault);
  };
  return vision;
}

function read(image: Uint8Array): { alike: number; fault: string | undefined } | null {
  try {
    const { match, fingerprint } = JSON.parse(Buffer.from(image.subarray(4)).toString());
    return { alike: match, fault: fingerprint };
  } catch {
    return null;
  }
}

/** A face whose cosine with the register's is `alike`. */
function faceAt(alike: number): Embedding {
  const face = new Float32Array(512);
  face[0] = alike;
  face[1] = Math.sqrt(1 - alike * alike);
  return face;
}

function spoiled(
  measured: Extract<PortraitMeasurement, { ok: true }>,
  fault: string | undefined,
): PortraitMeasurement {
  const face = measured.face!;
  const changed: Readonly<Record<string, Partial<typeof measured>>> = {
    'no-face': { face: null, embedding: null, faces: 0 },
    'several-faces': { others: [{ score: 0.99, presence: 0.99, width: 0.9 }] },
    'face-too-small': { face: { ...face, widthPx: 20 } },
    'too-dark': { face: { ...face, brightness: 0.01 } },
    'too-bright': { face: { ...face, brightness: 0.99 } },
    'too-blurred': { face: { ...face, sharpness: 0.0001 } },
  };
  return { ...measured, ...(fault === undefined ? {} : changed[fault]) };
}
