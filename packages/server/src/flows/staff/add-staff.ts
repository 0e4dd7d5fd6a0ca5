import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { fieldErrors } from '@suizheng/domain/errors/problem.ts';
import { type CounterLevel, LOWEST_COUNTER } from '@suizheng/domain/policy/counter-level.ts';
import { STAFF_ACCESS_POLICY, type StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { residentIdNumber } from '@suizheng/domain/procedures/form-fields.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { tokenHash } from '../accounts/session.ts';
import { SECRET_BYTES } from './one-time-code.ts';
import { endStaffSessions } from './staff-session.ts';

/** Who is added: name as the workbench shows it, the counter, the roles. */
export type NewStaff = {
  readonly name: string;
  readonly counter: string;
  /** Level of that counter (L2); the lowest where absent. */
  readonly counterLevel?: CounterLevel;
  readonly roles: readonly StaffRole[];
  /** Keyed hash of their own resident ID number (`ownIndex`): they never get a case of their own to review. */
  readonly personIndex?: Buffer | null;
};

/** An enrolment link's secret part, answered once, and until when it works. */
export type EnrolmentLink = { readonly link: string; readonly expiresAt: Date };

/** Adds a member of staff with a permanent token `szs_…`, which only a sandbox takes; it is kept only as a hash. */
export async function addStaff(
  { db, random }: Pick<Context, 'db' | 'random'>,
  actor: Actor,
  staff: NewStaff,
  now: Date,
): Promise<{ staffId: string; token: string }> {
  const token = `szs_${Buffer.from(random(32)).toString('base64url')}`;
  const staffId = await db
    .transaction()
    .execute((trx) => insertStaff(trx, actor, staff, tokenHash(token), now, randomUUID()));
  return { staffId, token };
}

/** Adds a member of staff who enrols by a link; `staffId` makes a repetition meet the same row. In a sandbox a token besides. */
export async function inviteStaff(
  context: Pick<Context, 'db' | 'keys' | 'random' | 'mode'>,
  actor: Actor,
  staff: NewStaff,
  { staffId, createdBy, now }: { staffId: string; createdBy: string | null; now: Date },
): Promise<EnrolmentLink & { readonly token: string | null }> {
  const token = context.mode.sandbox ? `szs_${Buffer.from(context.random(32)).toString('base64url')}` : null;
  const link = await context.db.transaction().execute(async (trx) => {
    await insertStaff(trx, actor, staff, token === null ? null : tokenHash(token), now, staffId);
    return newEnrolmentLink(trx, context, { staffId, createdBy, now });
  });
  return { ...link, token };
}

/** Makes an enrolment link; those made before for the same member stop working. */
export async function newEnrolmentLink(
  trx: Kysely<Database>,
  { keys, random }: Pick<Context, 'keys' | 'random'>,
  { staffId, createdBy, now }: { staffId: string; createdBy: string | null; now: Date },
): Promise<EnrolmentLink> {
  const link = Buffer.from(random(32)).toString('base64url');
  const expiresAt = new Date(now.getTime() + STAFF_ACCESS_POLICY.enrolment.validForMs);
  const dataKey = keys.newDataKey();
  await trx
    .deleteFrom('staff_enrolment')
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute();
  await trx
    .insertInto('staff_enrolment')
    .values({
      code_hash: linkHash(link),
      staff_id: staffId,
      created_by: createdBy,
      created_at: now,
      expires_at: expiresAt,
      data_key: dataKey,
      secret: keys.seal(dataKey, placeOfFactor(staffId), random(SECRET_BYTES)),
    })
    .execute();
  return { link, expiresAt };
}

/** Hash under which a link is kept. */
export function linkHash(link: string): Buffer {
  return createHash('sha256').update(`enrolment ${link}`).digest();
}

/** Where a second factor's secret stands. */
export function placeOfFactor(staffId: string): string {
  return `staff-factor:${staffId}`;
}

/** The keyed hash by which a member of staff is known as a person; throws `validation-failed` on `number`. */
export function ownIndex({ keys, mode }: Pick<Context, 'keys' | 'mode'>, number: string): Buffer {
  const parsed = residentIdNumber(mode).safeParse(number);
  if (!parsed.success)
    throw new AppError('validation-failed', { fields: fieldErrors(parsed.error, 'number') });
  return keys.blindIndex('resident-number', parsed.data);
}

/** Ends a member of staff's access and sessions at once; false when there is nobody of that id, or they were ended before. */
export async function revokeStaff(
  { db }: Pick<Context, 'db'>,
  actor: Actor,
  staffId: string,
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const ended = await trx
      .updateTable('staff')
      .set({ revoked_at: now })
      .where('staff_id', '=', staffId)
      .where('revoked_at', 'is', null)
      .returning('staff_id')
      .executeTakeFirst();
    if (ended === undefined) return false;
    await endStaffSessions(trx, staffId, 'access-ended', now);
    await trx
      .deleteFrom('staff_enrolment')
      .where('staff_id', '=', staffId)
      .where('used_at', 'is', null)
      .execute();
    await appendAudit(trx, actor, 'staff.revoke', { kind: 'staff', id: staffId });
    return true;
  });
}

async function insertStaff(
  trx: Kysely<Database>,
  actor: Actor,
  { name, counter, counterLevel = LOWEST_COUNTER, roles, personIndex = null }: NewStaff,
  token_hash: Buffer | null,
  now: Date,
  staffId: string,
): Promise<string> {
  const made = await trx
    .insertInto('staff')
    .values({
      staff_id: staffId,
      name,
      counter,
      counter_level: counterLevel,
      roles: [...roles],
      token_hash,
      person_index: personIndex,
      created_at: now,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('staff_id').doNothing())
    .returning('staff_id')
    .executeTakeFirst();
  // A repetition after a crash: they were added then.
  if (made === undefined) return staffId;
  await appendAudit(
    trx,
    actor,
    'staff.add',
    { kind: 'staff', id: staffId },
    { roles: [...roles], counterLevel },
  );
  return staffId;
}
