import type { CheckView } from '@suizheng/domain/contract/services.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import { admit } from './admit.ts';
import type { Ask } from './ask.ts';
import { askOnce, parseServiceNumber, type RegisterContext } from './ask-register.ts';
import { giveAnswer } from './give-answer.ts';
import { steadily } from './steadily.ts';

/** A name, the number of a document, and a birth date to compare too. */
export type RealNameQuestion = {
  readonly name: string;
  readonly document: IdentityDocument;
  readonly number: string;
  readonly birthDate?: string | undefined;
};

/**
 * Real-name check (V2): do name, number and birth date belong together? One no-match whatever does not. Throws
 * `not-allowed`, `validation-failed`, `too-many-requests`, `register-unavailable`.
 */
export async function checkRealName(
  context: RegisterContext,
  ask: Ask,
  { name, document, number: typed, birthDate }: RealNameQuestion,
): Promise<CheckView> {
  const number = parseServiceNumber(context, document, typed);
  await admit(context, ask);
  return steadily(servicePolicy.answersEveryMs.text, async () => {
    const asked = { name, number, ...(birthDate === undefined ? {} : { birthDate }) };
    const answer = await askOnce(context, ask, document, asked);
    if (answer.kind !== 'match') return giveAnswer(context, ask, { number, code: 'identity-no-match' });
    return giveAnswer(context, ask, { number, code: 'identity-match' }, answer.right);
  });
}
