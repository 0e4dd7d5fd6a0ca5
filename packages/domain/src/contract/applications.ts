import { z } from 'zod';
import { STATES } from '../application/state.ts';
import { LEVELS, RUNGS } from '../policy/level.ts';
import { DOCUMENT_KINDS } from '../procedures/procedure.ts';
import { maskedDocuments } from './credentials.ts';
import { holderKey, id, instant, ReasonView, text } from './fields.ts';
import { resource } from './resource.ts';

/** What a person needs to know about a procedure before starting; figures come from its policy. */
export const ProcedureView = z
  .object({
    id: z.string(),
    name: text,
    short: text,
    summary: text,
    needs: z.array(text),
    takes: text,
    scope: text,
    quota: text,
    hotline: z.string(),
    level: z.string(),
    outcome: z.enum(['credential', 'level']),
    /** The ways to prove the subject, in the order they are offered. */
    ladder: z.array(
      z.object({ rung: z.enum(RUNGS), gives: z.enum(LEVELS), tries: z.int().nullable(), takes: text }),
    ),
    /** Null where the outcome is a level. */
    credential: z
      .object({
        code: z.int(),
        validForMs: z.int(),
        codeForMs: z.int(),
        presentForMs: z.int(),
        scopes: z.array(z.string()),
        purposes: z.array(
          z.object({ id: z.string(), scope: z.string(), text, reveals: z.array(z.string()) }),
        ),
        paperProofs: z.array(z.object({ id: z.string(), text, documents: z.array(z.enum(DOCUMENT_KINDS)) })),
      })
      .nullable(),
  })
  .meta({ id: 'Procedure' });
export type ProcedureView = z.infer<typeof ProcedureView>;

/** An application as its applicant sees it. */
export const ApplicationView = z
  .object({
    id,
    procedure: z.string(),
    state: z.enum(STATES),
    subject: z.object({ name: z.string(), number: z.string() }).meta({ description: 'masked' }),
    documents: maskedDocuments.meta({
      description: 'the two documents that it links, masked (L1, L2); empty where it names one alone',
    }),
    city: z.string().nullable(),
    createdAt: instant,
    decidedAt: instant.nullable(),
    lapsesAt: instant,
    /** What is needed next, when the application waits for the person. */
    need: z.enum(RUNGS).nullable(),
    /** Every way that is open now, in the ladder's order; the applicant may choose any (A12). */
    ways: z.array(
      z.object({
        rung: z.enum(RUNGS),
        gives: z.enum(LEVELS),
        triesLeft: z.int().nullable().meta({ description: 'null: as often as one likes' }),
        closedUntil: instant.nullable().meta({
          description:
            'until when it cannot be taken, because tries of other applications or an earlier fraud count (A8); null where it can be, and in lists',
        }),
        takes: text,
      }),
    ),
    /** When the people who look at it will have decided; while it is in review. */
    dueAt: instant.nullable(),
    /** Tries left on the rung that is needed next. */
    triesLeft: z.int(),
    reasons: z.array(ReasonView),
    credentialId: id.nullable(),
  })
  .meta({ id: 'Application' });
export type ApplicationView = z.infer<typeof ApplicationView>;

const byId = z.object({ id });

export const listProcedures = resource({
  id: 'listProcedures',
  method: 'GET',
  path: '/api/v1/procedures',
  summary: 'The services a person can apply for',
  access: 'public',
  status: 200,
  answer: z.array(ProcedureView),
  problems: [],
});

export const createApplication = resource({
  id: 'createApplication',
  method: 'POST',
  path: '/api/v1/applications',
  summary: 'Apply (B1); name and number are checked against the register before any photo is asked for (A11)',
  access: 'account',
  openToMasked: true,
  idempotent: true,
  status: 201,
  body: z.strictObject({
    procedure: z.string().max(64),
    /** The procedure's form, parsed by its own schema; errors name `input.<field>`. */
    input: z.record(z.string().max(64), z.unknown()),
    /** The phone's key that the credential will be bound to; not for a level. */
    holderKey: holderKey.optional(),
  }),
  answer: ApplicationView,
  problems: [
    'not-signed-in',
    'level-needed',
    'wrong-state',
    'validation-failed',
    'too-many-requests',
    'register-unavailable',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
    'not-found',
  ],
});

export const listApplications = resource({
  id: 'listApplications',
  method: 'GET',
  path: '/api/v1/applications',
  summary: 'Applications of the last month made by this account (B7), newest first',
  access: 'account',
  openToMasked: true,
  status: 200,
  answer: z.array(ApplicationView),
  problems: ['not-signed-in'],
});

export const readApplication = resource({
  id: 'readApplication',
  method: 'GET',
  path: '/api/v1/applications/{id}',
  summary: 'One application',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: byId,
  answer: ApplicationView,
  problems: ['not-signed-in', 'not-found'],
});

export const withdrawApplication = resource({
  id: 'withdrawApplication',
  method: 'POST',
  path: '/api/v1/applications/{id}/withdrawal',
  summary: 'Withdraw an application that is not decided yet',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: byId,
  answer: ApplicationView,
  problems: ['not-signed-in', 'not-found', 'wrong-state'],
});

export const chooseWay = resource({
  id: 'chooseWay',
  method: 'POST',
  path: '/api/v1/applications/{id}/way',
  summary:
    'Choose how to prove the subject among the ways that are open (A12); another way than the face withdraws its consent',
  access: 'account',
  openToMasked: true,
  status: 200,
  params: byId,
  body: z.strictObject({ rung: z.enum(RUNGS) }),
  answer: ApplicationView,
  problems: ['not-signed-in', 'not-found', 'wrong-state', 'validation-failed'],
});
