import { z } from 'zod';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';

/** The short code that a guardian types or scans: eight characters that nobody confuses, in any case, with or without a dash. */
export const guardianCode = z
  .string({ error: 'guardian-code.format' })
  .transform((typed) => typed.toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[2-9A-HJ-NP-Z]{8}$/, { error: 'guardian-code.format' }));

/** A child's application that asks for a guardian's consent, as whoever applied sees it. */
export const GuardianRequestView = z
  .object({
    id,
    applicationId: id,
    state: z.enum(['open', 'consented', 'refused', 'ended']),
    /** The code, once: in the answer that made it. */
    code: z.string().nullable(),
    expiresAt: instant,
  })
  .meta({ id: 'GuardianRequest' });
export type GuardianRequestView = z.infer<typeof GuardianRequestView>;

/** What a guardian is asked: for what, about whom (masked), in which words (`readConsentText` of face and version). */
export const GuardianAskView = z
  .object({
    id,
    procedure: z.string(),
    child: z.object({ name: z.string(), number: z.string() }).meta({ description: 'masked' }),
    version: z.string(),
    state: z.enum(['open', 'consented', 'refused', 'ended']),
    expiresAt: instant,
  })
  .meta({ id: 'GuardianAsk' });
export type GuardianAskView = z.infer<typeof GuardianAskView>;

export const createGuardianRequest = resource({
  id: 'createGuardianRequest',
  method: 'POST',
  path: '/api/v1/applications/{id}/guardian-requests',
  summary:
    'Ask a guardian to consent to the face check of someone under 14 (A12); a new code ends the one before',
  access: 'account',
  openToMasked: true,
  idempotent: true,
  status: 201,
  params: z.object({ id }),
  answer: GuardianRequestView,
  problems: [
    'not-signed-in',
    'not-found',
    'wrong-state',
    'too-many-requests',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});

export const readGuardianRequest = resource({
  id: 'readGuardianRequest',
  method: 'GET',
  path: '/api/v1/applications/{id}/guardian-request',
  summary: 'Whether a guardian must still consent (A12), and where the newest request to one stands',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: z.object({ id }),
  answer: z
    .object({ needed: z.boolean(), request: GuardianRequestView.nullable() })
    .meta({ id: 'GuardianConsent' }),
  problems: ['not-signed-in', 'not-found'],
});

const guardianProblems = [
  'not-signed-in',
  'confirm-yourself',
  'level-needed',
  'validation-failed',
  'too-many-requests',
  'register-unavailable',
] as const;

export const readGuardianAsk = resource({
  id: 'readGuardianAsk',
  method: 'POST',
  path: '/api/v1/guardian-asks',
  summary: 'What a code asks for; only an adult whom the register names as guardian is told (A12)',
  access: 'account',
  status: 200,
  body: z.strictObject({ code: guardianCode }),
  answer: GuardianAskView,
  problems: guardianProblems,
});

export const decideGuardianAsk = resource({
  id: 'decideGuardianAsk',
  method: 'POST',
  path: '/api/v1/guardian-decisions',
  summary: 'Consent or refuse as the guardian, on one’s own account (A12)',
  access: 'account',
  status: 200,
  body: z.strictObject({
    code: guardianCode,
    agrees: z.boolean({ error: 'field.required' }),
    version: z.string({ error: 'consent.missing' }).max(40),
  }),
  answer: GuardianAskView,
  problems: [...guardianProblems, 'wrong-state'],
});
