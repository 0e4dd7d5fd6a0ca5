import { boxOf, mouthOpennessOf, noseLengthOf, type Point3, poseOf } from './geometry.ts';

/** What the guide needs to know of one face. */
export interface GuideFace {
  /** Degrees; positive to the image's right. */
  readonly yaw: number;
  /** Degrees; positive downwards. */
  readonly pitch: number;
  /**
   * Eye height over width by the eyelid model, mean of both eyes, over the nose's length, as the judge reads it: a
   * bowed face shortens both. Null in pictures where the model did not run.
   */
  readonly eyes: number | null;
  /** Gap between the lips over the mouth's width. */
  readonly mouth: number;
  /** Face width over the shorter side of the picture. */
  readonly size: number;
  /** Centre of the face, 0..1 of the picture. */
  readonly centre: readonly [x: number, y: number];
}

/** One camera picture as the browser measured it. Only ever used to guide and to choose, never believed. */
export interface GuideSample {
  /** Milliseconds since the challenge was shown. */
  readonly atMs: number;
  /** Faces the finder saw, the last time it ran. */
  readonly faces: number;
  readonly face: GuideFace | null;
  /** Mean luma of the picture's middle, 0..1. */
  readonly brightness: number;
}

/** Condenses a mesh of 468 points in a picture of that size; `eyes` comes from the eyelid model, if it ran. */
export function guideFaceOf(
  points: readonly Point3[],
  width: number,
  height: number,
  eyes: number | null,
): GuideFace {
  const box = boxOf(points);
  const { yaw, pitch } = poseOf(points);
  return {
    yaw,
    pitch,
    eyes: eyes === null ? null : eyes / Math.max(noseLengthOf(points), 0.01),
    mouth: mouthOpennessOf(points),
    size: box.width / Math.min(width, height),
    centre: [(box.x + box.width / 2) / width, (box.y + box.height / 2) / height],
  };
}
