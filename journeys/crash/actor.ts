import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { createEngine } from '@suizheng/vision/engine/create-engine.ts';
import type { Action } from '@suizheng/vision/guide/challenge.ts';
import { createActor } from '@suizheng/vision/testing/actor.ts';
import { facesDir } from '@suizheng/vision/testing/attack-rows.ts';
import { jpegOf, renderFrame } from '@suizheng/vision/testing/render-frames.ts';
import { momentsOf, scriptOf } from '@suizheng/vision/testing/script.ts';

/** A face before a phone: its portrait for the register, and the frames that the phone sends for a check's step. */
export type Actor = {
  readonly portrait: Buffer;
  begin(seed: number): (step: NonNullable<CheckView['step']>) => Promise<FrameInput[]>;
  close(): Promise<void>;
};

const root = resolve(import.meta.dirname, '..', '..');
const PORTRAIT = 'f22.jpg';

/** Makes a portrait movable; answers in a sentence why not, where there is no portrait or no face model. */
export async function hireActor(): Promise<Actor | string> {
  const file = join(facesDir(), PORTRAIT);
  if (!existsSync(file)) return `no portrait ${file} (SUIZHENG_FACES names the folder of portraits)`;
  const models = process.env.SUIZHENG_MODELS ?? join(root, 'node_modules/.cache/suizheng/models');
  if (!existsSync(models)) return `no face models in ${models}`;
  const engine = await createEngine(models);
  const actor = await createActor(engine, file);
  return {
    portrait: await readFile(file),
    close: () => engine.close(),
    begin(seed) {
      const began = performance.now();
      const actions: Action[] = [];
      return async ({ index, action }) => {
        if (action !== 'straight') actions.push(action);
        const script = scriptOf(actions, seed);
        const { before, peak, after } = index === 0 ? first : momentsOf(script, index - 1);
        const moments = index === 0 ? ({ before } as const) : ({ before, peak, after } as const);
        // A phone cannot send what has not happened yet; after an outage it films later than the script says.
        const late = Math.max(0, performance.now() - began - before);
        await sleep(Math.max(0, (index === 0 ? before : after) + late - (performance.now() - began)));
        return Promise.all(
          Object.entries(moments).map(async ([moment, at]) => {
            const picture = await jpegOf(renderFrame(actor, Math.round(at), script));
            return {
              moment: moment as FrameInput['moment'],
              atMs: Math.round(at + late),
              image: Buffer.from(picture).toString('base64'),
            };
          }),
        );
      };
    },
  };
}

/** Looking straight ahead, before the first action. */
const first = { before: 500, peak: 500, after: 500 };
