import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import type { StaffMember } from '../staff/staff-token.ts';
import { heldCase, refuse } from './held-case.ts';
import { placeOfNote } from './notes.ts';

/** Gives a case held back to the queue; one that lies there already stays. Throws `not-found`, `case-not-held`. */
export async function releaseCase(
  context: Pick<Context, 'db' | 'clock'>,
  staff: StaffMember,
  caseId: string,
  actor: Actor,
): Promise<void> {
  if ((await restingAs(context.db, caseId)) !== null) return;
  const row = await heldCase(context, staff, caseId, { actor, act: 'release' });
  await context.db.transaction().execute(async (trx) => {
    const given = await trx
      .updateTable('review_case')
      .set({ state: 'open', claimed_by: null, claimed_until: null })
      .where('person_id', '=', row.person_id)
      .where('case_id', '=', caseId)
      .where('state', '=', 'claimed')
      .where('claimed_by', '=', staff.staffId)
      .executeTakeFirst();
    if (given.numUpdatedRows === 0n) return;
    await appendAudit(trx, actor, 'review.release', { kind: 'review-case', id: caseId });
  });
}

/** Hands a case held on to an approver, with a note that stays sealed; once is enough. Throws `not-found`, `case-not-held`. */
export async function escalateCase(
  context: Pick<Context, 'db' | 'clock' | 'keys'>,
  staff: StaffMember,
  { caseId, note }: { readonly caseId: string; readonly note: string },
  actor: Actor,
): Promise<void> {
  const { db, keys } = context;
  const isDone = async () => (await restingAs(db, caseId))?.escalated_by === staff.staffId;
  if (await isDone()) return;
  const row = await heldCase(context, staff, caseId, { actor, act: 'escalate' });
  const sealed = keys.seal(row.data_key, placeOfNote(caseId, 'escalation'), Buffer.from(note));
  const handedOn = await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('review_case')
      .set({
        state: 'open',
        claimed_by: null,
        claimed_until: null,
        escalated: true,
        escalated_by: staff.staffId,
        escalation_note: sealed,
      })
      .where('person_id', '=', row.person_id)
      .where('case_id', '=', caseId)
      .where('state', '=', 'claimed')
      .where('claimed_by', '=', staff.staffId)
      .executeTakeFirst();
    if (numUpdatedRows > 0n)
      await appendAudit(trx, actor, 'review.escalate', { kind: 'review-case', id: caseId });
    return numUpdatedRows > 0n;
  });
  if (!handedOn && !(await isDone())) await refuse(db, caseId, actor, 'escalate');
}

/** A case that nobody has in hand, else null: a second tap, or a call whose answer was lost, is no try at another's case. */
async function restingAs(db: Kysely<Database>, caseId: string) {
  const row = await db
    .selectFrom('review_case')
    .select('escalated_by')
    .where('case_id', '=', caseId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row ?? null;
}
