import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { tokenHash } from '../accounts/session.ts';

/** Who is added: name as the workbench shows it, the counter, the roles. */
export type NewStaff = {
  readonly name: string;
  readonly counter: string;
  readonly roles: readonly StaffRole[];
};

/** Adds a member of staff; the token `szs_…` is answered once and kept only as a hash. */
export async function addStaff(
  { db, random }: Pick<Context, 'db' | 'random'>,
  actor: Actor,
  { name, counter, roles }: NewStaff,
  now: Date,
): Promise<{ staffId: string; token: string }> {
  const staffId = randomUUID();
  const token = `szs_${Buffer.from(random(32)).toString('base64url')}`;
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('staff')
      .values({
        staff_id: staffId,
        name,
        counter,
        roles: [...roles],
        token_hash: tokenHash(token),
        created_at: now,
        revoked_at: null,
      })
      .execute();
    await appendAudit(trx, actor, 'staff.add', { kind: 'staff', id: staffId }, { roles: [...roles] });
  });
  return { staffId, token };
}

/** Ends a member of staff's access at once; false when there is nobody of that id, or they were ended before. */
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
    await appendAudit(trx, actor, 'staff.revoke', { kind: 'staff', id: staffId });
    return true;
  });
}
