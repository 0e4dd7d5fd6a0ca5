import { z } from 'zod';
import {
  END_REASON_CODES,
  NARROWING_REASON_CODES,
  REFUSAL_REASON_CODES,
  SUSPENSION_REASON_CODES,
} from '../policy/party-reasons.ts';
import { PARTY_STATES } from '../policy/relying-party.ts';
import { SERVICE_IDS } from '../policy/services.ts';
import { id, instant } from './fields.ts';
import { PartyView, partyLimits, partyNote, purposeList, serviceList } from './parties.ts';
import { AmendmentView } from './party-amendments.ts';
import { resource } from './resource.ts';
import { someLines } from './words.ts';

/** Who has an application open; nobody else decides it meanwhile. */
const Taken = z.object({ by: z.string(), mine: z.boolean(), until: instant });

/** A relying party in the officers' list. */
export const CounterPartyRow = z
  .object({
    id,
    organisation: z.object({ name: z.string(), uscc: z.string() }),
    state: z.enum(PARTY_STATES),
    legalBasis: z.string(),
    /** What waits for a decision; null where nothing does. A change is that of a party at work. */
    asks: z.enum(['application', 'change']).nullable(),
    appliedAt: instant.meta({ description: 'when it applied, or asked for the change' }),
    dueAt: instant,
    taken: Taken.nullable(),
  })
  .meta({ id: 'CounterPartyRow' });
export type CounterPartyRow = z.infer<typeof CounterPartyRow>;

/** What is listed: applications to decide by deadline, parties that live, those that are over. */
export const PARTY_LISTS = ['to-decide', 'living', 'closed'] as const;
export type PartyList = (typeof PARTY_LISTS)[number];

/** A relying party as an officer sees it. */
export const CounterPartyView = z
  .object({
    party: PartyView,
    /** Null once it was forgotten, some time after the end. */
    contact: z.object({ name: z.string(), mobile: z.string() }).nullable(),
    taken: Taken.nullable(),
    /** The change that waits for a decision, and who has it open; null where none does. */
    amendment: z.object({ change: AmendmentView, taken: Taken.nullable() }).nullable(),
    /** True where the caller belongs to the organisation: somebody else decides. */
    own: z.boolean(),
    clients: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        method: z.string(),
        services: z.array(z.enum(SERVICE_IDS)),
        createdAt: instant,
        revokedAt: instant.nullable(),
      }),
    ),
    readers: z.object({
      active: z.int(),
      revoked: z.int(),
      newest: z.array(
        z.object({
          id,
          label: z.string(),
          scope: z.string(),
          purposes: z.array(z.string()),
          enrolledAt: instant,
          revokedAt: instant.nullable(),
        }),
      ),
    }),
    /** What happened to it, newest first; `by` is null for what the party did itself. */
    changes: z.array(
      z.object({
        event: z.string(),
        by: z.string().nullable(),
        reason: z.string().nullable(),
        note: z.string().nullable(),
        at: instant,
      }),
    ),
    /** Answers given by service on each of the last days (Asia/Shanghai): counts, nothing about whom. */
    volume: z.array(z.object({ day: z.iso.date(), service: z.string(), count: z.int() })),
  })
  .meta({ id: 'CounterParty' });
export type CounterPartyView = z.infer<typeof CounterPartyView>;

const byId = z.object({ id });
const ofStaff = ['not-signed-in', 'not-allowed'] as const;
const deciders = ['officer', 'approver'] as const;

/** What was asked for or part of it, with limits; or a reason of the list. */
const Decision = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('approve'),
    purposes: purposeList,
    services: serviceList,
    limits: partyLimits,
    note: z
      .string({ error: 'note.empty' })
      .overwrite(someLines)
      .max(500, { error: 'note.too-long' })
      .nullable(),
  }),
  z.strictObject({
    decision: z.literal('refuse'),
    reason: z.enum(REFUSAL_REASON_CODES, { error: 'party-reason.missing' }),
    note: partyNote,
  }),
]);

