import { z } from 'zod';
import { COUNTER_LEVELS } from '../policy/counter-level.ts';
import { LOOK_PURPOSES, STAFF_ROLES } from '../policy/staff-access.ts';
import { personName } from '../procedures/form-fields.ts';
import { DOCUMENT_KINDS } from '../procedures/procedure.ts';
import { CREDENTIAL_STATUS, maskedDocuments } from './credentials.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';
import { ReaderView } from './verification.ts';
import { oneLine } from './words.ts';

/** The officer behind a staff token. */
export const StaffView = z
  .object({
    id,
    name: z.string(),
    counter: z.string(),
    counterLevel: z.enum(COUNTER_LEVELS).meta({ description: 'level of the counter (L2)' }),
    roles: z.array(z.string()),
  })
  .meta({ id: 'Staff' });
export type StaffView = z.infer<typeof StaffView>;

export const readStaff = resource({
  id: 'readStaff',
  method: 'GET',
  path: '/api/v1/staff/me',
  summary: 'The signed-in officer',
  access: 'staff',
  roles: STAFF_ROLES,
  status: 200,
  answer: StaffView,
  problems: ['not-signed-in'],
});

/** A credential as an officer finds it. */
export const CounterCredentialView = z
  .object({
    id,
    procedure: z.string(),
    identifier: z.string(),
    medium: z.enum(['electronic', 'paper']),
    status: z.enum(CREDENTIAL_STATUS),
    subject: z.object({ name: z.string(), number: z.string() }).meta({ description: 'masked' }),
    documents: maskedDocuments.meta({
      description: 'the two documents that it links, masked (L1, L2); empty where it names one alone',
    }),
    issuedAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'CounterCredential' });
export type CounterCredentialView = z.infer<typeof CounterCredentialView>;

export const issuePaper = resource({
  id: 'issuePaper',
  method: 'POST',
  path: '/api/v1/counter/paper-credentials',
  summary: 'Issue the paper form at the counter, on one of the accepted proofs (B8)',
  access: 'staff',
  roles: ['officer'],
  idempotent: true,
  status: 201,
  body: z.strictObject({
    procedure: z.string().max(64),
    name: personName,
    /** The document whose number the paper bears: not everyone has a resident card (B8: embassy letter, other documents). */
    document: z.strictObject({
      kind: z.enum(DOCUMENT_KINDS),
      number: z.string({ error: 'resident-id.empty' }).trim().max(40),
    }),
    /** The second document of the same person, for a paper that bears two (L2). */
    linked: z
      .strictObject({
        number: z.string({ error: 'residence-permit.empty' }).trim().max(40),
        expires: z.string({ error: 'expires.empty' }).trim().max(20),
      })
      .optional(),
    proof: z.strictObject({
      kind: z.string().max(64),
      issuedBy: z.string().trim().min(1).max(80),
      reference: z.string().trim().max(80),
    }),
  }),
  answer: CounterCredentialView,
  problems: [
    'not-signed-in',
    'not-allowed',
    'not-found',
    'wrong-state',
    'county-counter-needed',
    'city-counter-needed',
    'province-counter-needed',
    'validation-failed',
    'register-unavailable',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});

export const printPaper = resource({
  id: 'printPaper',
  method: 'GET',
  path: '/api/v1/counter/paper-credentials/{id}/document',
  summary: 'The paper form as PDF with a QR that verifies offline',
  access: 'staff',
  roles: ['officer'],
  status: 200,
  params: z.object({ id }),
  produces: 'application/pdf',
  problems: ['not-signed-in', 'not-allowed', 'not-found'],
});

export const searchCredentials = resource({
  id: 'searchCredentials',
  method: 'POST',
  path: '/api/v1/counter/credential-searches',
  summary:
    'Find credentials by certificate identifier or by the subject’s number, with the name where it is no resident card’s (in the body, never in the URL)',
  access: 'staff',
  roles: ['officer', 'reviewer'],
  status: 200,
  body: z.strictObject({
    identifier: z.string().trim().max(120).optional(),
    number: z.string().trim().max(40).optional(),
    name: z.string().trim().max(80).optional(),
    /** Why the officer looks; one of those open to their roles. Kept in the audit log. */
    purpose: z.enum(LOOK_PURPOSES, { error: 'purpose.missing' }),
  }),
  answer: z.array(CounterCredentialView),
  problems: ['not-signed-in', 'not-allowed', 'validation-failed'],
});

export const setCredentialStatus = resource({
  id: 'setCredentialStatus',
  method: 'POST',
  path: '/api/v1/counter/credentials/{id}/status',
  summary: 'Revoke, suspend or reinstate; a revoked credential never works again',
  access: 'staff',
  roles: ['officer'],
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({
    status: z.enum(['valid', 'suspended', 'revoked']),
    reason: z.string().trim().min(1).max(200),
  }),
  answer: CounterCredentialView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'wrong-state', 'validation-failed'],
});

export const createEnrolmentCode = resource({
  id: 'createEnrolmentCode',
  method: 'POST',
  path: '/api/v1/counter/enrolment-codes',
  summary: 'A one-time code with which a relying party enrols a reader (V1)',
  access: 'staff',
  roles: ['officer', 'administrator'],
  idempotent: true,
  status: 201,
  body: z.strictObject({
    organisation: z.string().overwrite(oneLine).min(1).max(80),
    label: z.string().overwrite(oneLine).min(1).max(80),
    scope: z.string().max(40),
    purposes: z.array(z.string().max(64)).min(1).max(20),
  }),
  answer: z.object({ code: z.string(), expiresAt: instant }).meta({ id: 'EnrolmentCode' }),
  problems: [
    'not-signed-in',
    'not-allowed',
    'validation-failed',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});

/** A reader as the counter sees it. */
export const CounterReaderView = ReaderView.extend({ revokedAt: instant.nullable() }).meta({
  id: 'CounterReader',
});
export type CounterReaderView = z.infer<typeof CounterReaderView>;

export const listReaders = resource({
  id: 'listReaders',
  method: 'GET',
  path: '/api/v1/counter/readers',
  summary: 'Readers enrolled so far, newest first; those revoked are marked',
  access: 'staff',
  roles: ['officer', 'administrator'],
  status: 200,
  answer: z.array(CounterReaderView),
  problems: ['not-signed-in', 'not-allowed'],
});

export const revokeReader = resource({
  id: 'revokeReader',
  method: 'POST',
  path: '/api/v1/counter/readers/{id}/revocation',
  summary:
    'End a reader: its token stops working at once, and it never gets another key; what its cache holds dies of age',
  access: 'staff',
  roles: ['officer', 'administrator'],
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
  answer: CounterReaderView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'validation-failed'],
});
