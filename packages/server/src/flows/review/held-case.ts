import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import type { StaffMember } from '../staff/staff-token.ts';

/** A case with what its application and person keep sealed. */
export function selectCases(db: Kysely<Database>) {
  return db
    .selectFrom('review_case as c')
    .innerJoin('person as p', 'p.person_id', 'c.person_id')
    .innerJoin('application as a', (join) =>
      join.onRef('a.person_id', '=', 'c.person_id').onRef('a.application_id', '=', 'c.application_id'),
    )
    .selectAll('c')
    .select([
      'p.data_key',
      'p.sealed as person_sealed',
      'a.sealed',
      'a.state as application_state',
      'a.declined_face',
    ]);
}

/** One row of `selectCases`. */
export type CaseRow = Awaited<ReturnType<ReturnType<typeof selectCases>['executeTakeFirstOrThrow']>>;

/** True while the reviewer holds the case. */
export function holds(
  staff: Pick<StaffMember, 'staffId'>,
  row: Pick<CaseRow, 'state' | 'claimed_by' | 'claimed_until'>,
  now: Date,
): boolean {
  return row.state === 'claimed' && row.claimed_by === staff.staffId && row.claimed_until! > now;
}

/** The case if the reviewer holds it now; throws `not-found`, or `case-not-held`, which is audited with the act tried. */
export async function heldCase(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  staff: StaffMember,
  caseId: string,
  { actor, act }: { readonly actor: Actor; readonly act: string },
): Promise<CaseRow> {
  const row = await selectCases(db).where('c.case_id', '=', caseId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  if (!holds(staff, row, clock())) await refuse(db, caseId, actor, act);
  return row;
}

/** Refuses with `case-not-held`, and keeps in the audit log who tried what. */
export async function refuse(
  db: Kysely<Database>,
  caseId: string,
  actor: Actor,
  act: string,
): Promise<never> {
  await appendAudit(db, actor, 'review.refused', { kind: 'review-case', id: caseId }, { act });
  throw new AppError('case-not-held');
}
