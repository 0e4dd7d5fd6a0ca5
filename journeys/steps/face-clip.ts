import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { splitJpegs } from '../../packages/vision/src/clip/read-clip.ts';
import { createEngine } from '../../packages/vision/src/engine/create-engine.ts';
import { type Action, actions } from '../../packages/vision/src/guide/challenge.ts';
import { type Actor, createActor } from '../../packages/vision/src/testing/actor.ts';
import { facesDir } from '../../packages/vision/src/testing/attack-rows.ts';
import { missingForFaces, modelsDir } from '../../packages/vision/src/testing/needs.ts';
import { jpegOf, renderFrame } from '../../packages/vision/src/testing/render-frames.ts';
import { chanceOf, type Script, scriptOf } from '../../packages/vision/src/testing/script.ts';
import { en } from '../../packages/web/src/citizen/texts/en.ts';
import { zhHans } from '../../packages/web/src/citizen/texts/zh-hans.ts';
import { zhHantHk } from '../../packages/web/src/citizen/texts/zh-hant-hk.ts';
import { zhHantTw } from '../../packages/web/src/citizen/texts/zh-hant-tw.ts';
import { type FilmParts, type Manner, type Seat, type Sitting, sitInPage } from './sit-in-page.ts';

const root = join(import.meta.dirname, '../..');
const clips = join(root, 'node_modules/.cache/suizheng/clips');
/** Pictures a second that are drawn and filmed. */
const FPS = 15;
/** A movement from rest to rest, and a while at rest; milliseconds. */
const MOVEMENT_MS = 1500;
const REST_MS = 2000;
const DRAWS = ['actor.ts', 'delaunay.ts', 'draw-actor.ts', 'pose-actor.ts', 'render-frames.ts', 'script.ts'];
const painters = join(root, 'packages/vision/src/testing');

/**
 * Why no face can stand before the camera here (models or portraits are not on this machine), or null. A journey that
 * needs one prints it and is skipped.
 */
export const missing: string | null = await missingForFaces();
if (missing) console.warn(`journeys with a face are skipped: ${missing}`);

/** Every part of the film, in the order in which the file holds them. */
const PARTS = ['rest', ...actions] as const;

const MANNER: Manner = {
  asks: Object.fromEntries(
    [zhHans, zhHantHk, zhHantTw, en].flatMap(({ capture }) =>
      actions.map((action): [string, Action] => [capture.actions[action], action]),
    ),
  ),
  frameMs: 1000 / FPS,
  reactMs: 350,
  restMs: 700,
  holdMs: 3000,
  shutMs: 1100,
};

/** Someone before a phone's camera, who does what its screen asks for. */
export interface Sitter {
  /** Takes a seat before the front camera of this profile's pages. */
  sitDown(context: BrowserContext): Promise<void>;
  /** A new recording, from another seat: the server knows pictures that it has seen before, and refuses them. */
  sitAgain(): void;
}

/** Makes the person of this portrait ready; with another `take` they sit elsewhere. */
export async function sitter(portrait: string, take = 7): Promise<Sitter> {
  const parts = await filmOf(portrait);
  let next = take;
  return {
    async sitDown(context) {
      await context.exposeFunction('sitting', (): Sitting => ({ parts, seat: seatOf(next) }));
      await context.addInitScript(sitInPage, MANNER);
    },
    sitAgain() {
      next += 1;
    },
  };
}

/** The next time a person sits down they sit elsewhere: a little nearer and to the side. */
function seatOf(take: number): Seat {
  const chance = chanceOf(take);
  const zoom = 1.06 + 0.05 * (take % 4);
  const aside = (): number => (chance() - 0.5) * (zoom - 1) * 0.8;
  return { zoom, x: aside(), y: aside() };
}

/** This portrait at rest and doing every action once, drawn once and then kept for the next run. */
async function filmOf(portrait: string): Promise<FilmParts> {
  const clip = await keptClip(portrait, 'parts', drawParts);
  const pictures = splitJpegs(readFileSync(clip)).map((one) => Buffer.from(one).toString('base64'));
  return Object.fromEntries(
    PARTS.map((part) => [part, pictures.splice(0, timesOf(part).length)]),
  ) as unknown as FilmParts;
}

async function drawParts(actor: Actor): Promise<Uint8Array[]> {
  const pictures: Promise<Uint8Array>[] = [];
  for (const [seed, part] of PARTS.entries()) {
    for (const atMs of timesOf(part)) {
      pictures.push(jpegOf(renderFrame(actor, atMs, scriptOfPart(part, seed))));
      // The next is drawn while this one is developed.
      await new Promise(setImmediate);
    }
  }
  return Promise.all(pictures);
}

/** The file of JPEGs that `draw` makes of this portrait; drawn once, then kept for the next run. */
export async function keptClip(
  portrait: string,
  kind: string,
  draw: (actor: Actor) => Promise<readonly Uint8Array[]>,
): Promise<string> {
  const file = join(facesDir(), `${portrait}.jpg`);
  const clip = join(clips, `${portrait}-${kind}-${digestOf(file)}.mjpeg`);
  if (existsSync(clip)) return clip;
  mkdirSync(clips, { recursive: true });
  const engine = await createEngine(modelsDir());
  try {
    const draft = `${clip}.${process.pid}`;
    writeFileSync(draft, Buffer.concat(await draw(await createActor(engine, file))));
    // Whole or not at all: a run that is ended half way must not leave half a clip.
    renameSync(draft, clip);
  } finally {
    await engine.close();
  }
  return clip;
}

const scriptOfPart = (part: Action | 'rest', seed: number): Script =>
  scriptOf(part === 'rest' ? [] : [part], seed, { leadMs: 0, stepMs: MOVEMENT_MS, shutMs: 700 });

/** When the pictures of a part are drawn; milliseconds. */
function timesOf(part: Action | 'rest'): number[] {
  const length = Math.floor(((part === 'rest' ? REST_MS : MOVEMENT_MS) * FPS) / 1000);
  return Array.from({ length }, (_, i) => Math.round((i * 1000) / FPS));
}

/** Everything a clip follows from: the picture, and the code that draws. */
function digestOf(portrait: string): string {
  const hash = createHash('sha256')
    .update(readFileSync(portrait))
    .update(readFileSync(import.meta.filename));
  for (const name of readdirSync(painters).sort()) {
    if (DRAWS.includes(name)) hash.update(readFileSync(join(painters, name)));
  }
  return hash.digest('hex').slice(0, 12);
}
