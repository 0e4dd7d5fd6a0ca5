import { parseReference } from '@suizheng/domain/application/reference.ts';
import type { VisitView } from '@suizheng/domain/contract/people.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { CounterRefusal } from '@suizheng/domain/policy/counter.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { settle } from '../settle/settle.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { addCounterProof, proofApplication } from './counter-proof.ts';
import { acceptance } from './person-view.ts';
import { type Doing, refusedFields, type Visit, type VisitContext, viewVisit, visitOf } from './visit.ts';

/** What an officer decides about the person of an application. */
export type CounterDecision = {
  readonly outcome: 'accept' | 'refuse';
  readonly reason: CounterRefusal | null;
  readonly note: string;
  /** The code on the phone that applied; empty where accepting needs none. */
  readonly reference: string;
};

/**
 * Accepts or refuses the person of an open application (A6): a fact, and then settle decides: an accepted applicant of a
 * credential gets it on their phone. The same decision by another officer a moment later changes nothing; the contrary
 * one is `wrong-state`. Throws `not-found` for an application of somebody else.
 */
export async function decideAtCounter(
  context: VisitContext,
  officer: StaffMember,
  { visitId, applicationId }: { visitId: string; applicationId: string },
  decision: CounterDecision,
  doing: Doing,
): Promise<VisitView> {
  if (decision.outcome === 'refuse' && decision.reason === null)
    throw refusedFields(['reason', 'field.required']);
  const visit = await visitOf(context, officer, visitId);
  const key = { personId: visit.personId, applicationId };
  if ((await proofApplication(context, visit.personId, doing.operationId)) === null)
    await record(context, officer, visit, applicationId, decision, doing);
  await settle(context, key, doing.actor);
  return viewVisit(context, visit, doing.locale);
}

async function record(
  { db, keys, clock }: VisitContext,
  officer: StaffMember,
  visit: Visit,
  applicationId: string,
  { outcome, reason, note, reference }: CounterDecision,
  doing: Doing,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('application as a')
      .innerJoin('person as p', 'p.person_id', 'a.person_id')
      .leftJoin('account as o', 'o.account_id', 'a.account_id')
      .select(['a.state', 'a.procedure', 'a.medium', 'a.lapses_at', 'p.data_key'])
      .select('o.person_id as holder_id')
      .where('a.person_id', '=', visit.personId)
      .where('a.application_id', '=', applicationId)
      .forUpdate('a')
      .executeTakeFirst();
    if (!row) throw new AppError('not-found');
    const last = await lastOutcome(trx, visit.personId, applicationId);
    if (last === outcome) return;
    // Between another officer's fact and its settling the application is still open: the first fact stands.
    const accept = acceptance(row, row.holder_id === visit.personId);
    if (last !== null || accept === 'no' || clock() >= row.lapses_at) throw new AppError('wrong-state');
    if (outcome === 'accept' && accept === 'by-face-sign') throw new AppError('wrong-state');
    if (outcome === 'accept' && accept === 'by-code' && !names(reference, applicationId))
      throw refusedFields(['reference', 'reference.mismatch']);
    const words = outcome === 'refuse' && note !== '' ? Buffer.from(note) : null;
    const sealed = words && keys.seal(row.data_key, `proof-note:${doing.operationId}`, words);
    const finding = { applicationId, outcome, reason: outcome === 'refuse' ? reason : null, note: sealed };
    await addCounterProof(trx, officer, visit, finding, doing, clock());
  });
}

/** True when the code is this application's. */
function names(reference: string, applicationId: string): boolean {
  const range = parseReference(reference);
  return range !== null && range.from <= applicationId && applicationId <= range.to;
}

async function lastOutcome(trx: Kysely<Database>, personId: string, applicationId: string) {
  const row = await trx
    .selectFrom('proof')
    .select('outcome')
    .where('person_id', '=', personId)
    .where('application_id', '=', applicationId)
    .where('rung', '=', 'counter')
    .orderBy('at', 'desc')
    .executeTakeFirst();
  return row?.outcome ?? null;
}
