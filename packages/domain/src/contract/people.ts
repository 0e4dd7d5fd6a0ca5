import { z } from 'zod';
import { STATES } from '../application/state.ts';
import { parseDocumentExpiry } from '../identifiers/document-expiry.ts';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { COUNTER_REFUSALS, VISIT_PURPOSES } from '../policy/counter.ts';
import { LEVELS } from '../policy/level.ts';
import { personName } from '../procedures/form-fields.ts';
import { CounterCredentialView } from './counter.ts';
import { maskedDocuments } from './credentials.ts';
import { id, instant, mobile, ReasonView } from './fields.ts';
import { resource } from './resource.ts';

const purpose = z.enum(VISIT_PURPOSES, { error: 'purpose.missing' });
const subject = z.object({ name: z.string(), number: z.string() });

/** The last day of a document as it is printed; one that has passed is refused by the visit, which knows the day. */
const documentExpiry = z.string({ error: 'expires.empty' }).transform((typed, ctx) => {
  const parsed = parseDocumentExpiry(typed);
  if (parsed.ok) return parsed.value;
  ctx.addIssue({ code: 'custom', message: `expires.${parsed.reason}` });
  return z.NEVER;
});

const smsCode = z
  .string({ error: 'code.format' })
  .trim()
  .regex(/^\d{6}$/, { error: 'code.format' });

/** An application that waits for its person, as an officer sees it. */
export const CounterApplicationView = z
  .object({
    id,
    procedure: z.string(),
    state: z.enum(STATES),
    documents: maskedDocuments.meta({
      description: 'the two documents that it links, masked (L1, L2); empty where it names one alone',
    }),
    createdAt: instant,
    lapsesAt: instant,
    dueAt: instant.nullable(),
    /**
     * How an officer may accept it: at once on the person's own account; by the code on the phone that applied, in the
     * person's hand, on any other; by face-sign where it would give that account the person's level; not at all.
     */
    accept: z.enum(['open', 'by-code', 'by-face-sign', 'no']),
    reasons: z.array(ReasonView),
  })
  .meta({ id: 'CounterApplication' });
export type CounterApplicationView = z.infer<typeof CounterApplicationView>;

/** A person as an officer finds them: masked until the original document was seen. */
export const CounterPersonView = z
  .object({
    id,
    subject: subject.meta({ description: 'masked until the original document was seen' }),
    accounts: z.array(z.object({ id, mobile: z.string(), level: z.enum(LEVELS), since: instant })),
    applications: z.array(CounterApplicationView),
    credentials: z.array(CounterCredentialView),
  })
  .meta({ id: 'CounterPerson' });
export type CounterPersonView = z.infer<typeof CounterPersonView>;

/** One person at the counter, the original document seen. */
export const VisitView = z
  .object({
    id,
    purpose: z.enum(VISIT_PURPOSES),
    counter: z.string(),
    openedAt: instant,
    endsAt: instant,
    document: z.object({
      kind: z.enum(IDENTITY_DOCUMENTS),
      expires: z.string().meta({ description: 'ISO date or long-term' }),
    }),
    person: CounterPersonView,
  })
  .meta({ id: 'CounterVisit' });
export type VisitView = z.infer<typeof VisitView>;

/** The operator gave the mobile to the visitor anew, they say: whoever had it before keeps their account, without it. */
const newOwner = z.boolean().optional();
const once = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;
const ofVisit = ['not-signed-in', 'not-allowed', 'not-found', 'validation-failed'] as const;

export const findPerson = resource({
  id: 'findPerson',
  method: 'POST',
  path: '/api/v1/counter/people-searches',
  summary:
    'Find a person by the number of a document or by the reference of an application (in the body, never in the URL); the purpose is audited',
  access: 'staff',
  roles: ['officer'],
  status: 200,
  body: z.strictObject({
    purpose,
    /** A document's number, or the reference that the applicant shows, typed or scanned. */
    query: z.string().trim().min(1, { error: 'field.required' }).max(80, { error: 'query.unreadable' }),
  }),
  answer: z.object({ person: CounterPersonView.nullable() }).meta({ id: 'FoundPerson' }),
  problems: ['not-signed-in', 'not-allowed', 'validation-failed', 'too-many-requests'],
});

