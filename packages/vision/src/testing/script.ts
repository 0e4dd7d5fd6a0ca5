import type { Action } from '../guide/challenge.ts';
import type { ActorPose } from './pose-actor.ts';

/** What an actor does, and when. Everything follows from it and the time, so a clip can be drawn anywhere. */
export interface Script {
  readonly steps: readonly Action[];
  /** Rest before the first step, and the time each step takes; milliseconds. */
  readonly leadMs: number;
  readonly stepMs: number;
  /** How long the eyes stay shut in a blink, beyond closing and opening. */
  readonly shutMs: number;
  /** Varies sway, noise and how far each action goes. */
  readonly seed: number;
}

/** A script with the usual times: 1 s of rest, 1.4 s a step. */
export function scriptOf(steps: readonly Action[], seed: number, times: Partial<Script> = {}): Script {
  return { leadMs: 1000, stepMs: 1400, shutMs: 120, ...times, steps, seed };
}

/** Milliseconds until the last step is over, and a little rest. */
export function durationOf(script: Script): number {
  return script.leadMs + script.steps.length * script.stepMs + 600;
}

/** Where the peak of a step lies, and the quiet moments around it; milliseconds. */
export function momentsOf(script: Script, step: number): { before: number; peak: number; after: number } {
  const start = script.leadMs + step * script.stepMs;
  return { before: start, peak: start + script.stepMs * 0.45, after: start + script.stepMs * 0.93 };
}

/** The pose at a time: a head that is never quite still, and the action of the step under way. */
export function poseAt(script: Script, atMs: number): ActorPose {
  const t = atMs / 1000;
  const vary = chanceOf(script.seed);
  const phase = vary() * 6;
  const pose = {
    yaw: 0.012 * Math.sin(t * 0.8 + phase),
    pitch: 0.025 * Math.sin(t * 0.9 + phase),
    roll: 0.02 * Math.sin(t * 1.1 + phase * 2),
    blink: 0,
    mouth: 0,
    dx: 3 * Math.sin(t * 1.7 + phase),
    dy: 2 * Math.sin(t * 2.3 + phase),
  };
  script.steps.forEach((action, step) => {
    const start = script.leadMs + step * script.stepMs;
    const along = (atMs - start) / script.stepMs;
    const reach = 0.9 + 0.2 * vary();
    const share = hold(along, 0, 0.3, 0.6, 0.9) * reach;
    if (action === 'right') pose.yaw += 0.5 * share;
    else if (action === 'left') pose.yaw -= 0.5 * share;
    else if (action === 'nod') pose.pitch += 0.35 * share;
    else if (action === 'mouth') pose.mouth = Math.max(pose.mouth, 0.8 * share);
    else {
      const middle = start + script.stepMs * 0.45;
      const half = script.shutMs / 2;
      pose.blink = Math.max(pose.blink, hold(atMs - middle, -half - 120, -half, half, half + 120));
    }
  });
  return pose;
}

/** A generator of numbers in 0..1 that the same seed repeats (linear congruential: Numerical Recipes). */
export function chanceOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Rises smoothly from a to b, stays 1 until c, falls until d. */
function hold(x: number, a: number, b: number, c: number, d: number): number {
  if (x <= a || x >= d) return 0;
  if (x < b) return (1 - Math.cos((Math.PI * (x - a)) / (b - a))) / 2;
  return x <= c ? 1 : (1 + Math.cos((Math.PI * (x - c)) / (d - c))) / 2;
}
