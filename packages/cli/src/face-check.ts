import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  judgeRealPersonCheck,
  type RealPersonAction,
  type RealPersonReason,
} from '@suizheng/domain/policy/real-person-check.ts';
import { pickFrames } from '@suizheng/vision/clip/pick-frames.ts';
import { readClip } from '@suizheng/vision/clip/read-clip.ts';
import { createEngine } from '@suizheng/vision/engine/create-engine.ts';
import { actions } from '@suizheng/vision/guide/challenge.ts';
import { measureCheck } from '@suizheng/vision/measure-check.ts';
import { measurePortrait } from '@suizheng/vision/measure-portrait.ts';
import type { CheckMeasurement, PortraitMeasurement } from '@suizheng/vision/measurement.ts';
import { VisionError } from '@suizheng/vision/vision-error.ts';
import type { Io } from './verb.ts';

/** A reason of the judge, or one that only a file can give. */
type Reason =
  | RealPersonReason
  | {
      readonly code:
        | 'clip-unreadable'
        | 'portrait-unreadable'
        | 'portrait-no-face'
        | 'portrait-several-faces';
    };

interface Answer {
  readonly outcome: 'accept' | 'review' | 'refuse';
  readonly reasons: readonly Reason[];
  readonly measurements: { readonly portrait: object | null; readonly check: CheckMeasurement | null };
}

/** What cannot be asked, in words for whoever asked it. */
class Misuse extends Error {}

/**
 * `face-check --portrait P.jpg --clip C.mp4 --steps right,blink,left,mouth [--json]`: what the product would
 * say of a person who sent this clip. Exits 0 for accept, 1 for review or refuse, 2 for misuse (arguments,
 * missing files, missing models, no ffmpeg).
 */
export async function faceCheck(argv: string[], io: Io): Promise<number> {
  const json = argv.includes('--json');
  try {
    const answer = await examine(readArguments(argv), io.env);
    if (json) io.out(JSON.stringify(answer));
    else for (const line of inWords(answer)) io.out(line);
    return answer.outcome === 'accept' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Misuse)) throw error;
    if (json) io.out(JSON.stringify({ error: error.message }));
    else io.err(error.message);
    return 2;
  }
}

function readArguments(argv: string[]): { portrait: string; clip: string; steps: RealPersonAction[] } {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: argv,
      options: { portrait: text, clip: text, steps: text, json: { type: 'boolean' } },
    });
    const { portrait, clip, steps } = values;
    if (!portrait || !clip || !steps) throw new Misuse('--portrait, --clip and --steps are all needed.');
    return { portrait, clip, steps: readSteps(steps) };
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse((error as Error).message);
  }
}

function readSteps(text: string): RealPersonAction[] {
  const steps = text.split(',').map((word) => {
    const action = actions.find((one) => one === word.trim());
    if (!action) throw new Misuse(`"${word}" is no step; the steps are ${actions.join(', ')}.`);
    return action;
  });
  if (steps.length > 8) throw new Misuse('A check has at most 8 steps.');
  return steps;
}

