import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import type { DeletionView } from '@suizheng/domain/contract/rights.ts';
import { STATUS } from '@suizheng/domain/credential/status-list.ts';
import { DAY_MS } from '@suizheng/domain/policy/calendar.ts';
import { DELETED, KEPT_AFTER_DELETION, rightsPolicy } from '@suizheng/domain/policy/retention.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { SignedIn } from '../accounts/session.ts';
import { endDocumentPhotos, endFaces } from '../consents/end-processing.ts';
import { notify } from '../notifications/notify.ts';
import { endHoldings } from './end-account.ts';
import { requireFreshProof } from './fresh-proof.ts';

type Asker = Pick<SignedIn, 'accountId' | 'personId' | 'signedInAt' | 'session'>;
type AskContext = Pick<Context, 'db' | 'clock'>;

const { undoMs } = rightsPolicy.deletion;

/** What deleting this account deletes and keeps, and whether it was asked for. */
export async function readDeletion(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  accountId: string,
): Promise<DeletionView> {
  const asked = await db
    .selectFrom('account_deletion')
    .select(['asked_at', 'due_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  const credentials = await db
    .selectFrom('credential')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('account_id', '=', accountId)
    .where('status', '<>', STATUS.revoked)
    .where('expires_at', '>', clock())
    .executeTakeFirstOrThrow();
  const applications = await db
    .selectFrom('application')
    .select((row) => row.fn.countAll<string>().as('count'))
    .where('account_id', '=', accountId)
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirstOrThrow();
  return {
    askedAt: asked?.asked_at.toISOString() ?? null,
    dueAt: asked?.due_at.toISOString() ?? null,
    undoDays: undoMs / DAY_MS,
    deleted: DELETED.map((text) => ({ ...text })),
    kept: KEPT_AFTER_DELETION.map(({ what, why, until }) => ({ what, why, until })),
    credentials: Number(credentials.count),
    applications: Number(applications.count),
  };
}

/**
 * Asks for the deletion of the account. At once: credentials are revoked, applications withdrawn, pictures deleted,
 * consents withdrawn, other devices signed out. The keys are destroyed when the time to undo is over
 * (`carryOutDeletions`). All of it is one transaction: whoever dies has done everything or nothing. Asking again changes
 * nothing. Throws `fresh-proof-needed`.
 */
export async function askDeletion(context: AskContext, asker: Asker, actor: Actor): Promise<DeletionView> {
  const { db, clock } = context;
  const { accountId } = asker;
  const now = clock();
  await requireFreshProof(context, asker, now);
  await db.transaction().execute(async (trx) => {
    const asked = await trx
      .insertInto('account_deletion')
      .values({
        account_id: accountId,
        asked_at: now,
        due_at: new Date(now.getTime() + undoMs),
        done_at: null,
      })
      .onConflict((conflict) => conflict.column('account_id').doNothing())
      .returning('account_id')
      .executeTakeFirst();
    if (asked === undefined) return;
    const everything = { accountId, personId: null };
    await endHoldings(trx, accountId, actor, now);
    await endFaces(trx, everything, now);
    await endDocumentPhotos(trx, everything, now);
    await trx
      .updateTable('consent')
      .set({ withdrawn_at: now })
      .where('account_id', '=', accountId)
      .where('withdrawn_at', 'is', null)
      .execute();
    await trx
      .updateTable('session')
      .set({ ended_at: now })
      .where('account_id', '=', accountId)
      .where('token_hash', '<>', asker.session)
      .where('ended_at', 'is', null)
      .execute();
    await notify(trx, { accountId, kind: 'deletion-asked', params: {}, sms: true }, now);
    await appendAudit(trx, actor, 'account.ask-deletion', { kind: 'account', id: accountId });
  });
  return readDeletion(context, accountId);
}

/** Undoes a deletion whose keys are still there; without one, nothing changes. */
export async function undoDeletion(
  context: Pick<Context, 'db' | 'clock'>,
  accountId: string,
  actor: Actor,
): Promise<DeletionView> {
  await context.db.transaction().execute(async (trx) => {
    const undone = await trx
      .deleteFrom('account_deletion')
      .where('account_id', '=', accountId)
      .where('done_at', 'is', null)
      .returning('account_id')
      .executeTakeFirst();
    if (undone === undefined) return;
    await notify(trx, { accountId, kind: 'deletion-undone', params: {}, sms: true }, context.clock());
    await appendAudit(trx, actor, 'account.undo-deletion', { kind: 'account', id: accountId });
  });
  return readDeletion(context, accountId);
}
