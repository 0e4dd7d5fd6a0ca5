import { isFinal } from '@suizheng/domain/application/state.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Reason } from '@suizheng/domain/policy/decision.ts';
import { waysOf } from '@suizheng/domain/policy/ladder.ts';
import type { Rung } from '@suizheng/domain/policy/level.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { type ApplicationRow, applicationOf, factsOf } from '../../db/applications.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';

/** An application of the account, for whoever wants to take one of its rungs; throws `not-found`. */
export async function applicationForRung(
  { db }: Pick<Context, 'db'>,
  accountId: string,
  applicationId: string,
): Promise<ApplicationRow> {
  const row = await applicationOf(db, accountId, applicationId);
  if (!row) throw new AppError('not-found');
  return row;
}

/** True while the applicant may take this rung: it is a way of the procedure that is open, and nothing is decided. */
export function mayTake(row: ApplicationRow, rung: Rung, now: Date): boolean {
  if (isFinal(row.state) || now >= row.lapses_at) return false;
  const ladder = procedureById(row.procedure)?.ladder ?? [];
  return waysOf(ladder, factsOf(row), now).some((step) => step.rung === rung);
}

/** A fact about the subject as it is stored. */
export type NewProof = {
  readonly proofId: string;
  readonly rung: Rung;
  readonly outcome: 'accept' | 'refuse';
  readonly reasons: readonly Reason[];
};

/** Stores a proof with its audit event; one that is there already is left as it is. Whoever calls it settles after the commit. */
export async function addProof(
  trx: Kysely<Database>,
  { personId, applicationId }: { readonly personId: string; readonly applicationId: string },
  { proofId, rung, outcome, reasons }: NewProof,
  actor: Actor,
  now: Date,
): Promise<void> {
  const inserted = await trx
    .insertInto('proof')
    .values({
      person_id: personId,
      application_id: applicationId,
      proof_id: proofId,
      rung,
      outcome,
      reasons: JSON.stringify(reasons),
      measurements: null,
      staff_id: null,
      at: now,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'application_id', 'proof_id']).doNothing())
    .returning('proof_id')
    .executeTakeFirst();
  if (!inserted) return;
  const object = { kind: 'application', id: applicationId };
  const detail = { rung, outcome, reasons: reasons.map((reason) => reason.code) };
  await appendAudit(trx, actor, 'application.prove', object, detail);
}
