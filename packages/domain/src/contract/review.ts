import { z } from 'zod';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { REVIEW_REASON_CODES } from '../policy/review-reasons.ts';
import { id, instant, ReasonView, text } from './fields.ts';
import { resource } from './resource.ts';

const KINDS = ['face', 'documents'] as const;

/** A case as the queue shows it: what it is about and when it is due, nothing about whom. */
export const QueuedCase = z
  .object({
    id,
    procedure: z.string(),
    kind: z.enum(KINDS),
    dueAt: instant,
    createdAt: instant,
    /** Waits for an approver: handed on, or two reviewers disagreed. */
    approver: z.boolean(),
    /** Until when the caller holds it; null when nobody does. */
    mineUntil: instant.nullable(),
  })
  .meta({ id: 'QueuedCase' });
export type QueuedCase = z.infer<typeof QueuedCase>;

/** The queue of whoever asks: only what they may decide. */
export const QueueView = z
  .object({
    cases: z.array(QueuedCase),
    /** Give it back as `after` for the next page; null on the last. */
    next: z.string().nullable(),
    counts: z.object({ waiting: z.int(), overdue: z.int(), soon: z.int(), withOthers: z.int() }),
    calendar: z
      .object({ endsOn: z.string(), daysLeft: z.int() })
      .nullable()
      .meta({ description: 'set when the working-day calendar’s data ends soon' }),
  })
  .meta({ id: 'ReviewQueue' });
export type QueueView = z.infer<typeof QueueView>;

const filter = { procedure: z.string().max(64).optional(), kind: z.enum(KINDS).optional() };

export const listReviewCases = resource({
  id: 'listReviewCases',
  method: 'GET',
  path: '/api/v1/review/cases',
  summary: 'Cases that the caller may decide, the earliest deadline first; without personal data',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 200,
  query: z.object({
    ...filter,
    after: z.string().max(120).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: QueueView,
  problems: ['not-signed-in', 'not-allowed', 'validation-failed'],
});

/** A case that the caller now holds, and until when. */
export const ClaimView = z.object({ id, claimedUntil: instant }).meta({ id: 'ReviewClaim' });
export type ClaimView = z.infer<typeof ClaimView>;

export const claimNextCase = resource({
  id: 'claimNextCase',
  method: 'POST',
  path: '/api/v1/review/claims',
  summary: 'Take the case that is due first, or go on with the one already held; null when nothing waits',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 200,
  body: z.strictObject(filter),
  answer: z.object({ claim: ClaimView.nullable() }).meta({ id: 'NextReviewClaim' }),
  problems: ['not-signed-in', 'not-allowed', 'validation-failed'],
});

const byId = z.object({ id });

export const claimCase = resource({
  id: 'claimCase',
  method: 'POST',
  path: '/api/v1/review/cases/{id}/claim',
  summary: 'Take this case, or hold it longer; refused when another holds it or it is not for the caller',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 200,
  params: byId,
  answer: ClaimView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'case-taken', 'wrong-state'],
});

export const releaseCase = resource({
  id: 'releaseCase',
  method: 'POST',
  path: '/api/v1/review/cases/{id}/release',
  summary: 'Give a case back to the queue',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 204,
  params: byId,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'case-not-held'],
});

const note = z.string().trim().max(500);

export const escalateCase = resource({
  id: 'escalateCase',
  method: 'POST',
  path: '/api/v1/review/cases/{id}/escalation',
  summary: 'Hand a case on to an approver, with a note',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 204,
  params: byId,
  body: z.strictObject({ note: note.min(1) }),
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'case-not-held', 'validation-failed'],
});

export const decideCase = resource({
  id: 'decideCase',
  method: 'POST',
  path: '/api/v1/review/cases/{id}/decision',
  summary: 'Accept, or refuse with reasons from the list; harmless to repeat',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 204,
  params: byId,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('accept'), note: note.optional() }),
    z.strictObject({
      outcome: z.literal('refuse'),
      reasons: z.array(z.enum(REVIEW_REASON_CODES)).min(1).max(5),
      note: note.optional(),
    }),
  ]),
  problems: [
    'not-signed-in',
    'not-allowed',
    'not-found',
    'case-not-held',
    'wrong-state',
    'validation-failed',
  ],
});

/** Pictures of a case, by what they show. */
export const CasePicture = z.object({
  name: z.string(),
  group: z.enum(['register', 'front', 'back', 'face']),
});
export type CasePicture = z.infer<typeof CasePicture>;

/** A typed value beside what a machine read on the document; `read` is null where nothing was read. */
const TypedField = z.object({
  field: z.enum(['name', 'number', 'expires']),
  typed: z.string().nullable(),
  read: z.string().nullable(),
});

/** Everything that whoever holds a case may see of it, and nothing of what others thought. */
export const CaseView = z
  .object({
    id,
    procedure: z.string(),
    kind: z.enum(KINDS),
    dueAt: instant,
    createdAt: instant,
    claimedUntil: instant,
    subject: z.array(TypedField),
    document: z.string().meta({ description: 'kind of the document that the person named' }),
    /** A second document to be linked with it (L1): no photo shows it, so its number is masked. */
    linked: z.object({ document: z.enum(IDENTITY_DOCUMENTS), number: z.string() }).nullable(),
    pictures: z.array(CasePicture),
    /** What the machine left open, in words: no scores, which would anchor. */
    findings: z.array(ReasonView),
    measured: z.array(text),
    /** What the reviewer who handed it on asks; approvers only. */
    handedOn: z.string().nullable(),
    /** For an approver after a disagreement: what the two found, not who. */
    opinions: z.array(z.object({ outcome: z.enum(['accept', 'refuse']), reasons: z.array(ReasonView) })),
  })
  .meta({ id: 'ReviewCase' });
export type CaseView = z.infer<typeof CaseView>;

export const readReviewCase = resource({
  id: 'readReviewCase',
  method: 'GET',
  path: '/api/v1/review/cases/{id}',
  summary: 'A case, to who holds it and only while they do; each look is audited with its purpose',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 200,
  params: byId,
  answer: CaseView,
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'case-not-held'],
});

export const readCasePicture = resource({
  id: 'readCasePicture',
  method: 'GET',
  path: '/api/v1/review/cases/{id}/pictures/{name}',
  summary: 'One picture of a case held: `register` (the portrait on record) or a name that the case lists',
  access: 'staff',
  roles: ['reviewer', 'approver'],
  status: 200,
  params: z.object({ id, name: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
  produces: 'image/jpeg',
  problems: ['not-signed-in', 'not-allowed', 'not-found', 'case-not-held', 'register-unavailable'],
});
