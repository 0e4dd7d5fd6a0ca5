import type {
  answerReportedLook,
  ReportedLook,
  ReportedLookView,
} from '@suizheng/domain/contract/reported-looks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { purposesFor } from '@suizheng/domain/policy/staff-access.ts';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { refuseOneself } from '../counter/not-oneself.ts';
import { notify } from '../notifications/notify.ts';
import { ownPartiesOf, refuseOwnParty } from '../parties/own-party.ts';
import { auditLook } from '../staff/audit-look.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { placeOfReportAnswer, placeOfReportNote } from './sealed-places.ts';

type ReportContext = Pick<Context, 'db' | 'keys' | 'clock'>;
type Answer = z.output<NonNullable<typeof answerReportedLook.body>>;

/** Reports in one answer. */
const AT_MOST = 200;

/** Reports with the key that opens their words, never with who the holder is. */
function selectReports(db: Kysely<Database>) {
  return db
    .selectFrom('look_report as r')
    .innerJoin('account as a', 'a.account_id', 'r.account_id')
    .selectAll('r')
    .select(['a.data_key', 'a.person_id as holder']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectReports>['executeTakeFirstOrThrow']>>;

/**
 * Reports to answer, the earliest deadline first; or those answered, the latest first. None about a party to which the
 * reader belongs: by its time the party would know which of its questions it was, and so who complained.
 */
export async function listReportedLooks(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  list: 'received' | 'answered',
  staff: Pick<StaffMember, 'staffId'>,
): Promise<{ reports: ReportedLook[]; waiting: number; overdue: number }> {
  const own = await ownPartiesOf(db, staff.staffId);
  const rows = await selectReports(db)
    .where((row) =>
      own.length === 0
        ? row.lit(true)
        : row.or([row('r.party_id', 'is', null), row('r.party_id', 'not in', own)]),
    )
    .where('r.state', list === 'received' ? '=' : '<>', 'received')
    .orderBy(list === 'received' ? 'r.due_at' : 'r.decided_at', list === 'received' ? 'asc' : 'desc')
    .limit(AT_MOST)
    .execute();
  const counts = await db
    .selectFrom('look_report')
    .select((row) => [
      row.fn.countAll<string>().as('all'),
      row.fn.countAll<string>().filterWhere('due_at', '<', clock()).as('overdue'),
    ])
    .where('state', '=', 'received')
    .executeTakeFirstOrThrow();
  return {
    reports: rows.map(viewRow),
    waiting: Number(counts.all),
    overdue: Number(counts.overdue),
  };
}

/** One report with the holder’s words; the look is audited. Throws `not-found`, `not-allowed` about a party of one’s own. */
export async function readReportedLook(
  { db, keys }: ReportContext,
  reportId: string,
  { staff, actor }: { staff: StaffMember; actor: Actor },
): Promise<ReportedLookView> {
  const row = await selectReports(db).where('r.report_id', '=', reportId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  if (row.party_id !== null) await refuseOwn(db, staff.staffId, row.party_id);
  const purpose = purposesFor(staff.roles).includes('answer-holder') ? 'answer-holder' : 'inspection';
  await auditLook(db, actor, purpose, { kind: 'look-report', id: reportId });
  return viewReport(keys, row);
}

/**
 * Answers a report and tells the holder; the same answer again is harmless. Nobody answers about themself or their own
 * organisation. Throws `not-found`, `not-allowed`, and `wrong-state` once it was answered otherwise.
 */
export async function answerReport(
  { db, keys, clock }: ReportContext,
  reportId: string,
  { outcome, answer }: Answer,
  { staff, actor }: { staff: StaffMember; actor: Actor },
): Promise<ReportedLookView> {
  return db.transaction().execute(async (trx) => {
    const row = await selectReports(trx)
      .where('r.report_id', '=', reportId)
      .forUpdate('r')
      .executeTakeFirst();
    if (!row) throw new AppError('not-found');
    if (row.holder !== null) await refuseOneself(trx, staff.staffId, row.holder);
    if (row.party_id !== null) await refuseOwn(trx, staff.staffId, row.party_id);
    if (row.state === outcome && viewReport(keys, row).answer === answer) return viewReport(keys, row);
    if (row.state !== 'received') throw new AppError('wrong-state');
    const now = clock();
    const decided = {
      state: outcome,
      answer: keys.seal(row.data_key, placeOfReportAnswer(reportId), Buffer.from(answer)),
      decided_by: staff.staffId,
      decided_at: now,
    };
    await trx
      .updateTable('look_report')
      .set(decided)
      .where('account_id', '=', row.account_id)
      .where('report_id', '=', reportId)
      .where('state', '=', 'received')
      .execute();
    const object = { kind: 'look-report', id: reportId };
    await appendAudit(trx, actor, 'look-report.answer', object, { outcome, party: row.party_id });
    const params = { report: reportId, evidence: row.evidence_id };
    const news = { accountId: row.account_id, kind: 'look-report-answered', params, sms: true } as const;
    await notify(trx, news, now);
    return viewReport(keys, { ...row, ...decided });
  });
}

async function refuseOwn(trx: Kysely<Database>, staffId: string, partyId: string): Promise<void> {
  const party = await trx
    .selectFrom('relying_party')
    .select(['organisation_id', 'applied_by'])
    .where('party_id', '=', partyId)
    .executeTakeFirstOrThrow();
  await refuseOwnParty(trx, staffId, party);
}

function viewRow(row: Row): ReportedLook {
  return {
    id: row.report_id,
    state: row.state,
    organisation: row.organisation,
    partyId: row.party_id,
    purpose: row.purpose,
    lookedAt: row.looked_at.toISOString(),
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at.toISOString(),
  };
}

function viewReport(keys: Context['keys'], row: Row): ReportedLookView {
  const open = (place: string, sealed: Buffer | null): string | null =>
    sealed === null ? null : keys.open(row.data_key, place, sealed).toString('utf8');
  return {
    ...viewRow(row),
    evidenceId: row.evidence_id,
    kind: row.kind,
    note: open(placeOfReportNote(row.report_id), row.note),
    answer: open(placeOfReportAnswer(row.report_id), row.answer),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}
