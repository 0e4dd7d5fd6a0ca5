import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  judgeRealPersonCheck,
  type RealPersonReason,
  type RealPersonVerdict,
} from '@suizheng/domain/policy/real-person-check.ts';
import { pickFrames } from '../clip/pick-frames.ts';
import type { Engine } from '../engine/engine.ts';
import { type Action, actions } from '../guide/challenge.ts';
import { measureCheck } from '../measure-check.ts';
import { measurePortrait } from '../measure-portrait.ts';
import type { Embedding, Frame } from '../measurement.ts';
import { type Actor, createActor } from './actor.ts';
import { type Attack, renderCheck, renderStills } from './render-frames.ts';
import { chanceOf, scriptOf } from './script.ts';

/** The identities on which every threshold was chosen; the table never reports on them. */
export const developmentIdentities: readonly string[] = [
  'f00',
  'f11',
  'f22',
  'f37',
  'm12',
  'm38',
  'm44',
  'm53',
  'm66',
  'm94',
];

/** What is presented to the check. The first is the honest person; all others are attacks. */
export const instruments = [
  'bona-fide',
  'still',
  'printed',
  'screen',
  'swap',
  'other-person',
  'two-faces',
  'steps-out-of-order',
  'frames-repeated',
] as const;

/** One of `instruments`. */
export type Instrument = (typeof instruments)[number];

/** One presentation and what became of it. */
export interface AttackRow {
  readonly identity: string;
  readonly instrument: Instrument;
  readonly steps: readonly Action[];
  readonly outcome: RealPersonVerdict['outcome'];
  /** The reasons of the verdict, most telling first. */
  readonly decidedBy: readonly string[];
  readonly match: number | null;
  readonly identityMin: number | null;
  readonly live: number | null;
}

/** A portrait to act from, measured as the register's photograph. */
export interface Cast {
  readonly name: string;
  readonly actor: Actor;
  readonly reference: Embedding;
}

/** Where the test portraits lie: SUIZHENG_FACES, else beside the repository. */
export function facesDir(): string {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../..');
  return path.join(process.env.SUIZHENG_FACES ?? path.join(root, '../shared/faces'), 'portraits');
}

/** The names of the portraits that no threshold was chosen on; empty when there are none on this machine. */
export async function heldOutIdentities(): Promise<string[]> {
  const files = await readdir(facesDir()).catch(() => []);
  return files
    .map((file) => path.parse(file).name)
    .filter((name) => !developmentIdentities.includes(name))
    .sort();
}

/** Makes one identity ready to act. */
export async function castOf(engine: Engine, name: string): Promise<Cast> {
  const file = path.join(facesDir(), `${name}.jpg`);
  const portrait = await measurePortrait(engine, await readFile(file));
  if (!portrait.ok || !portrait.embedding) throw new Error(`the portrait ${name} shows no face`);
  return { name, actor: await createActor(engine, file), reference: portrait.embedding };
}

/** Presents one instrument for an identity, through picker, measurement and judge, and records the verdict. */
export async function present(
  engine: Engine,
  cast: Cast,
  other: Cast,
  instrument: Instrument,
  seed: number,
): Promise<AttackRow> {
  const steps = drawSteps(seed);
  const frames = await framesOf(engine, cast, other, instrument, steps, seed);
  const check = await measureCheck(engine, frames, cast.reference);
  const { outcome, reasons } = judgeRealPersonCheck(check, { steps });
  const live = check.frames.flatMap(({ face }) => face?.live ?? []).sort((a, b) => a - b);
  return {
    identity: cast.name,
    instrument,
    steps,
    outcome,
    decidedBy: telling(reasons),
    match: check.match?.median ?? null,
    identityMin: check.identityMin,
    live: live[Math.floor(live.length / 2)] ?? null,
  };
}

async function framesOf(
  engine: Engine,
  cast: Cast,
  other: Cast,
  instrument: Instrument,
  steps: readonly Action[],
  seed: number,
): Promise<Frame[]> {
  const times = { stepMs: 1200 + (seed % 5) * 150 };
  const acted = instrument === 'steps-out-of-order' ? [steps[1]!, steps[0]!, ...steps.slice(2)] : steps;
  const script = scriptOf(acted, seed, times);
  if (instrument === 'frames-repeated') {
    // Only a forger of requests can do this: the picture of one rest is sent, encoded anew, for every rest.
    const frames = await renderCheck(cast.actor, steps, script);
    return frames.map((frame) => (frame.moment === 'after' ? { ...frame, image: frames[0]!.image } : frame));
  }
  const actor = instrument === 'other-person' ? other.actor : cast.actor;
  return pickFrames(engine, renderStills(actor, script, attackOf(instrument, other)), steps);
}

function attackOf(instrument: Instrument, other: Cast): Attack | undefined {
  if (instrument === 'still' || instrument === 'printed' || instrument === 'screen')
    return { kind: instrument };
  if (instrument === 'swap' || instrument === 'two-faces') return { kind: instrument, other: other.actor };
  return undefined;
}

/** Four different actions in an order drawn from the seed. */
function drawSteps(seed: number): Action[] {
  const chance = chanceOf(seed);
  return actions
    .map((action) => ({ action, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, 4)
    .map(({ action }) => action);
}

function telling(reasons: readonly RealPersonReason[]): string[] {
  const missing = reasons.filter(({ code }) => code === 'step-not-seen').length;
  const codes = new Set(reasons.map(({ code }) => code));
  codes.delete('step-not-seen');
  return [...codes, ...(missing > 0 ? [`step-not-seen (${missing})`] : [])];
}