async function examine(
  request: { portrait: string; clip: string; steps: RealPersonAction[] },
  env: Io['env'],
): Promise<Answer> {
  const portraitBytes = await readFile(request.portrait).catch(() => {
    throw new Misuse(`The portrait ${request.portrait} cannot be read.`);
  });
  await access(request.clip).catch(() => {
    throw new Misuse(`The clip ${request.clip} cannot be read.`);
  });
  const stills = await readClip(request.clip);
  if (stills === 'ffmpeg-missing')
    throw new Misuse('Reading a clip needs ffmpeg on the PATH (Debian: apt-get install ffmpeg).');
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  const modelsDir = env.SUIZHENG_MODELS ?? path.join(root, 'node_modules/.cache/suizheng/models');
  const engine = await createEngine(modelsDir).catch((error: unknown) => {
    if (error instanceof VisionError && error.code === 'models-missing')
      throw new Misuse(
        `The face models are not in ${modelsDir}. Fetch them: node packages/launch/src/fetch-models.ts`,
      );
    throw error;
  });
  try {
    const portrait = await measurePortrait(engine, portraitBytes);
    const measurements = { portrait: withoutEmbedding(portrait), check: null };
    const unusable = portraitReason(portrait);
    if (unusable) return { outcome: 'refuse', reasons: [{ code: unusable }], measurements };
    if (stills === 'clip-unreadable')
      return { outcome: 'refuse', reasons: [{ code: 'clip-unreadable' }], measurements };
    const frames = await pickFrames(engine, stills, request.steps);
    const reference = portrait.ok ? portrait.embedding : null;
    const check = await measureCheck(engine, frames, reference ?? undefined);
    const verdict = judgeRealPersonCheck(check, { steps: request.steps });
    return { ...verdict, measurements: { ...measurements, check } };
  } finally {
    await engine.close();
  }
}

function portraitReason(
  portrait: PortraitMeasurement,
): 'portrait-unreadable' | 'portrait-no-face' | 'portrait-several-faces' | null {
  if (!portrait.ok) return 'portrait-unreadable';
  if (!portrait.embedding) return 'portrait-no-face';
  const second = portrait.others.some((one) => one.score > 0.9 && one.presence > 0.5 && one.width > 0.5);
  return second ? 'portrait-several-faces' : null;
}

/** The embedding is biometric: it never leaves the process. */
function withoutEmbedding(portrait: PortraitMeasurement): object {
  if (!portrait.ok) return portrait;
  const { embedding, ...rest } = portrait;
  return { ...rest, embedded: embedding !== null };
}

const words: Readonly<Record<Reason['code'], string>> = {
  'clip-unreadable': 'The clip holds no picture that can be read.',
  'portrait-unreadable': 'The portrait is no picture that can be read.',
  'portrait-no-face': 'The portrait shows no face.',
  'portrait-several-faces': 'The portrait shows more than one face.',
  'step-not-seen': 'A step was not seen',
  'deadline-missed': 'It took too long.',
  'frames-missing': 'Frames of the check are missing.',
  'image-unreadable': 'A frame could not be read.',
  'no-face': 'A frame shows no face.',
  'several-faces': 'There is more than one face.',
  'face-too-small': 'The face is too small.',
  'too-dark': 'It is too dark.',
  'too-bright': 'It is too bright.',
  'too-blurred': 'The pictures are blurred.',
  'steps-out-of-order': 'The steps were done in another order.',
  'times-impossible': 'The times of the frames cannot be true.',
  'frames-repeated': 'A picture was used twice.',
  'frames-static': 'Nothing moves: a still picture.',
  'spoof-suspected': 'It looks like a screen or a print.',
  'flat-face': 'The face turns like a flat picture.',
  'identity-changed': 'The face changed during the check.',
  'reference-missing': 'There is nothing to compare with.',
  'no-match': 'It is not the person of the portrait.',
  'match-uncertain': 'It may be the person of the portrait; somebody must look.',
};

function inWords({ outcome, reasons, measurements: { check } }: Answer): string[] {
  const title = { accept: 'Accepted.', review: 'For review by a person.', refuse: 'Refused.' }[outcome];
  const lines = reasons.map((reason) => {
    const step = 'action' in reason ? `: step ${reason.step + 1}, ${reason.action}.` : '';
    return `- ${words[reason.code]}${step} (${reason.code})`;
  });
  if (!check) return [title, ...lines];
  const live = check.frames.flatMap(({ face }) => face?.live ?? []).sort((a, b) => a - b);
  return [
    title,
    ...lines,
    `Frames ${check.frames.length}, match ${check.match?.median ?? 'none'}, same face throughout ${check.identityMin ?? 'unknown'}, live ${live[Math.floor(live.length / 2)] ?? 'unknown'}.`,
  ];
}
