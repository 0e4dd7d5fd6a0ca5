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

/**
 * What the guide asks for: about 1.3 times what the server's policy does, since the two measure the same picture a
 * little differently (docs/model-card.md). Only ever guides; the server judges by its own policy.
 */
export const guideScale: ActionScale = { turn: 13, nod: 10.5, mouth: 0.11, blink: 0.16 };

/** Share of the scale from which an action is begun, and may do where a person plainly gives no more. */
const faintest = 0.85;

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
 * How far the face is from rest by all but the asked action: what the server would take for another action. Anyone
 * may blink at any moment, and lips are measured roughly, so they weigh half.
 */
export function disturbanceOf(action: Action, strengths: Strengths): number {
  const others = actions.filter((one) => one !== action && one !== 'blink');
  return Math.max(0, ...others.map((one) => strengths[one] * (one === 'mouth' ? 0.5 : 1)));
}

/**
 * True when the action is begun and is the one that shows. A turned head distorts the lips' measure, an opening
 * jaw bows the head a little, and either sinks the lids: a turn outranks the mouth, mouth and nod are weighed
 * against each other, and a blink counts only with the head at rest.
 */
export function isDoing(action: Action, strengths: Strengths): boolean {
  const { right, left, nod, mouth } = strengths;
  const turn = Math.max(right, left);
  if (strengths[action] < faintest) return false;
  if (action === 'right' || action === 'left') return strengths[action] >= nod;
  if (action === 'mouth') return turn < 0.7 && mouth >= nod;
  if (action === 'nod') return turn < Math.max(0.7, 0.95 * nod) && nod >= mouth;
  return Math.max(turn, nod) < 0.6 && mouth < 0.65;
}
