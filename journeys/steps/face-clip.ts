import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createEngine } from '../../packages/vision/src/engine/create-engine.ts';
import type { Pixels } from '../../packages/vision/src/engine/pixels.ts';
import { createActor } from '../../packages/vision/src/testing/actor.ts';
import { facesDir } from '../../packages/vision/src/testing/attack-rows.ts';
import { withNoise } from '../../packages/vision/src/testing/attacks.ts';
import { missingForFaces, modelsDir } from '../../packages/vision/src/testing/needs.ts';
import { renderFrame } from '../../packages/vision/src/testing/render-frames.ts';
import { durationOf, type Script } from '../../packages/vision/src/testing/script.ts';
import { loopScript } from '../../packages/vision/src/testing/write-clip.ts';

const root = join(import.meta.dirname, '../..');
const clips = join(root, 'node_modules/.cache/suizheng/clips');
/** Pictures a second that are drawn: half of what Chromium's fake camera plays. */
const FPS = 15;
const ROUNDS = [0, 1, 2];
const DRAWS = [
  'actor.ts',
  'delaunay.ts',
  'draw-actor.ts',
  'pose-actor.ts',
  'render-frames.ts',
  'script.ts',
  'write-clip.ts',
];
const painters = join(root, 'packages/vision/src/testing');

/**
 * Why no face can stand before the camera here (models or portraits are not on this machine), or null. A journey that
 * needs one prints it and is skipped.
 */
export const missing: string | null = await missingForFaces();
if (missing) console.warn(`journeys with a face are skipped: ${missing}`);

/** Eyes shut for long, so that a machine that looks only a few times a second sees it. */
const scriptOfRound = (seed: number): Script => ({ ...loopScript(seed), shutMs: 700 });

/** Someone before a phone's camera: the clip at `camera` is what it plays when it is opened next. */
export interface Sitter {
  readonly camera: string;
  /** A new recording: the server knows one that it has seen before, and refuses it. */
  sitAgain(): Promise<void>;
  leave(): void;
}

/** Puts the person of this portrait before the camera; another `take` moves their head differently. */
export async function sitter(portrait: string, take = 7): Promise<Sitter> {
  const folder = mkdtempSync(join(tmpdir(), 'suizheng-sitter-'));
  const camera = join(folder, 'face.mjpeg');
  let next = take;
  const sitAgain = async (): Promise<void> => {
    copyFileSync(await faceClip(portrait, next++), `${camera}.next`);
    renameSync(`${camera}.next`, camera);
  };
  await sitAgain();
  return { camera, sitAgain, leave: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * A clip of this portrait doing every action three times over, each time a little differently: longer than a check
 * takes, and never the same picture twice, since that is refused. Drawn once, then kept for the next run.
 */
async function faceClip(portrait: string, take: number): Promise<string> {
  const file = join(facesDir(), `${portrait}.jpg`);
  const clip = join(clips, `${portrait}-${take}-${digestOf(file)}.mjpeg`);
  if (existsSync(clip)) return clip;
  mkdirSync(clips, { recursive: true });
  const engine = await createEngine(modelsDir());
  try {
    const draft = `${clip}.${process.pid}.mjpeg`;
    const actor = await createActor(engine, file);
    const pictures: Buffer[] = [];
    const developing: Promise<Buffer>[] = [];
    for (const round of ROUNDS) {
      const script = scriptOfRound(take * ROUNDS.length + round);
      for (let atMs = 0; atMs < durationOf(script); atMs += 1000 / FPS) {
        const drawn = renderFrame(actor, Math.round(atMs), script);
        // The camera plays two pictures for each that is drawn: no sensor gives the same one twice.
        developing.push(photograph(drawn, take, 0), photograph(withNoise(drawn, atMs + take), take, 1));
        // The next are drawn while these are developed; only so many, each is large.
        if (developing.length >= 16) pictures.push(...(await Promise.all(developing.splice(0))));
      }
    }
    writeFileSync(draft, Buffer.concat([...pictures, ...(await Promise.all(developing))]));
    // Whole or not at all: a run that is ended half way must not leave half a clip.
    renameSync(draft, clip);
  } finally {
    await engine.close();
  }
  return clip;
}

/** The next time a person sits down they sit elsewhere: a little nearer and to the side. */
function photograph({ data, width, height }: Pixels, take: number, sway: number): Promise<Buffer> {
  const shift = take % 4;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .extract({
      left: 14 * shift + sway,
      top: 8 * shift,
      width: width - 24 * shift - 2,
      height: height - 24 * shift,
    })
    .jpeg({ quality: 90 })
    .toBuffer();
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
