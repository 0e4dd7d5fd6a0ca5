import type { EnrolmentLinkView, StaffMemberView } from '@suizheng/domain/contract/staff.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { CounterLevel } from '@suizheng/domain/policy/counter-level.ts';
import type { StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { inviteStaff, type NewStaff, newEnrolmentLink, ownIndex, revokeStaff } from './add-staff.ts';
import type { StaffMember } from './staff-token.ts';

/** People in one answer. */
const AT_MOST = 1_000;

/** Everybody who ever was staff, newest first. */
export async function listStaff({ db }: Pick<Context, 'db'>, now: Date): Promise<StaffMemberView[]> {
  const rows = await select(db, now).orderBy('m.created_at', 'desc').limit(AT_MOST).execute();
  return rows.map(view);
}

/** Adds somebody; answers their enrolment link once. */
export async function addByLink(
  context: Pick<Context, 'db' | 'keys' | 'random' | 'mode'>,
  caller: StaffMember,
  staff: Omit<NewStaff, 'personIndex' | 'counterLevel'> & {
    readonly number?: string | undefined;
    readonly counterLevel?: CounterLevel | undefined;
  },
  { operationId, actor, now }: { operationId: string; actor: Actor; now: Date },
): Promise<EnrolmentLinkView> {
  const createdBy = caller.staffId;
  const { name, counter, counterLevel, number } = staff;
  const roles = [...new Set(staff.roles)];
  const personIndex = number ? ownIndex(context, number) : null;
  // Through this page nobody gets a permanent token, not even in a sandbox.
  const sealed = { ...context, mode: { sandbox: false } };
  const { link, expiresAt } = await inviteStaff(
    sealed,
    actor,
    { name, counter, ...(counterLevel ? { counterLevel } : {}), roles, personIndex },
    { staffId: operationId, createdBy, now },
  );
  return { staff: await one(context.db, operationId, now), link, expiresAt: expiresAt.toISOString() };
}

/** A new link for somebody who lost a factor; throws `not-found`, `wrong-state` (their access ended). */
export async function renewEnrolment(
  context: Pick<Context, 'db' | 'keys' | 'random'>,
  caller: StaffMember,
  staffId: string,
  actor: Actor,
  now: Date,
): Promise<EnrolmentLinkView> {
  const { link, expiresAt } = await context.db.transaction().execute(async (trx) => {
    await lockActive(trx, staffId);
    await appendAudit(trx, actor, 'staff.renew-enrolment', { kind: 'staff', id: staffId });
    return newEnrolmentLink(trx, context, { staffId, createdBy: caller.staffId, now });
  });
  return { staff: await one(context.db, staffId, now), link, expiresAt: expiresAt.toISOString() };
}

/** Changes somebody's roles, and the level of their counter where one is given, at once; throws `not-allowed` for one's own, `not-found`, `wrong-state`. */
export async function setRoles(
  { db }: Pick<Context, 'db'>,
  caller: StaffMember,
  staffId: string,
  asked: { readonly roles: readonly StaffRole[]; readonly counterLevel?: CounterLevel | undefined },
  actor: Actor,
  now: Date,
): Promise<StaffMemberView> {
  refuseOwn(caller, staffId);
  const roles = [...new Set(asked.roles)];
  await db.transaction().execute(async (trx) => {
    const before = await lockActive(trx, staffId);
    const counter_level = asked.counterLevel ?? before.counter_level;
    await trx.updateTable('staff').set({ roles, counter_level }).where('staff_id', '=', staffId).execute();
    const detail = { before: before.roles, roles, levelBefore: before.counter_level, level: counter_level };
    await appendAudit(trx, actor, 'staff.set-roles', { kind: 'staff', id: staffId }, detail);
  });
  return one(db, staffId, now);
}

/** Ends somebody's access at once; throws `not-allowed` for one's own, `not-found`, `wrong-state` (ended before). */
export async function endAccess(
  context: Pick<Context, 'db'>,
  caller: StaffMember,
  staffId: string,
  actor: Actor,
  now: Date,
): Promise<StaffMemberView> {
  refuseOwn(caller, staffId);
  const ended = await revokeStaff(context, actor, staffId, now);
  const member = await one(context.db, staffId, now);
  if (!ended) throw new AppError('wrong-state');
  return member;
}

/** Whoever could change their own rights would need nobody else. */
function refuseOwn(caller: StaffMember, staffId: string): void {
  if (caller.staffId === staffId) throw new AppError('not-allowed');
}

async function lockActive(trx: Kysely<Database>, staffId: string) {
  const row = await trx
    .selectFrom('staff')
    .select(['roles', 'counter_level', 'revoked_at'])
    .where('staff_id', '=', staffId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found');
  if (row.revoked_at !== null) throw new AppError('wrong-state');
  return row;
}

function select(db: Kysely<Database>, now: Date) {
  return db
    .selectFrom('staff as m')
    .select([
      'm.staff_id',
      'm.name',
      'm.counter',
      'm.counter_level',
      'm.roles',
      'm.created_at',
      'm.revoked_at',
    ])
    .select([
      sql<boolean>`m.token_hash is not null or exists (select 1 from staff_factor f where f.staff_id = m.staff_id)`.as(
        'enrolled',
      ),
      sql<boolean>`exists (select 1 from staff_session s
        where s.staff_id = m.staff_id and s.ended_at is null and s.expires_at > ${now})`.as('signed_in'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

async function one(db: Kysely<Database>, staffId: string, now: Date): Promise<StaffMemberView> {
  const row = await select(db, now).where('m.staff_id', '=', staffId).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found');
  return view(row);
}

function view(row: Row): StaffMemberView {
  return {
    id: row.staff_id,
    name: row.name,
    counter: row.counter,
    counterLevel: row.counter_level,
    roles: row.roles,
    state: row.revoked_at !== null ? 'ended' : row.enrolled ? 'enrolled' : 'invited',
    signedIn: row.signed_in,
    createdAt: row.created_at.toISOString(),
  };
}
