import type { CardState } from '@suizheng/domain/contract/registers.ts';
import type { CheckView } from '@suizheng/domain/contract/services.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import type { ServiceReason } from '@suizheng/domain/policy/service-verdicts.ts';
import { admit } from './admit.ts';
import type { Ask } from './ask.ts';
import { askOnce, parseServiceNumber, type RegisterContext } from './ask-register.ts';
import { giveAnswer } from './give-answer.ts';
import { steadily } from './steadily.ts';

/** A document as whoever shows it says it is; its last day is compared where it is given. */
export type CardQuestion = {
  readonly name: string;
  readonly document: IdentityDocument;
  readonly number: string;
  readonly expires?: string | undefined;
};

/** A person without a card is answered as one whom nobody knows: there is no such card. */
const REASONS: Readonly<Record<CardState, ServiceReason>> = {
  valid: 'card-valid',
  lost: 'card-lost',
  expired: 'card-expired',
  none: 'card-no-match',
};

/**
 * Card-status check (V2): the register is asked each time, so that a report of loss holds with the next question. Throws
 * what `checkRealName` throws.
 */
export async function checkCardStatus(
  context: RegisterContext,
  ask: Ask,
  { name, document, number: typed, expires }: CardQuestion,
): Promise<CheckView> {
  const number = parseServiceNumber(context, document, typed);
  await admit(context, ask);
  return steadily(servicePolicy.answersEveryMs.text, async () => {
    const asked = { name, number, ...(expires === undefined ? {} : { expiry: expires }) };
    const answer = await askOnce(context, ask, document, asked);
    const code = answer.kind === 'match' ? REASONS[answer.cardState] : 'card-no-match';
    return answer.kind === 'match' && code !== 'card-no-match'
      ? giveAnswer(context, ask, { number, code }, answer.right)
      : giveAnswer(context, ask, { number, code });
  });
}
