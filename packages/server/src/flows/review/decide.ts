import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Reason } from '@suizheng/domain/policy/decision.ts';
import {
  followsFrom,
  type ReviewReasonCode,
  reviewReasonsFor,
} from '@suizheng/domain/policy/review-reasons.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { settle } from '../settle/settle.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { forgetPictures } from './forget-pictures.ts';
import { type CaseRow, holds, refuse, selectCases } from './held-case.ts';
import { placeOfNote } from './notes.ts';

/** What a reviewer found. */
export type Finding =
  | { readonly outcome: 'accept'; readonly note?: string | undefined }
  | {
      readonly outcome: 'refuse';
      readonly reasons: readonly ReviewReasonCode[];
      readonly note?: string | undefined;
    };

type DecideContext = Pick<Context, 'db' | 'pool' | 'clock' | 'random' | 'keys'>;

type Opinion = { readonly outcome: 'accept' | 'refuse'; readonly reasons: readonly Reason[] };

/**
 * Records an opinion, and when it is the last one needed, the proof, in one transaction that also deletes the pictures
 * (A12); then settle decides. A second reviewer looks, without seeing the first opinion, at what was drawn for it and at
 * every fraud; an approver when the two disagree. Repeating one's own opinion is harmless. Throws `not-found`,
 * `case-not-held`, `wrong-state` when the applicant took the application back, `validation-failed` for a reason of another kind of case.
 */
export async function decideCase(
  context: DecideContext,
  staff: StaffMember,
  { caseId, finding }: { readonly caseId: string; readonly finding: Finding },
  actor: Actor,
): Promise<void> {
  const now = context.clock();
  const done = await context.db.transaction().execute(async (trx) => {
    const row = await selectCases(trx).where('c.case_id', '=', caseId).forUpdate('c').executeTakeFirst();
    if (!row) throw new AppError('not-found');
    const before = await opinionsOf(trx, row);
    const mine = before.find((one) => one.staff_id === staff.staffId);
    if (mine) {
      if (mine.outcome !== finding.outcome) throw new AppError('wrong-state');
      return { row, decided: row.state === 'decided' };
    }
    if (!holds(staff, row, now)) return null;
    if (row.application_state !== 'in-review' || (row.kind === 'face' && row.declined_face))
      throw new AppError('wrong-state');
    const opinion = opinionOf(row, finding);
    await addOpinion(trx, context.keys, row, staff, { opinion, note: finding.note, now });
    const verdict = verdictOf(row, before, opinion);
    if (verdict) await addProof(trx, row, staff, verdict, now);
    await moveOn(trx, row, verdict !== null, now);
    const detail = {
      round: row.round,
      outcome: opinion.outcome,
      reasons: opinion.reasons.map(({ code }) => code),
      decided: verdict !== null,
    };
    await appendAudit(trx, actor, 'review.opinion', { kind: 'review-case', id: caseId }, detail);
    return { row, decided: verdict !== null };
  });
  if (done === null) return refuse(context.db, caseId, actor, 'decide');
  if (!done.decided) return;
  await settle(context, { personId: done.row.person_id, applicationId: done.row.application_id }, actor);
}

function opinionOf(row: CaseRow, finding: Finding): Opinion {
  if (finding.outcome === 'accept') return { outcome: 'accept', reasons: [] };
  const known = reviewReasonsFor(row.kind);
  if (!finding.reasons.every((code) => known.includes(code)))
    throw new AppError('validation-failed', { fields: [{ field: 'reasons', code: 'field.invalid' }] });
  return { outcome: 'refuse', reasons: [...new Set(finding.reasons)].map((code) => ({ code })) };
}

/** What an opinion comes to for the citizen; two reviewers agree when it is the same. */
function consequenceOf({ outcome, reasons }: Opinion): 'accept' | 'refuse' | 'fraud' {
  if (outcome === 'accept') return 'accept';
  return reasons.some(({ code }) => followsFrom(code) === 'fraud') ? 'fraud' : 'refuse';
}

/** The verdict that the opinions make with this last one, or null when another opinion is needed. */
function verdictOf(row: CaseRow, before: readonly Opinion[], opinion: Opinion): Opinion | null {
  const first = before[0];
  if (row.round >= 3) return opinion;
  if (!first) return row.second_look || consequenceOf(opinion) === 'fraud' ? null : opinion;
  if (consequenceOf(first) !== consequenceOf(opinion)) return null;
  const codes = new Set([...first.reasons, ...opinion.reasons].map(({ code }) => code));
  return { outcome: opinion.outcome, reasons: [...codes].map((code) => ({ code })) };
}

function opinionsOf(trx: Kysely<Database>, row: CaseRow) {
  return trx
    .selectFrom('review_opinion')
    .select(['staff_id', 'outcome', 'reasons'])
    .where('person_id', '=', row.person_id)
    .where('case_id', '=', row.case_id)
    .orderBy('round')
    .execute();
}

async function addOpinion(
  trx: Kysely<Database>,
  keys: Context['keys'],
  row: CaseRow,
  { staffId }: StaffMember,
  { opinion, note, now }: { opinion: Opinion; note: string | undefined; now: Date },
): Promise<void> {
  await trx
    .insertInto('review_opinion')
    .values({
      person_id: row.person_id,
      case_id: row.case_id,
      round: row.round,
      staff_id: staffId,
      outcome: opinion.outcome,
      reasons: JSON.stringify(opinion.reasons),
      // A reviewer's words may name people.
      note: note ? keys.seal(row.data_key, placeOfNote(row.case_id, row.round), Buffer.from(note)) : null,
      at: now,
    })
    .execute();
}

/**
 * The verdict as a fact of the ladder: about the documents, or about the face, whose check it ends. After every earlier
 * proof, whatever the clocks say: the last proof is the one that counts.
 */
async function addProof(
  trx: Kysely<Database>,
  row: CaseRow,
  staff: StaffMember,
  verdict: Opinion,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('proof')
    .values({
      person_id: row.person_id,
      application_id: row.application_id,
      // The case's own id: however often a verdict is written, it is one proof.
      proof_id: row.case_id,
      rung: row.kind === 'face' ? 'real-person' : 'document-review',
      outcome: verdict.outcome,
      reasons: JSON.stringify(verdict.reasons),
      measurements: null,
      staff_id: staff.staffId,
      counter: staff.counter,
      at: sql<Date>`greatest(${now}::timestamptz, (select max(at) + interval '1 millisecond' from proof
        where person_id = ${row.person_id} and application_id = ${row.application_id}))`,
    })
    .execute();
  await forgetPictures(trx, row, verdict, now);
}

async function moveOn(trx: Kysely<Database>, row: CaseRow, decided: boolean, now: Date): Promise<void> {
  const next = decided
    ? { state: 'decided' as const, decided_at: now }
    : { state: 'open' as const, round: row.round + 1, escalated: false };
  await trx
    .updateTable('review_case')
    .set({ ...next, claimed_by: null, claimed_until: null })
    .where('person_id', '=', row.person_id)
    .where('case_id', '=', row.case_id)
    .execute();
}
