import { z } from 'zod';
import { isUscc } from '../identifiers/uscc.ts';
import { LEVELS } from '../policy/level.ts';
import { ORGANISATION_FUNCTIONS, ORGANISATION_ROLES, organisationPolicy } from '../policy/organisation.ts';
import { id, instant, mobile } from './fields.ts';
import { resource } from './resource.ts';

/** A unified social credit code (GB 32100), normalised; the fault names what is wrong with it. */
export const uscc = z.string({ error: 'uscc.empty' }).transform((typed, ctx) => {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  const fault =
    text === ''
      ? 'uscc.empty'
      : text.length !== 18
        ? 'uscc.length'
        : !/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)
          ? 'uscc.characters'
          : isUscc(text)
            ? null
            : 'uscc.check-character';
  if (fault === null) return text;
  ctx.addIssue({ code: 'custom', message: fault });
  return z.NEVER;
});

const organisationName = z
  .string({ error: 'organisation-name.empty' })
  .trim()
  .min(1, { error: 'organisation-name.empty' })
  .max(100, { error: 'organisation-name.too-long' });
const role = z.enum(ORGANISATION_ROLES, { error: 'field.required' });
/** Characters of base64url that the largest letter has. */
const LONGEST_LETTER = Math.ceil((organisationPolicy.largestLetter * 4) / 3);

/** An organisation as the counter sees it. */
export const CounterOrganisationView = z
  .object({
    id,
    uscc: z.string(),
    name: z.string(),
    onboardedAt: instant,
    administrators: z.array(z.object({ name: z.string().meta({ description: 'masked' }), since: instant })),
    members: z.int(),
    letters: z.array(z.object({ id, sha256: z.string(), receivedAt: instant, counter: z.string() })),
  })
  .meta({ id: 'CounterOrganisation' });
export type CounterOrganisationView = z.infer<typeof CounterOrganisationView>;

const once = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;

export const findOrganisation = resource({
  id: 'findOrganisation',
  method: 'POST',
  path: '/api/v1/counter/organisation-searches',
  summary: 'Find an organisation by its unified social credit code',
  access: 'staff',
  roles: ['officer'],
  status: 200,
  body: z.strictObject({ uscc }),
  answer: z.object({ organisation: CounterOrganisationView.nullable() }).meta({ id: 'FoundOrganisation' }),
  problems: ['not-signed-in', 'not-allowed', 'validation-failed'],
});

export const onboardOrganisation = resource({
  id: 'onboardOrganisation',
  method: 'POST',
  path: '/api/v1/counter/visits/{id}/organisations',
  summary:
    'Take an organisation in (A7): the person of the visit, at level real-person, becomes an administrator; an organisation that is known gets another one',
  access: 'staff',
  roles: ['officer'],
  idempotent: true,
  status: 201,
  params: z.object({ id }),
  body: z.strictObject({
    uscc,
    name: organisationName,
    certificateSeen: z.literal(true, { error: 'certificate.unseen' }),
    /** The letter of authorisation: PDF, JPEG or PNG as base64url. */
    letter: z
      .string({ error: 'letter.missing' })
      .min(1, { error: 'letter.missing' })
      .max(LONGEST_LETTER, { error: 'letter.too-large' })
      .regex(/^[A-Za-z0-9_-]*$/, { error: 'letter.type' }),
  }),
  answer: CounterOrganisationView,
  problems: [
    'not-signed-in',
    'not-allowed',
    'not-found',
    'level-needed',
    'validation-failed',
    'register-unavailable',
    ...once,
  ],
});

/** What can be done for an organisation, and what is missing where it is not open. */
const OrganisationFunctionView = z.object({
  id: z.enum(ORGANISATION_FUNCTIONS),
  state: z.enum(['open', 'needs-level', 'needs-role']),
  level: z.enum(LEVELS),
  roles: z.array(z.enum(ORGANISATION_ROLES)),
});

/** An organisation as its member sees it. */
export const OrganisationView = z
  .object({
    id,
    uscc: z.string(),
    name: z.string(),
    role: z.enum(ORGANISATION_ROLES),
    joinedAt: instant,
    functions: z.array(OrganisationFunctionView),
  })
  .meta({ id: 'Organisation' });
export type OrganisationView = z.infer<typeof OrganisationView>;

/** A member as other members see them. */
export const MemberView = z
  .object({
    id: id.meta({ description: 'of the membership’s person' }),
    name: z.string().meta({ description: 'masked' }),
    role: z.enum(ORGANISATION_ROLES),
    joinedAt: instant,
    me: z.boolean(),
  })
  .meta({ id: 'OrganisationMember' });
export type MemberView = z.infer<typeof MemberView>;

/** An invitation as the inviting organisation sees it. */
export const SentInvitationView = z
  .object({
    id,
    mobile: z.string().meta({ description: 'masked' }),
    role: z.enum(ORGANISATION_ROLES),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'SentInvitation' });
