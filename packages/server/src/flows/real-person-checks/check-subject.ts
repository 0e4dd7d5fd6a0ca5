import { isFinal } from '@suizheng/domain/application/state.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { openSteps } from '@suizheng/domain/policy/ladder.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Context } from '../../context.ts';
import { applicationOf, factsOf } from '../../db/applications.ts';
import { type PersonRow, personById } from '../../db/people.ts';
import type { SignedIn } from '../accounts/session.ts';
import { parseHolderKey } from '../applications/holder-key.ts';
import { closed } from './closed-ways.ts';

/** Tries within a day for checks that belong to no application: showing a credential again. */
export const CHECK_TRIES = 3;

/** What a check is for, as the API names it. */
export type CheckFor =
  | { readonly kind: 'application'; readonly id: string }
  | { readonly kind: 'credential'; readonly id: string; readonly holderKey?: string | undefined }
  | { readonly kind: 'account' };

/** Whose face is asked for, and what the check belongs to. */
export type CheckSubject = {
  readonly person: PersonRow;
  readonly applicationId: string | null;
  readonly credentialId: string | null;
  readonly newHolderKey: Buffer | null;
};

/**
 * Finds the subject of a check; throws `not-found`, `wrong-state` (nothing to prove, or no try left),
 * `face-closed` (tries of the day used), `validation-failed` (holder key).
 */
export async function findSubject(
  context: Pick<Context, 'db' | 'clock'>,
  signedIn: Pick<SignedIn, 'accountId'>,
  asked: CheckFor,
): Promise<CheckSubject> {
  const { db } = context;
  const none = { applicationId: null, credentialId: null, newHolderKey: null };
  if (asked.kind === 'application') {
    const row = await applicationOf(db, signedIn.accountId, asked.id);
    if (!row) throw new AppError('not-found');
    const procedure = procedureById(row.procedure);
    const now = context.clock();
    const waits = !isFinal(row.state) && row.state !== 'in-review' && now < row.lapses_at;
    const open = procedure && openSteps(procedure.ladder, factsOf(row), now);
    // The face is asked for, or is a way the applicant may still take; a second check never runs beside a review.
    if (!waits || !open?.some(({ rung }) => rung === 'real-person')) throw new AppError('wrong-state');
    return { ...none, person: await personById(db, row.person_id), applicationId: asked.id };
  }
  if (asked.kind === 'account') {
    const { person_id } = await db
      .selectFrom('account')
      .select('person_id')
      .where('account_id', '=', signedIn.accountId)
      .executeTakeFirstOrThrow();
    if (person_id === null) throw new AppError('wrong-state');
    await refuseUsedTries(context, signedIn.accountId, null);
    return { ...none, person: await personById(db, person_id) };
  }
  const newHolderKey = asked.holderKey === undefined ? null : parseHolderKey(asked.holderKey);
  if (asked.holderKey !== undefined && !newHolderKey) {
    throw new AppError('validation-failed', {
      fields: [{ field: 'for.holderKey', code: 'holder-key.invalid' }],
    });
  }
  const credential = await db
    .selectFrom('credential')
    .select(['person_id', 'status', 'expires_at', 'medium'])
    .where('credential_id', '=', asked.id)
    .where('account_id', '=', signedIn.accountId)
    .executeTakeFirst();
  if (!credential) throw new AppError('not-found');
  const shows =
    credential.status === 0 && credential.medium === 'electronic' && context.clock() < credential.expires_at;
  if (!shows) throw new AppError('wrong-state');
  await refuseUsedTries(context, signedIn.accountId, asked.id);
  return {
    ...none,
    person: await personById(db, credential.person_id),
    credentialId: asked.id,
    newHolderKey,
  };
}

async function refuseUsedTries(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  accountId: string,
  /** Null for checks of the account's holder. */
  credentialId: string | null,
): Promise<void> {
  const now = clock();
  const tried = await db
    .selectFrom('real_person_check')
    .select('created_at')
    .where('account_id', '=', accountId)
    .where('subject_of', '=', credentialId === null ? 'account' : 'credential')
    .where('credential_id', credentialId === null ? 'is' : '=', credentialId)
    .where('state', 'in', ['refused', 'in-review'])
    .where('created_at', '>', new Date(now.getTime() - DAY_MS))
    .orderBy('created_at')
    .execute();
  if (tried.length < CHECK_TRIES) return;
  throw closed('face-closed', new Date(tried[0]!.created_at.getTime() + DAY_MS), now);
}
