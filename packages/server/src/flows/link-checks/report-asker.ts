import { randomUUID } from 'node:crypto';
import { deadlineOf } from '@suizheng/domain/policy/deadline.ts';
import { lookReportPolicy } from '@suizheng/domain/policy/look-reports.ts';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { LinkCheckTable } from '../../db/tables/link-checks.ts';

/** A holder's report of who asked: it goes to the officers who read the reports of looks, and is seen there as one of them. */
export async function reportAsker(
  trx: Kysely<Database>,
  row: Selectable<LinkCheckTable>,
  now: Date,
): Promise<void> {
  if (row.account_id === null) return;
  const party = await trx
    .selectFrom('relying_party as r')
    .innerJoin('organisation as o', 'o.organisation_id', 'r.organisation_id')
    .select('o.name')
    .where('r.party_id', '=', row.party_id)
    .executeTakeFirst();
  await trx
    .insertInto('look_report')
    .values({
      account_id: row.account_id,
      report_id: randomUUID(),
      evidence_id: row.evidence_id,
      kind: 'service',
      organisation: party?.name ?? null,
      reader_id: null,
      client_id: row.client_id,
      party_id: row.party_id,
      purpose: row.purpose,
      looked_at: row.asked_at,
      reason: 'unknown',
      note: null,
      state: 'received',
      created_at: now,
      due_at: deadlineOf(lookReportPolicy.answeredWithin, now),
      decided_by: null,
      decided_at: null,
      answer: null,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'evidence_id']).doNothing())
    .execute();
}
