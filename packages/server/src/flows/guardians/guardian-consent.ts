import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import type { SubjectIdentity } from '@suizheng/domain/procedures/procedure.ts';
import type { Context } from '../../context.ts';
import { openPerson, personById } from '../../db/people.ts';
import type { SignedIn } from '../accounts/session.ts';
import { ageOf, isYoung } from './age-of.ts';
import { guardianPolicy } from './guardian-policy.ts';

type ConsentContext = Pick<Context, 'db' | 'keys' | 'mode' | 'clock'>;

/**
 * Under 14 a guardian must have consented to the face check (A12): on their own account, for this application and not
 * withdrawn; or by the box ticked on this phone, which an account that has a holder may only do when the holder is an
 * adult. Answers whether a guardian consents by this very call. Throws `validation-failed` on `consent.guardian`.
 */
export async function requireGuardian(
  context: ConsentContext,
  signedIn: Pick<SignedIn, 'accountId' | 'personId'>,
  subject: {
    readonly identity: SubjectIdentity;
    readonly personId: string;
    readonly applicationId: string | null;
  },
  ticked: boolean,
): Promise<{ readonly byThisCall: boolean }> {
  if (!isYoung(context, subject.identity)) return { byThisCall: false };
  if (await hasConsent(context, signedIn.accountId, subject)) return { byThisCall: false };
  if (!ticked) throw refused('consent.missing');
  if (signedIn.personId !== null) {
    const holder = openPerson(context.keys, await personById(context.db, signedIn.personId));
    const age = ageOf(context, holder) ?? guardianPolicy.adultFrom;
    if (signedIn.personId === subject.personId || age < guardianPolicy.adultFrom)
      throw refused('guardian.not-adult');
  }
  return { byThisCall: true };
}

/**
 * True while a guardian's consent stands: for this application, or where the check is for none (showing a credential
 * again), for any of this account.
 */
export async function hasConsent(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  { personId, applicationId }: { readonly personId: string; readonly applicationId: string | null },
): Promise<boolean> {
  let consents = db
    .selectFrom('guardian_request as g')
    .innerJoin('consent as c', (join) =>
      join.onRef('c.account_id', '=', 'g.guardian_account_id').onRef('c.consent_id', '=', 'g.consent_id'),
    )
    .select('g.request_id')
    .where('g.person_id', '=', personId)
    .where('g.account_id', '=', accountId)
    .where('g.state', '=', 'consented')
    .where('c.withdrawn_at', 'is', null);
  if (applicationId !== null) consents = consents.where('g.application_id', '=', applicationId);
  return (await consents.executeTakeFirst()) !== undefined;
}

function refused(code: FieldFaultCode): AppError {
  return new AppError('validation-failed', { fields: [{ field: 'consent.guardian', code }] });
}
