import { z } from 'zod';
import { COUNTER_LEVELS } from '../policy/counter-level.ts';
import { STAFF_ROLES } from '../policy/staff-access.ts';
import { StaffView } from './counter.ts';
import { id, instant } from './fields.ts';
import { Assertion, Attestation, PasskeyOptions } from './passkey.ts';
import { resource } from './resource.ts';

/** Six digits of a second factor (RFC 6238). */
const oneTimeCode = z
  .string({ error: 'code.format' })
  .trim()
  .regex(/^\d{6}$/, { error: 'code.format' });
/** The secret part of an enrolment link. */
const link = z.string({ error: 'enrolment.invalid' }).regex(/^[A-Za-z0-9_-]{43}$/, {
  error: 'enrolment.invalid',
});
const words = z.string({ error: 'field.required' }).trim().min(1, { error: 'field.required' }).max(80);
const roles = z
  .array(z.enum(STAFF_ROLES), { error: 'field.required' })
  .min(1, { error: 'field.required' })
  .max(STAFF_ROLES.length);

/** A staff session as its browser needs it: the cookie itself stays out of reach of scripts. */
export const StaffSessionView = z
  .object({
    staff: StaffView,
    ath: z.string().meta({ description: 'hash of the cookie, for the proofs of this browser (RFC 9449)' }),
    idleMs: z.int(),
    expiresAt: instant,
  })
  .meta({ id: 'StaffSession' });
export type StaffSessionView = z.infer<typeof StaffSessionView>;

export const beginStaffSignIn = resource({
  id: 'beginStaffSignIn',
  method: 'POST',
  path: '/api/v1/staff/passkey-options',
  summary: 'Options to sign in as staff with a passkey',
  access: 'public',
  status: 200,
  answer: PasskeyOptions,
  problems: ['too-many-requests'],
});

export const staffSignIn = resource({
  id: 'staffSignIn',
  method: 'POST',
  path: '/api/v1/staff/sessions',
  summary:
    'Sign in as staff: passkey with the user verified, one-time code, and a DPoP proof of this browser’s key',
  access: 'public',
  status: 200,
  body: z.strictObject({ code: oneTimeCode, response: Assertion }),
  answer: StaffSessionView,
  problems: ['not-signed-in', 'proof-stale', 'validation-failed', 'too-many-requests', 'one-time-codes-used'],
});

export const demoStaffSignIn = resource({
  id: 'demoStaffSignIn',
  method: 'POST',
  path: '/api/v1/staff/demo-sessions',
  summary: 'In a sandbox: exchange the printed token for such a session; not-found in production',
  access: 'public',
  status: 200,
  body: z.strictObject({ token: z.string({ error: 'field.required' }).trim().min(1).max(200) }),
  answer: StaffSessionView,
  problems: ['not-signed-in', 'proof-stale', 'not-found', 'validation-failed', 'too-many-requests'],
});

export const endStaffSession = resource({
  id: 'endStaffSession',
  method: 'POST',
  path: '/api/v1/staff/session-end',
  summary: 'Sign out, or lock the desk: either ends the session',
  access: 'staff',
  roles: STAFF_ROLES,
  status: 204,
  body: z.strictObject({ why: z.enum(['signed-out', 'locked']) }),
  problems: ['not-signed-in', 'validation-failed'],
});

/** What the holder of an enrolment link sees of it. */
export const StaffEnrolmentView = z
  .object({
    staff: StaffView,
    passkey: PasskeyOptions,
    /** Address of the second factor for an authenticator app; drawn as a QR on the page itself. */
    otpauth: z.string(),
    /** The same secret to type by hand, in Base32. */
    secret: z.string(),
    expiresAt: instant,
  })
  .meta({ id: 'StaffEnrolment' });
export type StaffEnrolmentView = z.infer<typeof StaffEnrolmentView>;

export const openStaffEnrolment = resource({
  id: 'openStaffEnrolment',
  method: 'POST',
  path: '/api/v1/staff/enrolment-options',
  summary: 'Open an enrolment link: whose it is, options for the passkey, the second factor’s secret',
  access: 'public',
  status: 200,
  body: z.strictObject({ link }),
  answer: StaffEnrolmentView,
  problems: ['validation-failed', 'too-many-requests'],
});

