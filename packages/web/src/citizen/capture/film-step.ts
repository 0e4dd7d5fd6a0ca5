import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import type { GuideFace } from '@suizheng/vision/guide/face-sample.ts';
import type { Guidance } from '@suizheng/vision/guide/guidance.ts';
import { createMomentPicker, type PickedMoment } from '@suizheng/vision/guide/moment-picker.ts';
import { toBase64 } from '../../shared/base64url.ts';
import { isNear, type Known, mayRest } from './at-rest.ts';
import type { PictureSource } from './picture-source.ts';
import type { TrackerClient } from './tracker-client.ts';

export type Step = NonNullable<CheckView['step']>;

/** What the screen shows while a step is filmed. */
export type Seen = { readonly guidance: Guidance; readonly progress: number; readonly secondsLeft: number };

/** The step was not seen in time; nothing was sent and no try is used. */
export class StepLate extends Error {}
/** The models cannot keep up with the camera: the manual way is due. */
export class TooSlow extends Error {}

/** Milliseconds of a step's time that are kept for sending. */
const SENDING_MS = 3_000;
/** From the last picture of one step to the last of the next the server allows 12 s; a little less is used. */
const BETWEEN_MS = 11_700;
/** Fewer pictures a second than this, over the first ones, and guidance comes too late to help. */
export const LEAST_RATE = 2;
const RATE_SAMPLES = 10;

export type Filming = {
  readonly pictures: PictureSource;
  readonly tracker: TrackerClient;
  readonly signal: AbortSignal;
  readonly known: Known;
  /** performance.now() at which the check began: frames carry their time since then. */
  readonly beganAt: number;
  /** performance.now() by which the step must be over (`limitOf`, when it was told). */
  readonly until: number;
  show(seen: Seen): void;
};

/** When a step must be over, so that it still arrives in time. */
export function limitOf(step: Step, known: Known, now: number): number {
  const byServer = now + step.withinMs - SENDING_MS;
  return known.lastAt === null ? byServer : Math.min(byServer, known.lastAt + BETWEEN_MS);
}

/** Guides the person through one step and chooses its telling pictures; throws StepLate or TooSlow. */
export async function filmStep(step: Step, filming: Filming): Promise<FrameInput[]> {
  const { known } = filming;
  if (step.action !== 'straight') return framesOf((await follow(step, filming)).picked, known);
  // Seen at rest twice in a row, in the same pose: once could have been the middle of a blink or a nod.
  let first = await follow(step, filming);
  for (;;) {
    const second = await follow(step, filming);
    if (isNear(second.face, first.face)) {
      const { yaw, pitch, eyes, mouth } = second.face;
      known.rest = eyes === null ? null : { yaw, pitch, eyes, mouth };
      return framesOf(second.picked, known);
    }
    first = second;
  }
}

type Followed = { readonly picked: readonly PickedMoment<Shot>[]; readonly face: GuideFace };
type Shot = { readonly takenAt: number; readonly jpeg: Promise<Uint8Array> };

async function follow(step: Step, filming: Filming): Promise<Followed> {
  const { pictures, tracker, signal, beganAt, until, known, show } = filming;
  const straight = step.action === 'straight';
  const picker =
    step.action === 'straight'
      ? createMomentPicker<Shot>([])
      : createMomentPicker<Shot>([step.action], known.rest ?? undefined);
  // The resting face is looked for twice: between the two nothing changes for the person.
  const over = straight ? 'hold-still' : 'good';
  const startedAt = performance.now();
  let state = { eyesNeeded: true, step: known.rest && !straight ? 0 : ('lead' as number | 'lead' | 'done') };
  for (let samples = 1; ; samples += 1) {
    signal.throwIfAborted();
    await pictures.next();
    const now = performance.now();
    const secondsLeft = Math.max(0, Math.ceil((until - now) / 1_000));
    if (now > until) throw new StepLate();
    if (samples === RATE_SAMPLES && (samples * 1_000) / (now - startedAt) < LEAST_RATE) throw new TooSlow();
    if (!pictures.grab()) continue;
    const sight = await tracker.measure(pictures.canvas, state.eyesNeeded);
    const { face } = sight;
    if (face?.eyes) known.widestEyes = Math.max(known.widestEyes, face.eyes);
    if (face && state.step === 'lead' && !mayRest(face, known)) {
      show({ guidance: 'look-straight', progress: 0, secondsLeft });
      continue;
    }
    const seen = picker.feed({ ...sight, atMs: now - beganAt }, () => ({
      takenAt: now,
      jpeg: pictures.jpeg(),
    }));
    state = seen;
    const done = seen.step === 'done';
    show({ guidance: done ? over : seen.guidance, progress: done ? 1 : seen.progress, secondsLeft });
    if (done && face) return { picked: picker.finish(), face };
  }
}

/** The pictures as the API wants them; the resting face stands in where none was taken just before the action. */
async function framesOf(picked: readonly PickedMoment<Shot>[], known: Known): Promise<FrameInput[]> {
  const own = picked.filter((one) => one.step !== 'lead');
  const chosen = own.some((one) => one.moment === 'before')
    ? own
    : [...picked.filter((one) => one.step === 'lead'), ...own];
  known.lastAt = Math.max(...chosen.map((one) => one.picture.takenAt));
  return Promise.all(
    chosen.map(async ({ moment, atMs, picture }) => ({ moment, atMs, image: toBase64(await picture.jpeg) })),
  );
}
