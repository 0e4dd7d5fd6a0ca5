import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../packages/vision/src/engine/create-engine.ts';
import type { Action } from '../packages/vision/src/guide/challenge.ts';
import { measureCheck } from '../packages/vision/src/measure-check.ts';
import { measurePortrait } from '../packages/vision/src/measure-portrait.ts';
import { createActor } from '../packages/vision/src/testing/actor.ts';
import { facesDir, heldOutIdentities } from '../packages/vision/src/testing/attack-rows.ts';
import { renderCheck } from '../packages/vision/src/testing/render-frames.ts';
import { scriptOf } from '../packages/vision/src/testing/script.ts';

const rounds = 5;

/**
 * CPU seconds (user and system, all threads) of one real-person check as the product runs it: 13 frames of a
 * challenge of four steps, decoded, examined one by one and against each other, the register's portrait
 * measured, and the match. The median of five runs. Throws when there is no portrait to act from.
 */
export async function benchFace(): Promise<{
  face_check_cpu_s: number;
  face_frame_cpu_ms: number;
  face_portrait_cpu_ms: number;
  face_engine_load_ms: number;
}> {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  const [name] = await heldOutIdentities();
  if (!name) throw new Error(`the face bench needs a portrait in ${facesDir()} (set SUIZHENG_FACES)`);
  const file = path.join(facesDir(), `${name}.jpg`);
  const started = performance.now();
  const engine = await createEngine(
    process.env.SUIZHENG_MODELS ?? path.join(root, 'node_modules/.cache/suizheng/models'),
  );
  const load = performance.now() - started;
  const steps: Action[] = ['right', 'blink', 'left', 'mouth'];
  const frames = await renderCheck(await createActor(engine, file, 640), steps, scriptOf(steps, 5));
  const portraitBytes = await readFile(file);
  const [portraits, checks]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage();
    const portrait = await measurePortrait(engine, portraitBytes);
    const afterPortrait = seconds(process.cpuUsage(start));
    if (!portrait.ok || !portrait.embedding) throw new Error('the portrait was not measured');
    await measureCheck(engine, frames, portrait.embedding);
    // The first round warms the models and the compiler up, as a server's first check does.
    if (round === 0) continue;
    portraits.push(afterPortrait);
    checks.push(seconds(process.cpuUsage(start)));
  }
  await engine.close();
  const [whole, portrait] = [median(checks), median(portraits)];
  return {
    face_check_cpu_s: whole,
    face_frame_cpu_ms: ((whole - portrait) / frames.length) * 1000,
    face_portrait_cpu_ms: portrait * 1000,
    face_engine_load_ms: load,
  };
}

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
