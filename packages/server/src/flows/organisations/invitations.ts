import type {
  InvitationView,
  OrganisationView,
  SentInvitationView,
} from '@suizheng/domain/contract/organisations.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import { reaches } from '@suizheng/domain/policy/level.ts';
import { type OrganisationRole, organisationPolicy } from '@suizheng/domain/policy/organisation.ts';
import { fill, inAll, type Locale } from '@suizheng/domain/text/locale.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { sixDigits } from '../../crypto/six-digits.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { openJson, sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { refusedFields } from '../counter/visit.ts';
import { notify } from '../notifications/notify.ts';
import {
  actsForPerson,
  lockOrganisation,
  type MemberCaller,
  requireOrganisationFunction,
  selectMemberships,
  viewOrganisation,
} from './member.ts';

type InvitationContext = Pick<Context, 'db' | 'keys' | 'random' | 'clock' | 'sms' | 'limits'>;

/** Neither the organisation nor the role: a message is read on a locked screen. */
const TEXT = inAll(
  '【随证】有一家单位邀请您加入，邀请码 {code}，{days} 天内有效。请登录后在“我的单位”查看；不认识请忽略。',
  '【隨證】有一間機構邀請您加入，邀請碼 {code}，{days} 天內有效。請登入後在「我的機構」查看；不認識請忽略。',
  '【隨證】有一個單位邀請您加入，邀請碼 {code}，{days} 天內有效。請登入後在「我的單位」查看；不認識請忽略。',
  '[Suizheng] An organisation invites you: code {code}, good for {days} days. Sign in and open “My organisations”; ignore this if you know of none.',
);

const placeOf = (invitationId: string): string => `organisation-invitation:${invitationId}`;
/** Hash of an invitation's code: keyed, because a million guesses are nothing, and bound to its row. */
export const hashOf = (keys: Context['keys'], invitationId: string, code: string): Buffer =>
  keys.blindIndex('organisation-invitation', `${invitationId} ${code}`);

/**
 * Invites the holder of a mobile: whether it has an account is not told. `operationId` becomes the invitation's id. Throws
 * `role-needed`, `level-needed`, `validation-failed` (`invitation.exists`), `too-many-requests`, `wrong-state` past the
 * largest number of members, `unavailable` when no message could be sent.
 */
export async function inviteMember(
  context: InvitationContext,
  caller: MemberCaller,
  { organisationId, mobile, role }: { organisationId: string; mobile: string; role: OrganisationRole },
  { operationId: invitationId, actor, locale }: { operationId: string; actor: Actor; locale: Locale },
): Promise<SentInvitationView> {
  const { db, keys, limits, sms } = context;
  const membership = await requireOrganisationFunction(db, caller, organisationId, 'organisation-invite');
  const before = await sentOf(context, organisationId, invitationId);
  if (before) return before;
  const now = context.clock();
  const code = sixDigits(context.random);
  const mobileIndex = keys.blindIndex('mobile', mobile);
  if (limits)
    await countAttempt(
      context,
      'invitations-of',
      Buffer.from(organisationId),
      organisationPolicy.invitations,
      now,
    );
  await db.transaction().execute(async (trx) => {
    const { data_key } = await lockOrganisation(trx, organisationId);
    // Again, now that nobody can be removed meanwhile.
    await requireOrganisationFunction(trx, caller, organisationId, 'organisation-invite');
    await refuseTwice(trx, organisationId, mobileIndex, now);
    await trx
      .insertInto('organisation_invitation')
      .values({
        organisation_id: organisationId,
        invitation_id: invitationId,
        mobile_index: mobileIndex,
        sealed: sealJson(keys, data_key, placeOf(invitationId), { mobile }),
        role,
        code_hash: hashOf(keys, invitationId, code),
        invited_by: membership.person_id,
        created_at: now,
        expires_at: new Date(now.getTime() + organisationPolicy.invitationForMs),
      })
      .execute();
    const object = { kind: 'organisation', id: organisationId };
    await appendAudit(trx, actor, 'organisation.invite', object, { invitation: invitationId, role });
  });
  const days = organisationPolicy.invitationForMs / 86_400_000;
  const text = fill(TEXT[locale], { code, days });
  const sent = await sms.send({ to: mobile, text, reference: `invitation:${invitationId}` });
  if (sent.kind === 'unavailable') {
    // An invitation whose code nobody got would only stand in the way of the next.
    await cancel(db, organisationId, invitationId, now);
    throw new AppError('unavailable', { params: { seconds: sent.retryAfter ?? 5 } });
  }
  await tellInbox(db, mobileIndex, organisationId, now);
  return (await sentOf(context, organisationId, invitationId))!;
}

/** Invitations that wait for their answer. */
export async function listSentInvitations(
  context: InvitationContext,
  caller: MemberCaller,
  organisationId: string,
): Promise<SentInvitationView[]> {
  await requireOrganisationFunction(context.db, caller, organisationId, 'organisation-invite');
  const rows = await selectSent(context, organisationId).orderBy('i.created_at', 'desc').execute();
  return rows.map((row) => viewSent(context.keys, row));
}

/** Takes an invitation back; one that is answered or over stays as it is. */
export async function cancelInvitation(
  { db, clock }: InvitationContext,
  caller: MemberCaller,
  { organisationId, invitationId }: { organisationId: string; invitationId: string },
  actor: Actor,
): Promise<void> {
  await requireOrganisationFunction(db, caller, organisationId, 'organisation-invite');
  await db.transaction().execute(async (trx) => {
    if (!(await cancel(trx, organisationId, invitationId, clock()))) return;
    const object = { kind: 'organisation', id: organisationId };
    await appendAudit(trx, actor, 'organisation.cancel-invitation', object, { invitation: invitationId });
  });
}

/** The organisations of the caller, and the invitations to the caller's mobile. */
export async function listOrganisations(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  caller: MemberCaller,
): Promise<{ organisations: OrganisationView[]; invitations: InvitationView[] }> {
  const memberships =
    caller.personId === null
      ? []
      : await selectMemberships(db)
          .where('m.person_id', '=', caller.personId)
          .where(actsForPerson(caller.accountId))
          .orderBy('o.name')
          .execute();
  const rows = await db
    .selectFrom('organisation_invitation as i')
    .innerJoin('organisation as o', 'o.organisation_id', 'i.organisation_id')
    .innerJoin('account as a', 'a.mobile_index', 'i.mobile_index')
    .select(['i.invitation_id', 'o.name', 'i.role', 'i.created_at', 'i.expires_at'])
    .where('a.account_id', '=', caller.accountId)
    .where('i.state', '=', 'open')
    .where('i.expires_at', '>', clock())
    .orderBy('i.created_at', 'desc')
    .execute();
  const needs = reaches(caller.level, organisationPolicy.memberLevel) ? null : organisationPolicy.memberLevel;
  return {
    organisations: memberships.map((row) => viewOrganisation(row, caller)),
    invitations: rows.map((row) => ({
      id: row.invitation_id,
      organisation: row.name,
      role: row.role,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      needs,
    })),
  };
}

async function cancel(
  db: Kysely<Database>,
  organisationId: string,
  invitationId: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable('organisation_invitation')
    .set({ state: 'cancelled', ended_at: now })
    .where('organisation_id', '=', organisationId)
    .where('invitation_id', '=', invitationId)
    .where('state', '=', 'open')
    .returning('invitation_id')
    .executeTakeFirst();
  return row !== undefined;
}

async function refuseTwice(
  trx: Kysely<Database>,
  organisationId: string,
  mobileIndex: Buffer,
  now: Date,
): Promise<void> {
  await requireRoom(trx, organisationId);
  const open = await trx
    .selectFrom('organisation_invitation')
    .select('invitation_id')
    .where('organisation_id', '=', organisationId)
    .where('mobile_index', '=', mobileIndex)
    .where('state', '=', 'open')
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (open) throw refusedFields(['mobile', 'invitation.exists']);
}

/** Throws `wrong-state` past the largest number of members; whoever calls holds the organisation. */
export async function requireRoom(trx: Kysely<Database>, organisationId: string): Promise<void> {
  const { members } = await trx
    .selectFrom('organisation_member')
    .select(sql<number>`count(*)::int`.as('members'))
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  if (members >= organisationPolicy.mostMembers) throw new AppError('wrong-state');
}

/** In the inbox of an account that the mobile has; the message has gone to the mobile already. */
async function tellInbox(
  db: Kysely<Database>,
  mobileIndex: Buffer,
  organisation: string,
  now: Date,
): Promise<void> {
  const account = await db
    .selectFrom('account')
    .select('account_id')
    .where('mobile_index', '=', mobileIndex)
    .executeTakeFirst();
  if (!account) return;
  const news = { kind: 'organisation-invited', params: { organisation }, sms: false } as const;
  await notify(db, { accountId: account.account_id, ...news }, now);
}

function selectSent({ db, clock }: InvitationContext, organisationId: string) {
  return db
    .selectFrom('organisation_invitation as i')
    .innerJoin('organisation as o', 'o.organisation_id', 'i.organisation_id')
    .select(['i.invitation_id', 'i.sealed', 'i.role', 'i.created_at', 'i.expires_at', 'o.data_key'])
    .where('i.organisation_id', '=', organisationId)
    .where('i.state', '=', 'open')
    .where('i.expires_at', '>', clock());
}

type SentRow = Awaited<ReturnType<ReturnType<typeof selectSent>['executeTakeFirstOrThrow']>>;

async function sentOf(
  context: InvitationContext,
  organisationId: string,
  invitationId: string,
): Promise<SentInvitationView | null> {
  const row = await selectSent(context, organisationId)
    .where('i.invitation_id', '=', invitationId)
    .executeTakeFirst();
  return row ? viewSent(context.keys, row) : null;
}

function viewSent(keys: Context['keys'], row: SentRow): SentInvitationView {
  const { mobile } = openJson<{ mobile: string }>(keys, row.data_key, placeOf(row.invitation_id), row.sealed);
  return {
    id: row.invitation_id,
    mobile: maskMobile(mobile),
    role: row.role,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
