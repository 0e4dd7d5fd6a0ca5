import {
  type CheckView,
  type FrameInput,
  readCheck,
  sendStep,
  startCheck,
} from '@suizheng/domain/contract/real-person-checks.ts';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import type { Consent, FaceTarget } from '../face/kinds.ts';
import { holdsKey, makeHolderKey } from '../wallet/holder-keys.ts';
import { keptCredential } from '../wallet/store.ts';
import { type Step, StepLate } from './film-step.ts';

/** How the check speaks with the screen and the camera. */
export type CheckIo = {
  readonly signal: AbortSignal;
  /** Films one step; throws StepLate. */
  film(step: Step, beganAt: number): Promise<FrameInput[]>;
  sending(step: Step): void;
  /** The frames could not be sent; resolves when the person wants another try. They are kept. */
  askResend(error: ApiProblem): Promise<void>;
};

const POLL_MS = 1_500;
const SENDS = 3;
/** Refusals after which only a new check helps; none of them uses up a try. */
const START_OVER = new Set(['check-step-late', 'check-step-order', 'check-nonce-wrong', 'wrong-state']);

/** One check from its first step to its outcome. Throws ApiProblem, or StepLate when it must be begun anew. */
export async function runCheck(target: FaceTarget, consent: Consent, io: CheckIo): Promise<CheckView> {
  let view = await call(
    startCheck,
    { body: { for: await wanted(target), consent } },
    { signal: io.signal, idempotencyKey: crypto.randomUUID() },
  );
  const beganAt = performance.now();
  while (view.state === 'capturing') {
    io.signal.throwIfAborted();
    view = view.step ? await doStep(view, view.step, beganAt, io) : await later(view, io.signal);
  }
  // With a reason it was not the person who was late: the next page says it.
  if (view.state === 'lapsed' && view.reasons.length === 0) throw new StepLate();
  return view;
}

async function doStep(view: CheckView, step: Step, beganAt: number, io: CheckIo): Promise<CheckView> {
  const frames = await io.film(step, beganAt);
  io.sending(step);
  for (let sent = 1; ; sent += 1) {
    try {
      return await call(
        sendStep,
        { params: { id: view.id, step: step.index }, body: { nonce: view.nonce, frames } },
        { signal: io.signal, timeoutMs: 20_000 },
      );
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (START_OVER.has(error.code)) throw new StepLate();
      if (error.code === 'frames-repeated') return call(readCheck, { params: { id: view.id } });
      const heard = error.kind === 'refused' && ![502, 503, 504].includes(error.status);
      if (heard) throw error;
      // The same frames again: the server knows a repetition from a second set.
      if (sent % SENDS === 0) await io.askResend(error);
      else await pause(400 * sent);
    }
  }
}

/** Everything has arrived; the verdict is being measured. */
async function later(view: CheckView, signal: AbortSignal): Promise<CheckView> {
  await pause(POLL_MS);
  return call(readCheck, { params: { id: view.id } }, { signal });
}

/** A credential whose key is not on this phone (any more) is bound to a new one by the same check. */
async function wanted(target: FaceTarget) {
  if (target.kind === 'application') return { kind: 'application', id: target.id } as const;
  if (target.kind === 'account') return { kind: 'account' } as const;
  const kept = await keptCredential(target.id);
  const held = kept?.holderKey ? await holdsKey(kept.holderKey) : false;
  return held
    ? ({ kind: 'credential', id: target.id } as const)
    : ({ kind: 'credential', id: target.id, holderKey: await makeHolderKey(new Date()) } as const);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
