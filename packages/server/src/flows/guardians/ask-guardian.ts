import { isFinal } from '@suizheng/domain/application/state.ts';
import type { GuardianRequestView } from '@suizheng/domain/contract/guardians.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Actor, Context } from '../../context.ts';
import { applicationOf, lockApplication } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openPerson } from '../../db/people.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { isYoung } from './age-of.ts';
import { hasConsent } from './guardian-consent.ts';
import { drawCode, guardianPolicy } from './guardian-policy.ts';

type AskContext = Pick<Context, 'db' | 'keys' | 'clock' | 'random' | 'mode' | 'limits'>;

/**
 * Asks a guardian to consent to the face check of an application about someone under 14 (A12): a short code that the
 * child shows or reads out. A new one ends the one before. Throws `not-found`, `wrong-state` (decided, or nobody under
 * 14), `too-many-requests`.
 */
export async function askGuardian(
  context: AskContext,
  accountId: string,
  { applicationId, requestId, actor }: { applicationId: string; requestId: string; actor: Actor },
): Promise<GuardianRequestView> {
  const { db, keys, clock, random } = context;
  const now = clock();
  const row = await applicationOf(db, accountId, applicationId);
  if (!row) throw new AppError('not-found');
  const identity = openPerson(keys, { ...row, sealed: row.person_sealed });
  if (isFinal(row.state) || !isYoung(context, identity)) throw new AppError('wrong-state');
  if (context.limits) {
    await countAttempt(context, 'guardian-asks-of', Buffer.from(accountId), guardianPolicy.requests, now);
  }
  const code = drawCode(random);
  const expiresAt = new Date(now.getTime() + guardianPolicy.codeForMs);
  await db.transaction().execute(async (trx) => {
    // Two askings at the same moment, under two keys: the second waits here, and then ends the first one's.
    await lockApplication(trx, row);
    await trx
      .updateTable('guardian_request')
      .set({ state: 'ended' })
      .where('person_id', '=', row.person_id)
      .where('application_id', '=', applicationId)
      .where('state', '=', 'open')
      .execute();
    await trx
      .insertInto('guardian_request')
      .values({
        person_id: row.person_id,
        request_id: requestId,
        application_id: applicationId,
        account_id: accountId,
        code_index: keys.blindIndex('guardian-code', code),
        state: 'open',
        created_at: now,
        expires_at: expiresAt,
        decided_at: null,
        guardian_account_id: null,
        consent_id: null,
      })
      // A repetition after a crash: the same request with a new code, because the first one was never seen.
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'request_id']).doUpdateSet((made) => ({
          code_index: made.ref('excluded.code_index'),
          state: 'open',
          expires_at: made.ref('excluded.expires_at'),
        })),
      )
      .execute();
    const object = { kind: 'guardian-request', id: requestId };
    await appendAudit(trx, actor, 'guardian.ask', object, { application: applicationId });
  });
  return { id: requestId, applicationId, state: 'open', code, expiresAt: expiresAt.toISOString() };
}

/** Whether a guardian must still consent, and where the newest request stands; throws `not-found`. */
export async function readGuardianRequest(
  context: Pick<Context, 'db' | 'keys' | 'mode' | 'clock'>,
  accountId: string,
  applicationId: string,
): Promise<{ needed: boolean; request: GuardianRequestView | null }> {
  const { db, keys, clock } = context;
  const application = await applicationOf(db, accountId, applicationId);
  if (!application) throw new AppError('not-found');
  const { person_id: personId } = application;
  const identity = openPerson(keys, { ...application, sealed: application.person_sealed });
  const young = !isFinal(application.state) && isYoung(context, identity);
  const needed = young && !(await hasConsent(context, accountId, { personId, applicationId }));
  const row = await db
    .selectFrom('guardian_request')
    .select(['request_id', 'state', 'expires_at'])
    .where('person_id', '=', personId)
    .where('application_id', '=', applicationId)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (!row) return { needed, request: null };
  const over = row.state === 'open' ? row.expires_at <= clock() : row.state === 'consented' && needed;
  const state = over ? 'ended' : row.state;
  const expiresAt = row.expires_at.toISOString();
  return { needed, request: { id: row.request_id, applicationId, state, code: null, expiresAt } };
}