export type SentInvitationView = z.infer<typeof SentInvitationView>;

/** An invitation as the invited person sees it. */
export const InvitationView = z
  .object({
    id,
    organisation: z.string(),
    role: z.enum(ORGANISATION_ROLES),
    createdAt: instant,
    expiresAt: instant,
    /** Null when it can be accepted now; else the level that accepting needs. */
    needs: z.enum(LEVELS).nullable(),
  })
  .meta({ id: 'Invitation' });
export type InvitationView = z.infer<typeof InvitationView>;

const byId = z.object({ id });
const ofMember = ['not-signed-in', 'not-found', 'level-needed', 'role-needed'] as const;

export const listOrganisations = resource({
  id: 'listOrganisations',
  method: 'GET',
  path: '/api/v1/organisations',
  summary: 'The organisations that the signed-in person may act for, and the invitations that wait',
  access: 'account',
  status: 200,
  answer: z
    .object({ organisations: z.array(OrganisationView), invitations: z.array(InvitationView) })
    .meta({ id: 'MyOrganisations' }),
  problems: ['not-signed-in'],
});

export const readOrganisation = resource({
  id: 'readOrganisation',
  method: 'GET',
  path: '/api/v1/organisations/{id}',
  summary: 'One organisation with what the member may do for it (A8)',
  access: 'account',
  status: 200,
  params: byId,
  answer: OrganisationView,
  problems: ['not-signed-in', 'not-found'],
});

export const listMembers = resource({
  id: 'listMembers',
  method: 'GET',
  path: '/api/v1/organisations/{id}/members',
  summary: 'Members of an organisation',
  access: 'account',
  status: 200,
  params: byId,
  answer: z.array(MemberView),
  problems: ofMember,
});

export const listSentInvitations = resource({
  id: 'listSentInvitations',
  method: 'GET',
  path: '/api/v1/organisations/{id}/invitations',
  summary: 'Invitations that are not answered yet',
  access: 'account',
  status: 200,
  params: byId,
  answer: z.array(SentInvitationView),
  problems: ofMember,
});

export const inviteMember = resource({
  id: 'inviteMember',
  method: 'POST',
  path: '/api/v1/organisations/{id}/invitations',
  summary: 'Invite the holder of a mobile; the code goes there by text message',
  access: 'account',
  idempotent: true,
  status: 201,
  params: byId,
  body: z.strictObject({ mobile, role }),
  answer: SentInvitationView,
  problems: [...ofMember, 'wrong-state', 'validation-failed', 'too-many-requests', 'unavailable', ...once],
});

export const cancelInvitation = resource({
  id: 'cancelInvitation',
  method: 'DELETE',
  path: '/api/v1/organisations/{id}/invitations/{invitationId}',
  summary: 'Cancel an invitation that is not answered yet',
  access: 'account',
  status: 204,
  params: z.object({ id, invitationId: id }),
  problems: ofMember,
});

export const changeMemberRole = resource({
  id: 'changeMemberRole',
  method: 'POST',
  path: '/api/v1/organisations/{id}/members/{memberId}/role',
  summary: 'Change a member’s role; the last administrator stays one',
  access: 'account',
  status: 200,
  params: z.object({ id, memberId: id }),
  body: z.strictObject({ role }),
  answer: MemberView,
  problems: [...ofMember, 'last-administrator', 'validation-failed'],
});

export const removeMember = resource({
  id: 'removeMember',
  method: 'DELETE',
  path: '/api/v1/organisations/{id}/members/{memberId}',
  summary: 'Remove a member; the last administrator cannot be removed',
  access: 'account',
  status: 204,
  params: z.object({ id, memberId: id }),
  problems: [...ofMember, 'last-administrator'],
});

export const leaveOrganisation = resource({
  id: 'leaveOrganisation',
  method: 'DELETE',
  path: '/api/v1/organisations/{id}/membership',
  summary: 'Leave an organisation; its last administrator cannot',
  access: 'account',
  status: 204,
  params: byId,
  problems: [...ofMember, 'last-administrator'],
});

export const acceptInvitation = resource({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/organisation-invitations/{id}/acceptance',
  summary: 'Accept an invitation with the code of its message; needs level real-name',
  access: 'account',
  status: 200,
  params: byId,
  body: z.strictObject({
    code: z
      .string({ error: 'code.format' })
      .trim()
      .regex(/^\d{6}$/, { error: 'code.format' }),
  }),
  answer: OrganisationView,
  problems: ['not-signed-in', 'not-found', 'level-needed', 'wrong-state', 'validation-failed'],
});

export const declineInvitation = resource({
  id: 'declineInvitation',
  method: 'DELETE',
  path: '/api/v1/organisation-invitations/{id}',
  summary: 'Decline an invitation',
  access: 'account',
  status: 204,
  params: byId,
  problems: ['not-signed-in', 'not-found'],
});
