import { z } from 'zod';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { LEVELS } from '../policy/level.ts';
import { personName } from '../procedures/form-fields.ts';
import { id, instant, mobile } from './fields.ts';
import { resource } from './resource.ts';

/** The signed-in account as its owner sees it. */
export const AccountView = z
  .object({
    id,
    mobile: z.string().nullable().meta({
      description:
        'masked, 138****8000; null for an account whose number was given out anew, or that waits for one',
    }),
    /** The number that a new account waits for: it becomes its own once its person has shown their face, until then. */
    claimed: z
      .object({ mobile: z.string().meta({ description: 'masked, 138****8000' }), until: instant })
      .nullable(),
    level: z.enum(LEVELS),
    /** The account holder's own name and number, once real-name: forms are prefilled with them (B1). */
    person: z
      .object({
        name: z.string(),
        number: z.string(),
        document: z
          .enum(IDENTITY_DOCUMENTS)
          .optional()
          .meta({ description: 'whose number it is; a resident identity card where absent' }),
      })
      .nullable(),
    /** `masked` until a passkey or the holder's face has proven a session on a browser the account never was on. */
    sees: z.enum(['whole', 'masked']),
    /** There is a holder whom the session does not see: it may be a stranger to whom the number was given anew, and tells nothing of them. */
    hiddenHolder: z.boolean(),
    signedInAt: instant,
    sessionExpiresAt: instant,
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;

export const requestSmsCode = resource({
  id: 'requestSmsCode',
  method: 'POST',
  path: '/api/v1/sms-codes',
  summary: 'Send a sign-in code to a mobile number',
  access: 'public',
  status: 202,
  body: z.strictObject({ mobile }),
  answer: z.object({ expiresAt: instant, resendAfter: instant }).meta({ id: 'SmsCode' }),
  problems: ['validation-failed', 'too-many-requests', 'unavailable'],
});

export const signIn = resource({
  id: 'signIn',
  method: 'POST',
  path: '/api/v1/sessions',
  summary: 'Sign in with the code; an unknown mobile becomes a new account',
  access: 'public',
  status: 201,
  body: z.strictObject({
    mobile,
    code: z
      .string({ error: 'code.format' })
      .trim()
      .regex(/^\d{6}$/, { error: 'code.format' }),
  }),
  answer: AccountView,
  problems: ['validation-failed', 'too-many-requests'],
});

export const readAccount = resource({
  id: 'readAccount',
  method: 'GET',
  path: '/api/v1/account',
  summary: 'The signed-in account',
  access: 'account',
  openToMasked: true,
  status: 200,
  answer: AccountView,
  problems: ['not-signed-in'],
});

export const claimNumber = resource({
  id: 'claimNumber',
  method: 'POST',
  path: '/api/v1/account/new-owner',
  summary:
    'The next owner of a mobile number that was given out anew begins an account of their own, which gets the number once they have shown their face',
  access: 'account',
  openToMasked: true,
  status: 201,
  answer: AccountView,
  problems: ['not-signed-in', 'wrong-state', 'fresh-proof-needed', 'too-many-requests'],
});

export const signOut = resource({
  id: 'signOut',
  method: 'DELETE',
  path: '/api/v1/sessions/current',
  summary: 'End this session; showing a credential afterwards needs a new face check (B5)',
  access: 'account',
  openToMasked: true,
  status: 204,
  problems: ['not-signed-in'],
});

export const proveRealName = resource({
  id: 'proveRealName',
  method: 'POST',
  path: '/api/v1/account/real-name',
  summary: 'Real-name check 实名认证 of the account holder against the population register',
  access: 'account',
  status: 200,
  body: z.strictObject({ name: personName, number: z.string({ error: 'resident-id.empty' }) }),
  answer: AccountView,
  problems: [
    'not-signed-in',
    'validation-failed',
    'too-many-requests',
    'register-unavailable',
    'wrong-state',
    'mobile-not-on-file',
  ],
});
