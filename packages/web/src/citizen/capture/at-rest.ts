import type { GuideFace } from '@suizheng/vision/guide/face-sample.ts';

/** What was learnt of this person so far in the check: how the face rests, and when the last step was over. */
export type Known = {
  /** The widest open eyes seen. */
  widestEyes: number;
  /** The resting face of step 0. */
  rest: GuideFace | null;
  /** performance.now() of the last picture that was sent. */
  lastAt: number | null;
};

/** Nothing is known yet. */
export const nothingKnown = (): Known => ({ widestEyes: 0, rest: null, lastAt: null });

/** Below this share of the widest the eyes count as shut. */
const SHUT = 0.7;
/** Degrees around the first rest within which the face is at rest again. */
const NEAR = { yaw: 8, pitch: 6 };
/** A person may have moved for good: after this long a new rest is accepted. */
const PATIENCE_MS = 3_000;

/**
 * Whether a face may be taken for the resting one, `sinceMs` after the step began. Everything is measured from it:
 * found in the middle of a blink or a nod, it would make the asked action impossible to see.
 */
export function mayRest(face: GuideFace, known: Known, sinceMs: number): boolean {
  if (face.eyes !== null && face.eyes < known.widestEyes * SHUT) return false;
  if (!known.rest || sinceMs > PATIENCE_MS) return true;
  return isNear(face, known.rest);
}

/** Whether two sights of a face show the same pose. */
export function isNear(face: GuideFace, rest: GuideFace): boolean {
  return Math.abs(face.yaw - rest.yaw) < NEAR.yaw && Math.abs(face.pitch - rest.pitch) < NEAR.pitch;
}
