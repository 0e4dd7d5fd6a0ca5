import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jpegOf, renderFrame } from '../../packages/vision/src/testing/render-frames.ts';
import { durationOf, type Script, scriptOf } from '../../packages/vision/src/testing/script.ts';
import { keptClip } from './face-clip.ts';

/** Pictures a second that are drawn; the browser's camera plays each so often that it comes to its 30. */
const FPS = 10;
const PLAYED = 30 / FPS;
/** The first rest is the longest: models load while it lasts. */
const RESTS_MS = [3500, 1500, 1500];

/** Somebody filmed beforehand: the file at `camera` is what the browser's own fake camera plays when it is opened next. */
export interface Recorded {
  readonly camera: string;
  /** Another recording: the server knows one that it has seen before, and refuses it. */
  sitAgain(): Promise<void>;
  leave(): void;
}

/**
 * Records the person of this portrait doing every action, three times over. Nobody in it reads the screen: a step may be
 * late, and the check is begun anew then.
 */
export async function recorded(portrait: string): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'suizheng-camera-'));
  const camera = join(folder, 'face.mjpeg');
  let take = 0;
  const sitAgain = async (): Promise<void> => {
    copyFileSync(await takeOf(portrait, take), `${camera}.next`);
    renameSync(`${camera}.next`, camera);
    take += 1;
  };
  await sitAgain();
  return { camera, sitAgain, leave: () => rmSync(folder, { recursive: true, force: true }) };
}

/** No round is like another: a picture that comes back is refused. */
const scriptsOf = (take: number): Script[] =>
  RESTS_MS.map((leadMs, round) =>
    scriptOf(['right', 'blink', 'left', 'mouth', 'nod'], 40 + take * RESTS_MS.length + round, {
      leadMs,
      stepMs: 1400,
      shutMs: 700,
    }),
  );

const takeOf = (portrait: string, take: number): Promise<string> =>
  keptClip(portrait, `loop-${take}`, async (actor) => {
    const pictures: Uint8Array[] = [];
    for (const script of scriptsOf(take)) {
      for (let atMs = 0; atMs < durationOf(script); atMs += 1000 / FPS) {
        const picture = await jpegOf(renderFrame(actor, Math.round(atMs), script));
        pictures.push(...Array<Uint8Array>(PLAYED).fill(picture));
      }
    }
    return pictures;
  });
