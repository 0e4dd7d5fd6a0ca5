import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import { createEngine } from '@suizheng/vision/engine/create-engine.ts';
import type { Pixels } from '@suizheng/vision/engine/pixels.ts';
import type { Action } from '@suizheng/vision/guide/challenge.ts';
import { createActor } from '@suizheng/vision/testing/actor.ts';
import { facesDir } from '@suizheng/vision/testing/attack-rows.ts';
import { renderFrame } from '@suizheng/vision/testing/render-frames.ts';
import { momentsOf, scriptOf } from '@suizheng/vision/testing/script.ts';
import sharp from 'sharp';

/** A face before a phone: its portrait for the register, and the frames that the phone sends for a check's step. */
export type Actor = {
  readonly portrait: Buffer;
  /** One check; in another `seat` (from 0) the person sits a little nearer and to the side, as nobody sits twice alike. */
  begin(seed: number, seat?: number): (step: NonNullable<CheckView['step']>) => Promise<FrameInput[]>;
  close(): Promise<void>;
};

const root = resolve(import.meta.dirname, '..', '..');

/** Makes a portrait movable; answers in a sentence why not, where there is no portrait or no face model. */
export async function hireActor(who = 'f22'): Promise<Actor | string> {
  const file = join(facesDir(), `${who}.jpg`);
  if (!existsSync(file)) return `no portrait ${file} (SUIZHENG_FACES names the folder of portraits)`;
  const models = process.env.SUIZHENG_MODELS ?? join(root, 'node_modules/.cache/suizheng/models');
  if (!existsSync(models)) return `no face models in ${models}`;
  const engine = await createEngine(models);
  const actor = await createActor(engine, file);
  return {
    portrait: await readFile(file),
    close: () => engine.close(),
    begin(seed, seat = 0) {
      const began = performance.now();
      const actions: Action[] = [];
      let shot = 0;
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
            const picture = await photograph(renderFrame(actor, Math.round(at), script), seat, shot++);
            return {
              moment: moment as FrameInput['moment'],
              atMs: Math.round(at + late),
              image: picture.toString('base64'),
            };
          }),
        );
      };
    },
  };
}

/** Looking straight ahead, before the first action. */
const first = { before: 500, peak: 500, after: 500 };

/** A hand is never quite still: no two pictures are framed alike, at rest as little as in a turn. */
function photograph({ data, width, height }: Pixels, seat: number, sway: number): Promise<Buffer> {
  const less = 24 * seat + 12;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .extract({
      left: 14 * seat + 3 * (sway % 4),
      top: 8 * seat + 2 * (sway % 3),
      width: width - less,
      height: height - less,
    })
    .jpeg({ quality: 90 })
    .toBuffer();
}