export const listCounterParties = resource({
  id: 'listCounterParties',
  method: 'GET',
  path: '/api/v1/counter/parties',
  summary:
    'Relying parties: applications to decide with the earliest deadline first, those that live, or those that are over',
  access: 'staff',
  roles: [...deciders, 'administrator'],
  status: 200,
  query: z.strictObject({ list: z.enum(PARTY_LISTS).default('to-decide') }),
  answer: z
    .object({ parties: z.array(CounterPartyRow), more: z.boolean(), toDecide: z.int(), overdue: z.int() })
    .meta({ id: 'CounterParties' }),
  problems: [...ofStaff, 'validation-failed'],
});

export const readCounterParty = resource({
  id: 'readCounterParty',
  method: 'GET',
  path: '/api/v1/counter/parties/{id}',
  summary:
    'One relying party: what it asks and why, its contact, clients, readers, what happened to it, and how much it asked; the look is audited',
  access: 'staff',
  roles: [...deciders, 'administrator'],
  status: 200,
  params: byId,
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found'],
});

export const takeParty = resource({
  id: 'takeParty',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/take',
  summary: 'Take an application to decide it: for a while nobody else does; taking it again takes it longer',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byId,
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'case-taken'],
});

export const decideParty = resource({
  id: 'decideParty',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/decision',
  summary:
    'Approve with what was asked for or part of it, and limits of its own; or refuse with a reason. Nobody decides on an organisation of their own',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byId,
  body: Decision,
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'case-taken', 'validation-failed'],
});

const byAmendment = z.object({ id, amendmentId: id });

export const takeAmendment = resource({
  id: 'takeAmendment',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/amendments/{amendmentId}/take',
  summary: 'Take a change that a party asked for, to decide it: for a while nobody else does',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byAmendment,
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'case-taken'],
});

export const decideAmendment = resource({
  id: 'decideAmendment',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/amendments/{amendmentId}/decision',
  summary:
    'Approve a change or part of it, which then holds at once, also for the readers and clients there are; or refuse it, and what was approved before holds on',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byAmendment,
  body: Decision,
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'case-taken', 'validation-failed'],
});

export const narrowParty = resource({
  id: 'narrowParty',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/narrowing',
  summary:
    'Leave a party fewer purposes or services than were approved, or lower limits: it holds at once, also for its readers and clients, and it is told why',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byId,
  body: z.strictObject({
    purposes: purposeList,
    services: serviceList,
    limits: partyLimits.meta({ description: 'those that change; what is not named stays' }),
    reason: z.enum(NARROWING_REASON_CODES, { error: 'party-reason.missing' }),
    note: partyNote,
  }),
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'validation-failed'],
});

export const suspendParty = resource({
  id: 'suspendParty',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/suspension',
  summary: 'Suspend a party: its systems and devices are refused within a minute, and it is told why',
  access: 'staff',
  roles: [...deciders, 'administrator'],
  status: 200,
  params: byId,
  body: z.strictObject({
    reason: z.enum(SUSPENSION_REASON_CODES, { error: 'party-reason.missing' }),
    note: partyNote,
  }),
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'validation-failed'],
});

export const resumeParty = resource({
  id: 'resumeParty',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/resumption',
  summary: 'Resume a suspended party: its systems and devices work again',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byId,
  body: z.strictObject({ note: partyNote }),
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'validation-failed'],
});

export const endParty = resource({
  id: 'endParty',
  method: 'POST',
  path: '/api/v1/counter/parties/{id}/end',
  summary: 'End a relationship for good; the organisation may apply anew',
  access: 'staff',
  roles: deciders,
  status: 200,
  params: byId,
  body: z.strictObject({
    reason: z.enum(END_REASON_CODES, { error: 'party-reason.missing' }),
    note: partyNote,
  }),
  answer: CounterPartyView,
  problems: [...ofStaff, 'not-found', 'wrong-state', 'validation-failed'],
});
