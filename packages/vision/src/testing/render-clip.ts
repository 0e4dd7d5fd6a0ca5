import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createEngine } from '../engine/create-engine.ts';
import { type Action, actions } from '../guide/challenge.ts';
import { createActor } from './actor.ts';
import type { Attack } from './render-frames.ts';
import { scriptOf } from './script.ts';
import { loopScript, writeClip } from './write-clip.ts';

const usage = `node packages/vision/src/testing/render-clip.ts PORTRAIT OUT.(mjpeg|mp4)
  [--steps right,blink,left,mouth,nod | --loop] [--attack still|printed|screen|swap:OTHER|two-faces:OTHER]
  [--seed 7] [--lead 1000] [--step 1400] [--size 480] [--fps 30]`;

const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    steps: text,
    loop: { type: 'boolean', default: false },
    attack: text,
    seed: { ...text, default: '7' },
    lead: { ...text, default: '1000' },
    step: { ...text, default: '1400' },
    size: { ...text, default: '480' },
    fps: { ...text, default: '30' },
  },
});
const [portrait, out] = positionals;
const steps = (values.steps ?? 'right,blink,left,mouth').split(',') as Action[];
if (!portrait || !out || !steps.every((step) => actions.includes(step))) {
  console.error(usage);
  process.exit(2);
}
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
const engine = await createEngine(
  process.env.SUIZHENG_MODELS ?? path.join(root, 'node_modules/.cache/suizheng/models'),
);
const size = Number(values.size);
const actor = await createActor(engine, portrait, size);
const attack = await attackOf(values.attack);
const seed = Number(values.seed);
const script = values.loop
  ? loopScript(seed)
  : scriptOf(steps, seed, { leadMs: Number(values.lead), stepMs: Number(values.step) });
const frames = await writeClip(out, actor, script, { attack, fps: Number(values.fps) });
console.log(JSON.stringify({ file: out, frames, steps: script.steps, attack: values.attack ?? 'none' }));
await engine.close();

async function attackOf(name: string | undefined): Promise<Attack | undefined> {
  const [kind, file] = name?.split(':') ?? [];
  if (kind === undefined) return undefined;
  if (kind === 'still' || kind === 'printed' || kind === 'screen') return { kind };
  if ((kind === 'swap' || kind === 'two-faces') && file)
    return { kind, other: await createActor(engine, file, size) };
  console.error(usage);
  process.exit(2);
}
