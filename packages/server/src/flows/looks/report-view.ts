import type { LookReportView } from '@suizheng/domain/contract/looks.ts';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { LookReportTable } from '../../db/tables/looks.ts';
import { placeOfReportAnswer, placeOfReportNote } from '../look-reports/sealed-places.ts';

type Row = Selectable<LookReportTable> & { readonly data_key: Buffer };

/** Reports of an account, by the evidence they are about. */
export async function reportsOf(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  accountId: string,
): Promise<ReadonlyMap<string, LookReportView>> {
  const rows = await db
    .selectFrom('look_report as r')
    .innerJoin('account as o', 'o.account_id', 'r.account_id')
    .selectAll('r')
    .select('o.data_key')
    .where('r.account_id', '=', accountId)
    .execute();
  return new Map(rows.map((row) => [row.evidence_id, viewReport(keys, row)]));
}

/** Every report of an account with what it is about: for the copy of one's data; they are few. */
export async function* reportPages(context: Pick<Context, 'db' | 'keys'>, accountId: string) {
  const reports = await reportsOf(context, accountId);
  yield [...reports].map(([evidence, { id: _, ...report }]) => ({ evidence, ...report }));
}

/** A report as its holder sees it. */
export function viewReport(keys: Context['keys'], row: Row): LookReportView {
  const open = (place: string, sealed: Buffer | null): string | null =>
    sealed === null ? null : keys.open(row.data_key, place, sealed).toString('utf8');
  return {
    id: row.report_id,
    state: row.state,
    reason: row.reason,
    note: open(placeOfReportNote(row.report_id), row.note),
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    answer: open(placeOfReportAnswer(row.report_id), row.answer),
  };
}
