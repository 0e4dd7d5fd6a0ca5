import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Action } from '../guide/challenge.ts';
import type { Actor } from './actor.ts';
import { type Attack, renderStills } from './render-frames.ts';
import { type Script, scriptOf } from './script.ts';

/**
 * A script for a camera that plays in a loop: every action once, slowly shut eyes, so that any challenge is met
 * sooner or later while the browser waits. Lasts about 8.5 s.
 */
export function loopScript(seed = 7): Script {
  const steps: Action[] = ['right', 'blink', 'left', 'mouth', 'nod'];
  return scriptOf(steps, seed, { stepMs: 1400, leadMs: 900, shutMs: 400 });
}

/**
 * Writes a clip: `.mjpeg` as plain JPEGs one after the other (Chromium's fake camera reads it at 30 a second, no
 * ffmpeg needed), anything else through ffmpeg. Answers the number of pictures; throws when ffmpeg fails.
 */
export async function writeClip(
  file: string,
  actor: Actor,
  script: Script,
  options: { readonly attack?: Attack | undefined; readonly fps?: number } = {},
): Promise<number> {
  const fps = options.fps ?? 30;
  const raw = /\.mjpe?g$/i.test(file);
  const encode = ['-c:v', 'libx264', '-crf', '24', '-pix_fmt', 'yuv420p', path.resolve(file)];
  const ffmpeg = raw
    ? null
    : spawn('ffmpeg', ['-v', 'error', '-y', '-f', 'mjpeg', '-framerate', String(fps), '-i', '-', ...encode], {
        stdio: ['pipe', 'ignore', 'inherit'],
      });
  const done = ffmpeg && once(ffmpeg, 'close');
  const sink = ffmpeg?.stdin ?? createWriteStream(file);
  let count = 0;
  for await (const { image } of renderStills(actor, script, options.attack, fps)) {
    if (!sink.write(image)) await once(sink, 'drain');
    count += 1;
  }
  sink.end();
  if (!done) await finished(sink);
  else if ((await done)[0] !== 0) throw new Error('ffmpeg could not write the clip');
  return count;
}
