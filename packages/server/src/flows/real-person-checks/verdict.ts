import type { Reason } from '@suizheng/domain/policy/decision.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { type CheckRow, selectChecks } from '../../db/checks.ts';
import type { Database } from '../../db/schema.ts';
import { settle } from '../settle/settle.ts';
import { renewAfterCheck } from './renew-after-check.ts';

/** A check is named by its person first. */
export type CheckKey = { readonly personId: string; readonly checkId: string };

/** What a check came to. */
export type Verdict = {
  readonly outcome: 'accept' | 'review' | 'refuse';
  readonly reasons: readonly Reason[];
  /** Without images and embeddings; null when nothing was measured. */
  readonly measurement: unknown;
  readonly fingerprints: readonly string[];
};

type VerdictContext = Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>;

const STATES = { accept: 'accepted', review: 'in-review', refuse: 'refused' } as const;

/** Ends a check as refused without measuring; the try counts. */
export async function refuseCheck(
  context: VerdictContext,
  key: CheckKey,
  reasons: readonly Reason[],
  actor: Actor,
): Promise<void> {
  const row = await checkBy(context.db, key);
  if (!row) return;
  await recordVerdict(
    context,
    row,
    { outcome: 'refuse', reasons, measurement: null, fingerprints: [] },
    actor,
  );
}

/**
 * Writes a verdict with what follows from it, once: whoever comes second finds the check ended and changes nothing.
 * The pictures go, unless a person must look at them (A12). For an application the proof is a fact, and settle runs.
 */
export async function recordVerdict(
  context: VerdictContext,
  row: CheckRow,
  verdict: Verdict,
  actor: Actor,
): Promise<void> {
  const now = context.clock();
  await context.db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('real_person_check')
      .set({
        state: STATES[verdict.outcome],
        reasons: JSON.stringify(verdict.reasons),
        fingerprints: [...verdict.fingerprints],
        reference: null,
        ended_at: now,
      })
      .where('person_id', '=', row.person_id)
      .where('check_id', '=', row.check_id)
      .where('state', 'in', ['capturing', 'measuring'])
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return;
    if (verdict.outcome !== 'review') await deleteFramesOf(trx, row);
    if (row.application_id !== null) await addProof(trx, row, row.application_id, verdict);
    if (verdict.outcome === 'accept') await renewAfterCheck(trx, context, row);
    const detail = { outcome: verdict.outcome, reasons: verdict.reasons.map((reason) => reason.code) };
    const object = { kind: 'real-person-check', id: row.check_id };
    await appendAudit(trx, actor, 'real-person-check.verdict', object, detail);
  });
  if (row.application_id === null) return;
  await settle(context, { personId: row.person_id, applicationId: row.application_id }, actor);
}

/** The check with this key, or undefined. */
export function checkBy(db: Kysely<Database>, key: CheckKey): Promise<CheckRow | undefined> {
  return selectChecks(db)
    .where('k.person_id', '=', key.personId)
    .where('k.check_id', '=', key.checkId)
    .executeTakeFirst();
}

/** Deletes the pictures of one check. */
export async function deleteFramesOf(trx: Kysely<Database>, row: CheckRow): Promise<void> {
  await trx
    .deleteFrom('check_frame')
    .where('person_id', '=', row.person_id)
    .where('check_id', '=', row.check_id)
    .execute();
}

async function addProof(
  trx: Kysely<Database>,
  row: CheckRow,
  applicationId: string,
  verdict: Verdict,
): Promise<void> {
  await trx
    .insertInto('proof')
    .values({
      person_id: row.person_id,
      application_id: applicationId,
      // The check's own id: however often a verdict is written, it is one proof.
      proof_id: row.check_id,
      rung: 'real-person',
      outcome: verdict.outcome,
      reasons: JSON.stringify(verdict.reasons),
      measurements: verdict.measurement === null ? null : JSON.stringify(verdict.measurement),
      staff_id: null,
      // When the last picture arrived, not when somebody found the time to judge it: B5 counts from there.
      at: row.step_opened_at,
    })
    .execute();
}
