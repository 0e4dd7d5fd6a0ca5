import type { CredentialCheckView } from '@suizheng/domain/contract/services.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { servicePolicy } from '@suizheng/domain/policy/service-policy.ts';
import type { ServiceReason } from '@suizheng/domain/policy/service-verdicts.ts';
import { BORDER_SCOPE } from '@suizheng/domain/policy/uses.ts';
import type { Context } from '../../context.ts';
import { admit } from './admit.ts';
import type { Ask } from './ask.ts';
import { countTry, giveBack, textCounts } from './count-subject.ts';
import { type FoundCredential, findCredential, isIdentifier, isSameName } from './find-credential.ts';
import { giveAnswer } from './give-answer.ts';
import { steadily } from './steadily.ts';

/** What of a credential stands in an answer. */
type Shown = Pick<CredentialCheckView, 'type' | 'medium' | 'validUntil' | 'fields'>;

const NOTHING: Shown = { type: null, medium: null, validUntil: null, fields: null };

/**
 * Checks a credential by its identifier 电子证照标识 and the holder's name (V2): unknown and not matching are one answer;
 * else its status at this moment, if it is valid in the purpose's scope at all (B6, T4). A number says nothing about who
 * holds it, so that it is never green. Throws `not-allowed`, `validation-failed`, `too-many-requests`.
 */
export async function checkByIdentifier(
  context: Pick<Context, 'db' | 'keys' | 'limits' | 'issuer'>,
  ask: Ask,
  { identifier: typed, name }: { readonly identifier: string; readonly name: string },
): Promise<CredentialCheckView> {
  const identifier = typed.toUpperCase();
  if (!isIdentifier(identifier)) {
    throw new AppError('validation-failed', {
      fields: [{ field: 'identifier', code: 'identifier.invalid' }],
    });
  }
  const { scope } = await admit(context, ask);
  return steadily(servicePolicy.answersEveryMs.text, async () => {
    const counts = textCounts(context, ask, identifier);
    await countTry(context, counts, ask.now);
    const found = await findCredential(context, identifier);
    if (!found || !isSameName(found.holder.name, name)) {
      // Where there is such a credential, its holder learns of the guess.
      const about = { number: found?.holder.number ?? identifier, code: 'credential-no-match' } as const;
      return { ...(await giveAnswer(context, ask, about)), ...NOTHING };
    }
    const code = statusOf(found, scope, ask.now);
    const { limits } = context;
    const answer = await giveAnswer(context, ask, { number: found.holder.number, code }, (db) =>
      giveBack({ db, limits }, counts.misses, ask.now),
    );
    return { ...answer, ...shown(found, code, ask) };
  });
}

function statusOf(
  { procedure, status, expiresAt }: FoundCredential,
  scope: string,
  now: Date,
): ServiceReason {
  if (!procedure.credential.scopes.includes(scope)) {
    return scope === BORDER_SCOPE ? 'not-valid-for-border' : 'not-valid-here';
  }
  if (now >= expiresAt) return 'expired';
  if (status === 0) return 'valid-compare-person';
  return status === 1 ? 'revoked' : 'suspended';
}

/** Out of scope nothing but that is said (B6). */
function shown(
  { procedure, medium, expiresAt }: FoundCredential,
  code: ServiceReason,
  { locale }: Ask,
): Shown {
  if (code === 'not-valid-here' || code === 'not-valid-for-border') return NOTHING;
  return {
    type: { procedure: procedure.id, name: procedure.text.name[locale] },
    medium,
    validUntil: code === 'valid-compare-person' ? expiresAt.toISOString() : null,
    fields: null,
  };
}
