import { type Action, actions } from './challenge.ts';
import type { GuideFace } from './face-sample.ts';

/** A face at rest: what the actions of this person are measured against. */
export interface RestFace {
  readonly yaw: number;
  readonly pitch: number;
  readonly eyes: number;
  readonly mouth: number;
}

/** How much of each measure makes an action count as begun. Degrees, and shares of the resting eye. */
export interface ActionScale {
  readonly turn: number;
  readonly nod: number;
  readonly mouth: number;
  /** Share of the resting openness that a blink takes away. */
  readonly blink: number;
}

/** Chosen on the development identities (docs/model-card.md); the server judges by its own policy. */
export const guideScale: ActionScale = { turn: 13, nod: 9, mouth: 0.085, blink: 0.3 };

/** How far a face does each action, 1 being enough; negative the other way. */
export type Strengths = Readonly<Record<Action, number>>;

/** Compares a face with the same face at rest. */
export function strengthsOf(face: GuideFace, rest: RestFace, scale: ActionScale = guideScale): Strengths {
  const turn = (face.yaw - rest.yaw) / scale.turn;
  return {
    right: turn,
    left: -turn,
    nod: (face.pitch - rest.pitch) / scale.nod,
    mouth: (face.mouth - rest.mouth) / scale.mouth,
    blink: face.eyes === null ? 0 : (1 - face.eyes / Math.max(rest.eyes, 0.05)) / scale.blink,
  };
}

/** How far from rest the face is: its strongest action, 0 at perfect rest. */
export function unrestOf(strengths: Strengths): number {
  return Math.max(0, ...actions.map((action) => strengths[action]));
}

/**
 * True when the action is begun and no other is begun more. A bowed or turned head hides the eyes from the
 * mesh, so a blink counts only with the head at rest, and never against a turn or nod.
 */
export function isDoing(action: Action, strengths: Strengths): boolean {
  if (strengths[action] < 1) return false;
  return (
    actions.every(
      (other) =>
        other === action || (other === 'blink' && action !== 'mouth') || strengths[other] < strengths[action],
    ) &&
    (action !== 'blink' || (strengths.right < 0.6 && strengths.left < 0.6 && strengths.nod < 0.6))
  );
}
