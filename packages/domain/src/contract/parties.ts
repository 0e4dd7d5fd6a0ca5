import { z } from 'zod';
import { LEGAL_BASIS_IDS } from '../policy/legal-basis.ts';
import { PARTY_STATES } from '../policy/relying-party.ts';
import { SERVICE_IDS } from '../policy/services.ts';
import { personName } from '../procedures/form-fields.ts';
import { id, instant, mobile, ReasonView } from './fields.ts';
import { resource } from './resource.ts';
import { someLines } from './words.ts';

/** Limits of one service: calls a minute, and in a day of Asia/Shanghai. */
const ServiceLimits = z.strictObject({
  perMinute: z.int().min(1).max(1_000_000),
  perDay: z.int().min(1).max(1_000_000_000),
});
/** Limits by service where they are not the usual ones (policy/services.ts). */
export const partyLimits = z.partialRecord(z.enum(SERVICE_IDS), ServiceLimits);

/** Purposes as a request names them: each once, known to `purposeById`. */
export const purposeList = z
  .array(z.string({ error: 'purpose.unknown' }).max(64, { error: 'purpose.unknown' }), {
    error: 'purposes.empty',
  })
  .min(1, { error: 'purposes.empty' })
  .max(30, { error: 'purpose.unknown' });
/** Services as a request names them. */
export const serviceList = z
  .array(z.enum(SERVICE_IDS, { error: 'service.unknown' }), { error: 'services.empty' })
  .min(1, { error: 'services.empty' })
  .max(SERVICE_IDS.length, { error: 'service.unknown' });
/** A party's own words: what it does, and why identity has to be checked for it. */
export const partyExplanation = z
  .string({ error: 'explanation.empty' })
  .overwrite(someLines)
  .min(1, { error: 'explanation.empty' })
  .max(1_000, { error: 'explanation.too-long' });
/** An officer's words beside a decision: read by the party. */
export const partyNote = z
  .string({ error: 'note.empty' })
  .overwrite(someLines)
  .min(1, { error: 'note.empty' })
  .max(500, { error: 'note.too-long' });

/** What a party's contact is. */
export const partyContact = z.strictObject({ name: personName, mobile });

/** A relying party 用证单位 as its own administrators see it (V1); reasons are in the language of the request. */
export const PartyView = z
  .object({
    id,
    organisation: z.object({ id, name: z.string(), uscc: z.string() }),
    state: z.enum(PARTY_STATES),
    legalBasis: z.enum(LEGAL_BASIS_IDS),
    explanation: z.string(),
    purposes: z.array(z.string()),
    services: z.array(z.enum(SERVICE_IDS)),
    limits: partyLimits,
    appliedAt: instant,
    dueAt: instant,
    decidedAt: instant.nullable(),
    /** Why it was refused; null otherwise. */
    decisionReason: ReasonView.nullable(),
    decisionNote: z.string().nullable(),
    agreementVersion: z.string().nullable(),
    agreedAt: instant.nullable(),
    suspendedAt: instant.nullable().meta({ description: 'null unless it is suspended now' }),
    suspensionReason: ReasonView.nullable(),
    suspensionNote: z.string().nullable(),
    narrowedAt: instant.nullable().meta({
      description: 'when a part of what was approved was taken back; null again once a change is approved',
    }),
    narrowingReason: ReasonView.nullable(),
    narrowingNote: z.string().nullable(),
    endedAt: instant.nullable(),
    endReason: ReasonView.nullable(),
    endNote: z.string().nullable(),
  })
  .meta({ id: 'Party' });
export type PartyView = z.infer<typeof PartyView>;

const byId = z.object({ id });
const once = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;
const ofParty = ['not-signed-in', 'confirm-yourself', 'not-found', 'level-needed'] as const;

export const applyAsParty = resource({
  id: 'applyAsParty',
  method: 'POST',
  path: '/api/v1/parties',
  summary:
    'Apply for an organisation to become a relying party (V1): by one of its administrators, at level real-person; one living application or relationship an organisation',
  access: 'account',
  idempotent: true,
  status: 201,
  body: z.strictObject({
    organisationId: z.uuid({ error: 'field.required' }),
    legalBasis: z.enum(LEGAL_BASIS_IDS, { error: 'legal-basis.unknown' }),
    explanation: partyExplanation,
    purposes: purposeList,
    services: serviceList,
    contact: partyContact,
  }),
  answer: PartyView,
  problems: [
    ...ofParty,
    'role-needed',
    'party-exists',
    'too-many-applications',
    'validation-failed',
    ...once,
  ],
});

export const listParties = resource({
  id: 'listParties',
  method: 'GET',
  path: '/api/v1/parties',
  summary: 'The relying parties of the organisations that the caller administers, newest first',
  access: 'account',
  status: 200,
  answer: z.array(PartyView),
  problems: ['not-signed-in', 'confirm-yourself', 'level-needed'],
});

export const readParty = resource({
  id: 'readParty',
  method: 'GET',
  path: '/api/v1/parties/{id}',
  summary:
    'One relying party with where it stands, what it may ask and why it was refused, suspended or ended',
  access: 'account',
  status: 200,
  params: byId,
  answer: PartyView,
  problems: ofParty,
});

export const withdrawParty = resource({
  id: 'withdrawParty',
  method: 'POST',
  path: '/api/v1/parties/{id}/withdrawal',
  summary: 'Withdraw an application, or an approval before its agreement; twice is harmless',
  access: 'account',
  status: 200,
  params: byId,
  answer: PartyView,
  problems: [...ofParty, 'wrong-state'],
});

export const readAgreement = resource({
  id: 'readAgreement',
  method: 'GET',
  path: '/api/v1/parties/{id}/agreement',
  summary: 'The agreement that was agreed to, or the one to agree to, in the language of the request',
  access: 'account',
  status: 200,
  params: byId,
  answer: z
    .object({
      version: z.string(),
      title: z.string(),
      points: z.array(z.string()),
      agreedAt: instant.nullable(),
    })
    .meta({ id: 'PartyAgreement' }),
  problems: ofParty,
});

export const agreeAsParty = resource({
  id: 'agreeAsParty',
  method: 'POST',
  path: '/api/v1/parties/{id}/agreement',
  summary: 'Agree, as an administrator of an approved party: it is active from then on; twice is harmless',
  access: 'account',
  status: 200,
  params: byId,
  body: z.strictObject({
    version: z.string({ error: 'agreement.other-version' }).max(40, { error: 'agreement.other-version' }),
    accepted: z.literal(true, { error: 'agreement.not-accepted' }),
  }),
  answer: PartyView,
  problems: [...ofParty, 'wrong-state', 'validation-failed'],
});
