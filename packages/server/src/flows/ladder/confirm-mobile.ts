import { createHash } from 'node:crypto';
import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Actor, Context } from '../../context.ts';
import { openPerson, personById } from '../../db/people.ts';
import { accountMobile } from '../accounts/account-view.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { SignedIn } from '../accounts/session.ts';
import { readApplication } from '../applications/read-applications.ts';
import { settle } from '../settle/settle.ts';
import { askMobile } from './ask-mobile.ts';
import { LADDER_POLICY } from './ladder-policy.ts';
import { addProof, applicationForRung, mayTake } from './rung.ts';

/** What the rungs without a face need of the context. */
export type MobileContext = Pick<
  Context,
  'db' | 'pool' | 'clock' | 'random' | 'keys' | 'limits' | 'population' | 'permits'
>;

/**
 * Takes the rung `mobile-on-file` (A2): asks the register, outside any transaction, whether the account's mobile is the
 * one on file, stores the answer as a fact and settles. Asked once for an application: a repetition answers where it
 * stands. Throws `not-found`, `wrong-state`, `too-many-requests`, `register-unavailable` (nothing is stored then).
 */
export async function confirmMobile(
  context: MobileContext,
  { accountId }: Pick<SignedIn, 'accountId'>,
  request: { readonly applicationId: string; readonly actor: Actor; readonly locale: Locale },
): Promise<ApplicationView> {
  const { applicationId, actor, locale } = request;
  const row = await applicationForRung(context, accountId, applicationId);
  const key = { personId: row.person_id, applicationId };
  if (!row.proofs.some(({ rung }) => rung === 'mobile-on-file')) {
    const mobile = await accountMobile(context, accountId);
    // An account whose number was given out anew, or that waits for one, has none to compare.
    if (mobile === null || !mayTake(row, 'mobile-on-file', context.clock()))
      throw new AppError('wrong-state');
    const counted = Buffer.from(accountId);
    if (context.limits)
      await countAttempt(context, 'mobile-checks-of', counted, LADDER_POLICY.mobileChecks, context.clock());
    const person = openPerson(context.keys, await personById(context.db, row.person_id));
    const differs = await askMobile(context, person, mobile);
    await context.db.transaction().execute((trx) =>
      addProof(
        trx,
        key,
        {
          proofId: proofIdOf(applicationId),
          rung: 'mobile-on-file',
          outcome: differs === null ? 'accept' : 'refuse',
          reasons: differs === null ? [] : [{ code: differs }],
        },
        actor,
        context.clock(),
      ),
    );
  }
  await settle(context, key, actor);
  return readApplication(context, { accountId }, applicationId, locale);
}

/** One answer for an application: two requests at once store one fact. A UUID of version 8 (RFC 9562). */
function proofIdOf(applicationId: string): string {
  const hash = createHash('sha256').update(`mobile-on-file:${applicationId}`).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
