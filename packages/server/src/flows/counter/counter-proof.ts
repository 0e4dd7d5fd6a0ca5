import type { CounterRefusal } from '@suizheng/domain/policy/counter.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import type { Doing, Visit } from './visit.ts';

/** What an officer found about the person of an application. */
export type Finding = {
  readonly applicationId: string;
  readonly outcome: 'accept' | 'refuse';
  readonly reason: CounterRefusal | null;
  /** The officer's words, sealed. */
  readonly note: Buffer | null;
};

/** The application of the fact with this id, or null: a repetition finds what the first call wrote. */
export async function proofApplication(
  { db }: Pick<Context, 'db'>,
  personId: string,
  proofId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('proof')
    .select('application_id')
    .where('person_id', '=', personId)
    .where('proof_id', '=', proofId)
    .executeTakeFirst();
  return row?.application_id ?? null;
}

/** Adds the officer's look as a fact (A6): it names the officer, the counter and the document seen. */
export async function addCounterProof(
  trx: Kysely<Database>,
  officer: StaffMember,
  visit: Visit,
  { applicationId, outcome, reason, note }: Finding,
  { operationId, actor }: Pick<Doing, 'operationId' | 'actor'>,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('proof')
    .values({
      person_id: visit.personId,
      application_id: applicationId,
      proof_id: operationId,
      rung: 'counter',
      outcome,
      reasons: JSON.stringify(reason === null ? [] : [{ code: reason }]),
      measurements: note === null ? null : JSON.stringify({ note: note.toString('base64') }),
      staff_id: officer.staffId,
      counter: visit.counter,
      document_seen: visit.documentKind,
      at: now,
    })
    .execute();
  await appendAudit(
    trx,
    actor,
    `counter.${outcome}`,
    { kind: 'application', id: applicationId },
    {
      person: visit.personId,
      visit: visit.visitId,
      counter: visit.counter,
      document: visit.documentKind,
      reason,
    },
  );
}
