import sharp from 'sharp';
import type { ClipStill } from '../clip/read-clip.ts';
import type { Pixels } from '../engine/pixels.ts';
import type { Action } from '../guide/challenge.ts';
import type { Frame } from '../measurement.ts';
import type { Actor } from './actor.ts';
import { asPrint, asScreen, sideBySide, withNoise } from './attacks.ts';
import { drawActor } from './draw-actor.ts';
import { durationOf, momentsOf, poseAt, type Script } from './script.ts';

/** A presentation attack on the actor's identity; `other` is the second person it takes. */
export type Attack =
  | { readonly kind: 'still' | 'printed' | 'screen' }
  | { readonly kind: 'swap' | 'two-faces'; readonly other: Actor };

/** Draws the picture a camera would give at a time of the script. */
export function renderFrame(actor: Actor, atMs: number, script: Script, attack?: Attack): Pixels {
  const grain = Math.round(atMs) + script.seed * 100_003;
  const live = (who: Actor): Pixels => withNoise(drawActor(who, poseAt(script, atMs)), grain);
  switch (attack?.kind) {
    case undefined:
      return live(actor);
    case 'still':
      return withNoise(actor.base, grain);
    case 'printed':
      return asPrint(actor.base, atMs, script.seed);
    case 'screen':
      return asScreen(live(actor), atMs, script.seed);
    case 'swap':
      return live(atMs > durationOf(script) * 0.45 ? attack.other : actor);
    case 'two-faces':
      return sideBySide(live(actor), live(attack.other));
  }
}

/** Encodes a picture as the browser's canvas would. */
export function jpegOf({ data, width, height }: Pixels, quality = 90): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer();
}

/** The clip as JPEG stills, drawn one by one as they are asked for. */
export async function* renderStills(
  actor: Actor,
  script: Script,
  attack?: Attack,
  fps = 15,
): AsyncGenerator<ClipStill> {
  for (let index = 0; index * 1000 < durationOf(script) * fps; index++) {
    const atMs = Math.round((index * 1000) / fps);
    yield { atMs, image: await jpegOf(renderFrame(actor, atMs, script, attack)) };
  }
}

/** Exactly the frames a browser would send of a clean run: lead, then before, peak and after of each step. */
export async function renderCheck(
  actor: Actor,
  steps: readonly Action[],
  script: Script,
  attack?: Attack,
): Promise<Frame[]> {
  const shoot = async (step: Frame['step'], moment: Frame['moment'], atMs: number): Promise<Frame> => ({
    step,
    moment,
    atMs: Math.round(atMs),
    image: await jpegOf(renderFrame(actor, Math.round(atMs), script, attack)),
  });
  const frames = [await shoot('lead', 'before', script.leadMs / 2)];
  for (const step of steps.keys()) {
    const { before, peak, after } = momentsOf(script, step);
    frames.push(await shoot(step, 'before', before));
    frames.push(await shoot(step, 'peak', peak));
    frames.push(await shoot(step, 'after', after));
  }
  return frames;
}
