import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import type { Guidance } from '@suizheng/vision/guide/guidance.ts';
import { createMomentPicker, type PickedMoment } from '@suizheng/vision/guide/moment-picker.ts';
import { toBase64 } from '../../shared/base64url.ts';
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
const SENDING_MS = 3_500;
/** Fewer pictures a second than this, over the first ones, and guidance comes too late to help. */
const LEAST_RATE = 3;
const RATE_SAMPLES = 12;

export type Filming = {
  readonly pictures: PictureSource;
  readonly tracker: TrackerClient;
  readonly signal: AbortSignal;
  /** performance.now() at which the check began: frames carry their time since then. */
  readonly beganAt: number;
  show(seen: Seen): void;
};

/** Guides the person through one step and chooses its telling pictures; throws StepLate or TooSlow. */
export async function filmStep(step: Step, filming: Filming): Promise<FrameInput[]> {
  const { pictures, tracker, signal, beganAt, show } = filming;
  const picker = createMomentPicker<Promise<Uint8Array>>(step.action === 'straight' ? [] : [step.action]);
  const until = performance.now() + step.withinMs - SENDING_MS;
  const startedAt = performance.now();
  let eyes = true;
  for (let samples = 1; ; samples += 1) {
    signal.throwIfAborted();
    await pictures.next();
    const now = performance.now();
    if (now > until) throw new StepLate();
    if (!pictures.grab()) continue;
    const sight = await tracker.measure(pictures.canvas, eyes);
    const state = picker.feed({ ...sight, atMs: now - beganAt }, () => pictures.jpeg());
    eyes = state.eyesNeeded;
    show({
      guidance: state.guidance,
      progress: state.step === 'done' ? 1 : state.progress,
      secondsLeft: Math.ceil((until - now) / 1_000),
    });
    if (state.step === 'done') return framesOf(step, picker.finish());
    if (samples === RATE_SAMPLES && (samples * 1_000) / (performance.now() - startedAt) < LEAST_RATE)
      throw new TooSlow();
  }
}

/** The pictures of this step as the API wants them: the resting face is step 0, later it stands in for a missing "before". */
async function framesOf(
  step: Step,
  picked: readonly PickedMoment<Promise<Uint8Array>>[],
): Promise<FrameInput[]> {
  const lead = picked.find((one) => one.step === 'lead');
  const own = picked.filter((one) => one.step !== 'lead');
  const before = own.some((one) => one.moment === 'before');
  const chosen = step.action === 'straight' || !before ? [...(lead ? [lead] : []), ...own] : own;
  return Promise.all(
    chosen.map(async ({ moment, atMs, picture }) => ({ moment, atMs, image: toBase64(await picture) })),
  );
}
