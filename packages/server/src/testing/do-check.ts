import { randomUUID } from 'node:crypto';
import { FACE_CONSENT } from '@suizheng/domain/contract/consent-terms.ts';
import type { CheckView, FrameInput } from '@suizheng/domain/contract/real-person-checks.ts';
import type { SignedIn } from '../flows/accounts/session.ts';
import type { CheckFor } from '../flows/real-person-checks/check-subject.ts';
import { sendStep } from '../flows/real-person-checks/send-step.ts';
import { startCheck } from '../flows/real-person-checks/start-check.ts';
import { picture, type Shown } from './scripted-vision.ts';
import type { TestContext } from './test-context.ts';

/** Who does the check. */
export type Doer = Pick<SignedIn, 'accountId' | 'personId'>;

const by = (doer: Doer) =>
  ({
    actor: { kind: 'account', id: doer.accountId, traceId: null },
    locale: 'en',
  }) as const;

/** Begins a check with the consent that the text of today asks for. */
export function begin(
  context: TestContext,
  doer: Doer,
  what: CheckFor,
  guardian?: boolean,
): Promise<CheckView> {
  const consent = { version: FACE_CONSENT.version, ...(guardian === undefined ? {} : { guardian }) };
  return startCheck(context, doer, { for: what, consent, operationId: randomUUID(), ...by(doer) });
}

/** The frames an honest phone sends for the step that the view asks for; times rise with the clock. */
export function framesFor(context: TestContext, view: CheckView, shown: Partial<Shown> = {}): FrameInput[] {
  const step = view.step!;
  const base = step.index * 3_000;
  const frame = (moment: FrameInput['moment'], action: Shown['action'], add: number): FrameInput => ({
    moment,
    atMs: base + add,
    image: picture({ action, ...shown }).toString('base64'),
  });
  context.advance(3_000);
  if (step.index === 0) return [frame('before', 'straight', 500)];
  return [
    frame('before', 'straight', 500),
    frame('peak', step.action, 1_200),
    frame('after', 'straight', 2_000),
  ];
}

/** Sends frames for a step. */
export function send(
  context: TestContext,
  doer: Doer,
  view: CheckView,
  frames: readonly FrameInput[],
  step: number = view.step!.index,
): Promise<CheckView> {
  return sendStep(context, doer, { checkId: view.id, step, nonce: view.nonce, frames, ...by(doer) });
}

/** Does a whole check as an honest person; `shown` changes what the pictures show. */
export async function doCheck(
  context: TestContext,
  doer: Doer,
  what: CheckFor,
  shown: Partial<Shown> = {},
): Promise<CheckView> {
  let view = await begin(context, doer, what);
  while (view.step) view = await send(context, doer, view, framesFor(context, view, shown));
  return view;
}
