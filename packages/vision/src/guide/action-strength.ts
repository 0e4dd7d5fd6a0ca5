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
export const guideScale: ActionScale = { turn: 11, nod: 9, mouth: 0.085, blink: 0.12 };

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

/**
 * How far from rest the face is: its strongest action, 0 at perfect rest. The mesh is less sure of lips than of
 * the head, so they weigh less.
 */
export function unrestOf(strengths: Strengths): number {
  return Math.max(0, ...actions.map((action) => strengths[action] * (action === 'mouth' ? 0.6 : 1)));
}

/**
 * True when the action is begun and is the one that shows. A turned head distorts the lips' measure, an opening
 * jaw bows the head a little, and either sinks the lids: a turn outranks the mouth, mouth and nod are weighed
 * against each other, and a blink counts only with the head at rest.
 */
export function isDoing(action: Action, strengths: Strengths): boolean {
  const { right, left, nod, mouth } = strengths;
  const turn = Math.max(right, left);
  if (strengths[action] < 1) return false;
  if (action === 'right' || action === 'left') return strengths[action] >= nod;
  if (action === 'mouth') return turn < 1 && mouth >= nod;
  if (action === 'nod') return turn < Math.max(1, nod) && nod >= mouth;
  return Math.max(turn, nod) < 0.6 && mouth < 1;
}
