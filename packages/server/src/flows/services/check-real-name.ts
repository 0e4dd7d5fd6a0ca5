import type { CheckView } from '@suizheng/domain/contract/services.ts';
import type { IdentityDocument } from '@suizheng/domain/identifiers/identity-document.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import type { Context } from '../../context.ts';
import { registerFor } from '../../gateways/permit-register.ts';
import { admit } from './admit.ts';
import type { Ask } from './ask.ts';
import { parseServiceNumber, registerAway } from './ask-register.ts';
import { type Counted, countSubject, subjectOf, uncountSubject } from './count-subject.ts';
import { giveAnswer } from './give-answer.ts';
import { steadily } from './steadily.ts';

/** What asking a register about a number takes. */
export type RegisterContext = Pick<Context, 'db' | 'keys' | 'mode' | 'limits' | 'population' | 'permits'>;

/** A name, the number of a document, and a birth date to compare too. */
export type RealNameQuestion = {
  readonly name: string;
  readonly document: IdentityDocument;
  readonly number: string;
  readonly birthDate?: string | undefined;
};

/** Real-name checks and card-status checks ask one oracle: their misses are counted together. */
export function missesAbout(context: Pick<Context, 'keys'>, number: string): Counted {
  return {
    kind: 'service-misses-about',
    subject: subjectOf(context, number),
    limits: servicePolicy.missesAboutSubject,
  };
}

/**
 * Real-name check (V2): do name, number and birth date belong together? One no-match whatever does not. Throws
 * `not-allowed`, `validation-failed`, `too-many-requests`, `register-unavailable`.
 */
export function checkRealName(
  context: RegisterContext,
  ask: Ask,
  { name, document, number: typed, birthDate }: RealNameQuestion,
): Promise<CheckView> {
  return steadily(servicePolicy.answersEveryMs.text, async () => {
    const number = parseServiceNumber(context, document, typed);
    await admit(context, ask);
    const misses = missesAbout(context, number);
    await countSubject(context, misses, ask.now);
    const asked = { name, number, ...(birthDate === undefined ? {} : { birthDate }) };
    const answer = await registerFor(context, document).checkRealName(asked);
    if (answer.kind === 'unavailable') {
      await uncountSubject(context, misses, ask.now);
      throw registerAway(answer);
    }
    if (answer.kind !== 'match') return giveAnswer(context, ask, { number, code: 'identity-no-match' });
    return giveAnswer(context, ask, { number, code: 'identity-match' }, (db) =>
      uncountSubject({ db, limits: context.limits }, misses, ask.now),
    );
  });
}
