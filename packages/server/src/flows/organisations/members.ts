import type { MemberView, OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { maskPersonName } from '@suizheng/domain/identifiers/person-name.ts';
import type { OrganisationRole } from '@suizheng/domain/policy/organisation.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openPerson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import {
  lockOrganisation,
  type MemberCaller,
  membershipOf,
  requireOrganisationFunction,
  selectMemberships,
  viewOrganisation,
} from './member.ts';

type MembersContext = Pick<Context, 'db' | 'keys' | 'clock'>;

/** One organisation as its member sees it; throws `not-found`. */
export async function readOrganisation(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  organisationId: string,
): Promise<OrganisationView> {
  return viewOrganisation(await membershipOf(db, caller, organisationId), caller);
}

/** The members, masked, administrators first. */
export async function listMembers(
  { db, keys }: MembersContext,
  caller: MemberCaller,
  organisationId: string,
): Promise<MemberView[]> {
  await requireOrganisationFunction(db, caller, organisationId, 'organisation-members');
  const rows = await selectMembers(db, organisationId).orderBy('m.role').orderBy('m.joined_at').execute();
  return rows.map((row) => viewMember(keys, row, caller));
}

/**
 * Changes a member's role. Whoever changes or removes an administrator locks the organisation first: of two at the same
 * moment the second sees what the first has left, and the last administrator stays (`last-administrator`).
 */
export async function changeRole(
  { db, keys, clock }: MembersContext,
  caller: MemberCaller,
  { organisationId, memberId, role }: { organisationId: string; memberId: string; role: OrganisationRole },
  actor: Actor,
): Promise<MemberView> {
  return db.transaction().execute(async (trx) => {
    await lockOrganisation(trx, organisationId);
    await requireOrganisationFunction(trx, caller, organisationId, 'organisation-roles');
    const member = await memberOf(trx, organisationId, memberId);
    if (member.role === role) return viewMember(keys, member, caller);
    if (role !== 'administrator') {
      await keepAnAdministrator(trx, organisationId, member);
      await cancelInvitationsOf(trx, organisationId, memberId, clock());
    }
    await trx
      .updateTable('organisation_member')
      .set({ role })
      .where('organisation_id', '=', organisationId)
      .where('person_id', '=', memberId)
      .execute();
    const object = { kind: 'organisation', id: organisationId };
    await appendAudit(trx, actor, 'organisation.change-role', object, {
      member: memberId,
      before: member.role,
      role,
    });
    await tell(trx, memberId, 'organisation-role-changed', organisationId, clock());
    return viewMember(keys, { ...member, role }, caller);
  });
}

/** Removes a member; throws `not-found`, `role-needed`, `last-administrator`. */
export async function removeMember(
  { db, clock }: MembersContext,
  caller: MemberCaller,
  { organisationId, memberId }: { organisationId: string; memberId: string },
  actor: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockOrganisation(trx, organisationId);
    await requireOrganisationFunction(trx, caller, organisationId, 'organisation-remove');
    await end(trx, organisationId, memberId, 'organisation.remove-member', actor, clock());
    await tell(trx, memberId, 'organisation-left', organisationId, clock());
  });
}

/** Leaves; the last administrator hears why not and what to do. */
export async function leave(
  { db, clock }: MembersContext,
  caller: MemberCaller,
  organisationId: string,
  actor: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockOrganisation(trx, organisationId);
    const { person_id } = await requireOrganisationFunction(
      trx,
      caller,
      organisationId,
      'organisation-leave',
    );
    await end(trx, organisationId, person_id, 'organisation.leave', actor, clock());
  });
}

async function end(
  trx: Kysely<Database>,
  organisationId: string,
  memberId: string,
  action: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  const member = await memberOf(trx, organisationId, memberId);
  await keepAnAdministrator(trx, organisationId, member);
  await cancelInvitationsOf(trx, organisationId, memberId, now);
  await trx
    .deleteFrom('organisation_member')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', memberId)
    .execute();
  await appendAudit(trx, actor, action, { kind: 'organisation', id: organisationId }, { member: memberId });
}

/** Whoever may invite no longer brings nobody in: what they sent and nobody answered is over. */
async function cancelInvitationsOf(
  trx: Kysely<Database>,
  organisationId: string,
  memberId: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('organisation_invitation')
    .set({ state: 'cancelled', ended_at: now })
    .where('organisation_id', '=', organisationId)
    .where('invited_by', '=', memberId)
    .where('state', '=', 'open')
    .execute();
}

async function keepAnAdministrator(
  trx: Kysely<Database>,
  organisationId: string,
  { role, person_id }: { role: OrganisationRole; person_id: string },
): Promise<void> {
  if (role !== 'administrator') return;
  const other = await trx
    .selectFrom('organisation_member')
    .select('person_id')
    .where('organisation_id', '=', organisationId)
    .where('role', '=', 'administrator')
    .where('person_id', '<>', person_id)
    .executeTakeFirst();
  if (!other) throw new AppError('last-administrator');
}

function selectMembers(db: Kysely<Database>, organisationId: string) {
  return selectMemberships(db)
    .innerJoin('person as p', 'p.person_id', 'm.person_id')
    .select(['p.data_key', 'p.sealed'])
    .where('m.organisation_id', '=', organisationId);
}

type MemberRow = Awaited<ReturnType<ReturnType<typeof selectMembers>['executeTakeFirstOrThrow']>>;

async function memberOf(trx: Kysely<Database>, organisationId: string, memberId: string): Promise<MemberRow> {
  const row = await selectMembers(trx, organisationId).where('m.person_id', '=', memberId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

function viewMember(keys: Context['keys'], row: MemberRow, { personId }: MemberCaller): MemberView {
  return {
    id: row.person_id,
    name: maskPersonName(openPerson(keys, row).name),
    role: row.role,
    joinedAt: row.joined_at.toISOString(),
    me: row.person_id === personId,
  };
}

/** Tells every account of the member: who was removed learns it from us. */
async function tell(
  trx: Kysely<Database>,
  personId: string,
  kind: 'organisation-role-changed' | 'organisation-left',
  organisation: string,
  now: Date,
): Promise<void> {
  const accounts = await trx
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .execute();
  for (const { account_id } of accounts)
    await notify(trx, { accountId: account_id, kind, params: { organisation }, sms: true }, now);
}