export const addStaffPasskey = resource({
  id: 'addStaffPasskey',
  method: 'POST',
  path: '/api/v1/staff/enrolment-passkeys',
  summary: 'The passkey that was made; it counts once a code has confirmed the second factor',
  access: 'public',
  status: 204,
  body: z.strictObject({ link, response: Attestation }),
  problems: ['validation-failed', 'too-many-requests'],
});

export const completeStaffEnrolment = resource({
  id: 'completeStaffEnrolment',
  method: 'POST',
  path: '/api/v1/staff/enrolments',
  summary: 'Confirm the second factor with one code: the link is used up, earlier passkeys and sessions end',
  access: 'public',
  status: 204,
  body: z.strictObject({ link, code: oneTimeCode }),
  problems: ['validation-failed', 'too-many-requests', 'wrong-state'],
});

/** A member of staff as administrators see them. */
export const StaffMemberView = z
  .object({
    id,
    name: z.string(),
    counter: z.string(),
    counterLevel: z.enum(COUNTER_LEVELS),
    roles: z.array(z.string()),
    state: z.enum(['invited', 'enrolled', 'ended']),
    signedIn: z.boolean(),
    createdAt: instant,
  })
  .meta({ id: 'StaffMember' });
export type StaffMemberView = z.infer<typeof StaffMemberView>;

/** An enrolment link, shown once. */
export const EnrolmentLinkView = z
  .object({ staff: StaffMemberView, link: z.string(), expiresAt: instant })
  .meta({ id: 'EnrolmentLink' });
export type EnrolmentLinkView = z.infer<typeof EnrolmentLinkView>;

const creating = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;

export const listStaff = resource({
  id: 'listStaff',
  method: 'GET',
  path: '/api/v1/staff',
  summary: 'Everybody who ever was staff, newest first',
  access: 'staff',
  roles: ['administrator'],
  status: 200,
  answer: z.array(StaffMemberView),
  problems: ['not-signed-in', 'not-allowed'],
});

export const addStaff = resource({
  id: 'addStaff',
  method: 'POST',
  path: '/api/v1/staff',
  summary: 'Add a member of staff; the enrolment link is answered once',
  access: 'staff',
  roles: ['administrator'],
  idempotent: true,
  status: 201,
  body: z.strictObject({
    name: words,
    counter: words,
    /** The lowest where absent (L2). */
    counterLevel: z.enum(COUNTER_LEVELS).optional(),
    roles,
    /** Their own resident ID number, kept as a keyed hash alone: nobody reviews a case of their own. */
    number: z
      .string({ error: 'resident-id.format' })
      .trim()
      .max(40, { error: 'resident-id.format' })
      .optional(),
  }),
  answer: EnrolmentLinkView,
  problems: ['not-signed-in', 'not-allowed', 'validation-failed', ...creating],
});

export const renewStaffEnrolment = resource({
  id: 'renewStaffEnrolment',
  method: 'POST',
  path: '/api/v1/staff/{id}/enrolment-links',
  summary: 'A new enrolment link for somebody who lost a factor; earlier links stop working',
  access: 'staff',
  roles: ['administrator'],
  idempotent: true,
  status: 201,
  params: z.object({ id }),
  answer: EnrolmentLinkView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'wrong-state', ...creating],
});

export const setStaffRoles = resource({
  id: 'setStaffRoles',
  method: 'PUT',
  path: '/api/v1/staff/{id}/roles',
  summary: 'Change somebody’s roles, and the level of their counter, at once; nobody changes their own',
  access: 'staff',
  roles: ['administrator'],
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ roles, counterLevel: z.enum(COUNTER_LEVELS).optional() }),
  answer: StaffMemberView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'wrong-state', 'validation-failed'],
});

export const endStaff = resource({
  id: 'endStaff',
  method: 'POST',
  path: '/api/v1/staff/{id}/end',
  summary: 'End somebody’s access at once, with every session; nobody ends their own',
  access: 'staff',
  roles: ['administrator'],
  status: 200,
  params: z.object({ id }),
  answer: StaffMemberView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'wrong-state'],
});