export const openVisit = resource({
  id: 'openVisit',
  method: 'POST',
  path: '/api/v1/counter/visits',
  summary: 'Record that the original document was seen (A6): the register confirms name, number and last day',
  access: 'staff',
  roles: ['officer'],
  idempotent: true,
  status: 201,
  body: z.strictObject({
    purpose,
    name: personName,
    document: z.strictObject({
      kind: z.enum(IDENTITY_DOCUMENTS),
      number: z.string({ error: 'resident-id.empty' }).trim().max(40, { error: 'field.invalid' }),
      expires: documentExpiry,
    }),
    /** The officer saw the original and compared the person with it. */
    seen: z.literal(true, { error: 'document.unseen' }),
  }),
  answer: VisitView,
  problems: [
    'not-signed-in',
    'not-allowed',
    'validation-failed',
    'register-unavailable',
    'too-many-requests',
    ...once,
  ],
});

export const readVisit = resource({
  id: 'readVisit',
  method: 'GET',
  path: '/api/v1/counter/visits/{id}',
  summary: 'The person who stands at this officer’s counter, while the visit lasts',
  access: 'staff',
  roles: ['officer'],
  status: 200,
  params: z.object({ id }),
  answer: VisitView,
  problems: ['not-signed-in', 'not-allowed', 'not-found'],
});

/** A portrait as the register holds it, or null where it holds none. */
export const VisitPortrait = z
  .object({
    portrait: z
      .object({
        jpeg: z.base64(),
        takenOn: z.string().meta({ description: 'ISO date' }),
      })
      .nullable()
      .meta({ description: 'null where the register holds none' }),
  })
  .meta({ id: 'VisitPortrait' });
export type VisitPortrait = z.infer<typeof VisitPortrait>;

export const readVisitPortrait = resource({
  id: 'readVisitPortrait',
  method: 'GET',
  path: '/api/v1/counter/visits/{id}/portrait',
  summary:
    'The register’s portrait of the person at this officer’s counter, to compare with face and document (A6); asked of the register while the visit lasts and kept nowhere, each look audited with the purpose of the visit',
  access: 'staff',
  roles: ['officer'],
  status: 200,
  params: z.object({ id }),
  answer: VisitPortrait,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'register-unavailable'],
});

export const endVisit = resource({
  id: 'endVisit',
  method: 'DELETE',
  path: '/api/v1/counter/visits/{id}',
  summary: 'The person leaves: nothing of theirs is seen any more',
  access: 'staff',
  roles: ['officer'],
  status: 204,
  params: z.object({ id }),
  problems: ['not-signed-in', 'not-allowed', 'not-found'],
});

export const sendVisitCode = resource({
  id: 'sendVisitCode',
  method: 'POST',
  path: '/api/v1/counter/visits/{id}/mobile-codes',
  summary: 'Send a code to the mobile that the person names; it proves that they hold it and signs nobody in',
  access: 'staff',
  roles: ['officer'],
  status: 202,
  params: z.object({ id }),
  body: z.strictObject({ mobile }),
  answer: z.object({ expiresAt: instant, resendAfter: instant }).meta({ id: 'VisitCode' }),
  problems: [...ofVisit, 'too-many-requests', 'unavailable'],
});

export const faceSign = resource({
  id: 'faceSign',
  method: 'POST',
  path: '/api/v1/counter/visits/{id}/face-sign',
  summary: 'Face-sign 面签 (A6): the account of the mobile becomes the person’s, at level real-person',
  access: 'staff',
  roles: ['officer'],
  idempotent: true,
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ mobile, code: smsCode, newOwner }),
  answer: VisitView,
  problems: [...ofVisit, 'wrong-state', 'too-many-requests', ...once],
});

export const registerPhone = resource({
  id: 'registerPhone',
  method: 'POST',
  path: '/api/v1/counter/visits/{id}/phone',
  summary: 'Give the person’s account another mobile; its sessions end',
  access: 'staff',
  roles: ['officer'],
  idempotent: true,
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({ accountId: id, mobile, code: smsCode, newOwner }),
  answer: VisitView,
  problems: [...ofVisit, 'wrong-state', 'too-many-requests', ...once],
});

export const decideAtCounter = resource({
  id: 'decideAtCounter',
  method: 'POST',
  path: '/api/v1/counter/visits/{id}/applications/{applicationId}/decision',
  summary: 'Accept or refuse the person of an application (A6); settle decides what comes of it',
  access: 'staff',
  roles: ['officer'],
  idempotent: true,
  status: 200,
  params: z.object({ id, applicationId: id }),
  body: z.strictObject({
    outcome: z.enum(['accept', 'refuse'], { error: 'field.required' }),
    /** Why it is refused; null when it is accepted. */
    reason: z.enum(COUNTER_REFUSALS, { error: 'field.required' }).nullable(),
    note: z.string().trim().max(400, { error: 'field.invalid' }),
    /** The code on the phone that applied, where accepting needs it; else empty. */
    reference: z.string().trim().max(40, { error: 'field.invalid' }),
  }),
  answer: VisitView,
  problems: [...ofVisit, 'wrong-state', ...once],
});
