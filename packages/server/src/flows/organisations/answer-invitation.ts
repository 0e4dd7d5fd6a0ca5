import { timingSafeEqual } from 'node:crypto';
import type { OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { refusedFields } from '../counter/visit.ts';
import { requireLevel } from '../ladder/functions.ts';
import { hashOf, requireRoom } from './invitations.ts';
import {
  actsForPerson,
  lockOrganisation,
  type MemberCaller,
  membershipOf,
  viewOrganisation,
} from './member.ts';

type InvitationContext = Pick<Context, 'db' | 'keys' | 'clock'>;

/**
 * Accepts an invitation to the caller's mobile with the code of its message. The try is counted before the code is
 * looked at. Throws `not-found`, `level-needed`, `wrong-state` when the organisation has too many members, and field errors
 * on `code`.
 */
export async function acceptInvitation(
  { db, keys, clock }: InvitationContext,
  caller: MemberCaller,
  { invitationId, code }: { invitationId: string; code: string },
  actor: Actor,
): Promise<OrganisationView> {
  const now = clock();
  const found = await invitationTo(db, caller, invitationId);
  const accepted = found.state === 'accepted' && caller.personId !== null;
  if (accepted) return viewOrganisation(await membershipOf(db, caller, found.organisation_id), caller);
  if (found.state !== 'open' || found.expires_at <= now) throw new AppError('not-found');
  requireLevel(caller.level, organisationPolicy.memberLevel);
  if (caller.personId === null) throw new AppError('not-found');
  // Proven in person, this account becomes the one that acts for them.
  const acts = await sql<{ acts: boolean }>`select ${actsForPerson(caller.accountId)} as acts`.execute(db);
  if (!acts.rows[0]!.acts) throw new AppError('level-needed', { params: { level: 'real-person' } });
  const { codeTries } = organisationPolicy;
  const tried = await db
    .updateTable('organisation_invitation')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .where('attempts', '<', codeTries)
    .returning(['code_hash', 'attempts', 'role', 'organisation_id'])
    .executeTakeFirst();
  if (!tried) {
    // Another tap of theirs was faster: they are in, whatever became of the code.
    const { state } = await invitationTo(db, caller, invitationId);
    if (state !== 'accepted') throw refusedFields(['code', 'code.expired']);
    return viewOrganisation(await membershipOf(db, caller, found.organisation_id), caller);
  }
  if (!timingSafeEqual(tried.code_hash, hashOf(keys, invitationId, code)))
    throw refusedFields(['code', tried.attempts < codeTries ? 'code.wrong' : 'code.expired']);
  const personId = caller.personId;
  await db.transaction().execute(async (trx) => {
    // Of two who accept at the same moment the second counts the first.
    await lockOrganisation(trx, tried.organisation_id);
    const ended = await finish(trx, invitationId, 'accepted', now);
    // Another tap of theirs was faster, and may have taken the last place.
    if (!ended) return;
    await requireRoom(trx, tried.organisation_id);
    await trx
      .insertInto('organisation_member')
      .values({
        organisation_id: tried.organisation_id,
        person_id: personId,
        role: tried.role,
        joined_at: now,
      })
      // Whoever is a member already keeps the role they have: an invitation takes nothing away.
      .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).doNothing())
      .execute();
    const object = { kind: 'organisation', id: tried.organisation_id };
    await appendAudit(trx, actor, 'organisation.accept', object, {
      invitation: invitationId,
      member: personId,
      role: tried.role,
    });
  });
  return viewOrganisation(await membershipOf(db, caller, tried.organisation_id), caller);
}

/** Declines; an invitation that is over stays as it is. Throws `not-found` to whom it is not addressed. */
export async function declineInvitation(
  { db, clock }: InvitationContext,
  caller: MemberCaller,
  invitationId: string,
  actor: Actor,
): Promise<void> {
  const { organisation_id } = await invitationTo(db, caller, invitationId);
  await db.transaction().execute(async (trx) => {
    if (!(await finish(trx, invitationId, 'declined', clock()))) return;
    const object = { kind: 'organisation', id: organisation_id };
    await appendAudit(trx, actor, 'organisation.decline', object, { invitation: invitationId });
  });
}

async function invitationTo(db: Kysely<Database>, { accountId }: MemberCaller, invitationId: string) {
  const row = await db
    .selectFrom('organisation_invitation as i')
    .innerJoin('account as a', 'a.mobile_index', 'i.mobile_index')
    .select(['i.organisation_id', 'i.state', 'i.expires_at'])
    .where('i.invitation_id', '=', invitationId)
    .where('a.account_id', '=', accountId)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

async function finish(
  trx: Kysely<Database>,
  invitationId: string,
  state: 'accepted' | 'declined',
  now: Date,
): Promise<boolean> {
  const row = await trx
    .updateTable('organisation_invitation')
    .set({ state, ended_at: now })
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .returning('invitation_id')
    .executeTakeFirst();
  return row !== undefined;
}
