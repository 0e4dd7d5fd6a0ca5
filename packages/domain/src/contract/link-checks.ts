// "Do these two numbers belong to one person?" (L3): asked by a relying party, answered by the holder on their phone.
import { z } from 'zod';
import { IDENTITY_DOCUMENTS } from '../identifiers/identity-document.ts';
import { id, instant } from './fields.ts';
import { resource } from './resource.ts';
import { CheckView, serviceNumber, servicePurpose } from './services.ts';

const document = (example: string) =>
  z.strictObject(
    {
      document: z.enum(IDENTITY_DOCUMENTS, { error: 'document-kind.unknown' }),
      number: serviceNumber.meta({ description: 'as the document shows it', example }),
    },
    { error: 'field.required' },
  );

/**
 * Where a question stands. A yes may come at any moment; every other answer is one and the same and comes at `answersAt`,
 * never earlier, whatever the reason.
 */
export const LinkCheckView = CheckView.omit({ checkedAt: true })
  .extend({
    state: z.enum(['waiting', 'answered']),
    answer: z.enum(['confirmed', 'not-confirmed']).nullable(),
    askedAt: instant,
    answersAt: instant.meta({ description: 'the answer is there at this time at the latest' }),
    answeredAt: instant.nullable(),
  })
  .meta({ id: 'LinkCheck' });
export type LinkCheckView = z.infer<typeof LinkCheckView>;

export const createLinkCheck = resource({
  id: 'createLinkCheck',
  method: 'POST',
  path: '/api/v1/services/link-checks',
  summary:
    'Do these two numbers, a travel permit’s and a residence permit’s, belong to one person? The holder is asked on their phone',
  access: 'client',
  service: 'link-check',
  idempotent: true,
  status: 202,
  body: z.strictObject({
    purpose: servicePurpose,
    first: document('H99000001'),
    second: document('819900199408120030'),
  }),
  answer: LinkCheckView,
  problems: [
    'token-refused',
    'not-allowed',
    'validation-failed',
    'too-many-requests',
    'quota-used',
    'unavailable',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});

export const readLinkCheck = resource({
  id: 'readLinkCheck',
  method: 'GET',
  path: '/api/v1/services/link-checks/{id}',
  summary:
    'The answer, once there is one: confirmed as soon as the holder agrees, else not-confirmed at answersAt',
  access: 'client',
  service: 'link-check',
  status: 200,
  params: z.object({ id }),
  answer: LinkCheckView,
  problems: ['token-refused', 'not-found'],
});

/** A question as the holder sees it: who asks, for what, about which documents, and what exactly would be told. */
export const LinkRequestView = z
  .object({
    id,
    organisation: z.string(),
    purpose: z.object({ id: z.string(), text: z.string() }),
    /** Masked; gone once it is answered. */
    documents: z.array(z.object({ document: z.enum(IDENTITY_DOCUMENTS), number: z.string() })),
    state: z.enum(['waiting', 'approved', 'refused', 'reported', 'expired']),
    told: z
      .enum(['yes', 'nothing'])
      .nullable()
      .meta({ description: 'what the party hears of it; null while it waits' }),
    askedAt: instant,
    expiresAt: instant,
    saidAt: instant.nullable(),
    consent: z.object({ version: z.string(), title: z.string(), points: z.array(z.string()) }),
  })
  .meta({ id: 'LinkRequest' });
export type LinkRequestView = z.infer<typeof LinkRequestView>;

export const listLinkRequests = resource({
  id: 'listLinkRequests',
  method: 'GET',
  path: '/api/v1/link-requests',
  summary: 'Who asked whether two documents are mine (L3), newest first',
  access: 'account',
  status: 200,
  answer: z.array(LinkRequestView),
  problems: ['not-signed-in', 'confirm-yourself'],
});

export const readLinkRequest = resource({
  id: 'readLinkRequest',
  method: 'GET',
  path: '/api/v1/link-requests/{id}',
  summary: 'One such request',
  access: 'account',
  status: 200,
  params: z.object({ id }),
  answer: LinkRequestView,
  problems: ['not-signed-in', 'confirm-yourself', 'not-found'],
});

export const decideLinkRequest = resource({
  id: 'decideLinkRequest',
  method: 'POST',
  path: '/api/v1/link-requests/{id}/decision',
  summary:
    'Agree, in the words of that version, refuse, or refuse and report who asked; once, and before it expires',
  access: 'account',
  idempotent: true,
  status: 200,
  params: z.object({ id }),
  body: z.strictObject({
    say: z.enum(['approve', 'refuse', 'report'], { error: 'choice.missing' }),
    version: z.string({ error: 'consent.missing' }).min(1, { error: 'consent.missing' }).max(40, {
      error: 'consent.missing',
    }),
  }),
  answer: LinkRequestView,
  problems: [
    'not-signed-in',
    'confirm-yourself',
    'not-found',
    'wrong-state',
    'validation-failed',
    'register-unavailable',
    'idempotency-key-missing',
    'idempotency-key-reused',
    'in-progress',
  ],
});
