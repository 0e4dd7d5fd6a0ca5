import type { RestFace } from '@suizheng/vision/guide/action-strength.ts';
import type { GuideFace } from '@suizheng/vision/guide/face-sample.ts';

/** What was learnt of this person so far in the check: how the face rests, and when the last step was over. */
export type Known = {
  /** The widest open eyes seen. */
  widestEyes: number;
  /** The resting face of step 0, whose picture the server has: it measures every later step from that one. */
  rest: RestFace | null;
  /** performance.now() of the last picture that was sent. */
  lastAt: number | null;
};

/** Nothing is known yet. */
export const nothingKnown = (): Known => ({ widestEyes: 0, rest: null, lastAt: null });

/** Below this share of the widest the eyes count as shut. */
const SHUT = 0.7;
/** Degrees around the first rest within which the face is at rest again. */
const NEAR = { yaw: 8, pitch: 6 };

/**
 * Whether a face may be taken for the resting one: everything is measured from it, and found in the middle of a blink
 * it would make the asked action impossible to see.
 */
export function mayRest(face: GuideFace, known: Known): boolean {
  return face.eyes === null || face.eyes >= known.widestEyes * SHUT;
}

/** Whether two sights of a face show the same pose. */
export function isNear(face: Pose, rest: Pose): boolean {
  return Math.abs(face.yaw - rest.yaw) < NEAR.yaw && Math.abs(face.pitch - rest.pitch) < NEAR.pitch;
}

type Pose = Pick<GuideFace, 'yaw' | 'pitch'>;
