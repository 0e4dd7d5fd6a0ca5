import type { LookReportView } from '@suizheng/domain/contract/looks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { type LookReportReason, lookReportPolicy } from '@suizheng/domain/policy/look-reports.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { placeOfReportNote } from '../look-reports/sealed-places.ts';
import { questionsAbout } from './list-history.ts';
import { type Holder, ownLooks } from './own-looks.ts';
import { reportsOf } from './report-view.ts';

type Reported = {
  readonly evidenceId: string;
  readonly reason: LookReportReason;
  readonly note: string | null;
};

/**
 * Hands a look, or a question about the holder, to the officers (T5). One report for each: the same again answers the
 * first. Throws `not-found` for what is not the holder's, `too-many-requests` past the day's number.
 */
export async function reportLookOf(
  context: Pick<Context, 'db' | 'keys' | 'limits'>,
  holder: Holder,
  { evidenceId, reason, note }: Reported,
  { actor, now, operationId }: { actor: Actor; now: Date; operationId: string },
): Promise<LookReportView> {
  const { db, keys } = context;
  const { accountId } = holder;
  const about = await whatWasSeen(context, holder, evidenceId, now);
  if (context.limits) {
    await countAttempt(context, 'look-reports-of', Buffer.from(accountId), lookReportPolicy.reports, now);
  }
  await db.transaction().execute(async (trx) => {
    const { data_key } = await trx
      .selectFrom('account')
      .select('data_key')
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    const sealed = note === null || note === '' ? null : Buffer.from(note);
    const made = await trx
      .insertInto('look_report')
      .values({
        account_id: accountId,
        report_id: operationId,
        evidence_id: evidenceId,
        ...about,
        reason,
        note: sealed && keys.seal(data_key, placeOfReportNote(operationId), sealed),
        state: 'received',
        created_at: now,
        due_at: deadlineOf(lookReportPolicy.answeredWithin, now),
        decided_by: null,
        decided_at: null,
        answer: null,
      })
      .onConflict((conflict) => conflict.columns(['account_id', 'evidence_id']).doNothing())
      .returning('report_id')
      .executeTakeFirst();
    if (!made) return;
    const object = { kind: 'look-report', id: operationId };
    await appendAudit(trx, actor, 'look-report.make', object, { evidence: evidenceId, reason });
  });
  return (await reportsOf(context, accountId)).get(evidenceId)!;
}

/** Who looked, as the report keeps it. */
async function whatWasSeen(
  context: Pick<Context, 'db' | 'keys'>,
  holder: Holder,
  evidenceId: string,
  now: Date,
) {
  const [look] = await ownLooks(context.db, holder, { lookId: evidenceId, now });
  if (look) {
    const { organisation, reader_id, client_id, party_id, purpose, at } = look;
    return { kind: 'look', organisation, reader_id, client_id, party_id, purpose, looked_at: at } as const;
  }
  const asked = (await questionsAbout(context, holder)).find((one) => one.evidenceId === evidenceId);
  if (!asked) throw new AppError('not-found');
  const { organisation, partyId, purpose, at } = asked;
  return {
    kind: 'service',
    organisation,
    reader_id: null,
    client_id: null,
    party_id: partyId,
    purpose,
    looked_at: at,
  } as const;
}
