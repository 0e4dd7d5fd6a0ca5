import { z } from 'zod';
import { AMENDMENT_STATES } from '../policy/party-amendment.ts';
import { SERVICE_IDS } from '../policy/services.ts';
import { id, instant, ReasonView } from './fields.ts';
import { partyExplanation, purposeList, serviceList } from './parties.ts';
import { resource } from './resource.ts';

const Rights = z.object({ purposes: z.array(z.string()), services: z.array(z.enum(SERVICE_IDS)) });

/** A change of what a party may ask, as its administrators see it; reasons are in the language of the request. */
export const AmendmentView = z
  .object({
    id,
    state: z.enum(AMENDMENT_STATES),
    explanation: z.string(),
    /** What held when it was asked for, and holds until it is decided. */
    before: Rights,
    /** What was asked for. */
    asked: Rights,
    /** What was approved of it; null unless it was. */
    granted: Rights.nullable(),
    askedAt: instant,
    dueAt: instant,
    decidedAt: instant.nullable(),
    /** Why it was refused; null otherwise. */
    reason: ReasonView.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'PartyAmendment' });
export type AmendmentView = z.infer<typeof AmendmentView>;

const byParty = z.object({ id });
const ofParty = ['not-signed-in', 'confirm-yourself', 'not-found', 'level-needed'] as const;
const once = ['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const;

export const askAmendment = resource({
  id: 'askAmendment',
  method: 'POST',
  path: '/api/v1/parties/{id}/amendments',
  summary:
    'Ask, as an administrator of an active party, for other purposes and services; until an officer has decided what was approved holds. One at a time',
  access: 'account',
  idempotent: true,
  status: 201,
  params: byParty,
  body: z.strictObject({ purposes: purposeList, services: serviceList, explanation: partyExplanation }),
  answer: AmendmentView,
  problems: [
    ...ofParty,
    'wrong-state',
    'amendment-open',
    'too-many-applications',
    'validation-failed',
    ...once,
  ],
});

export const listAmendments = resource({
  id: 'listAmendments',
  method: 'GET',
  path: '/api/v1/parties/{id}/amendments',
  summary: 'The changes that were asked for, newest first, with what became of them',
  access: 'account',
  status: 200,
  params: byParty,
  answer: z.object({ items: z.array(AmendmentView) }).meta({ id: 'PartyAmendments' }),
  problems: ofParty,
});

export const withdrawAmendment = resource({
  id: 'withdrawAmendment',
  method: 'POST',
  path: '/api/v1/parties/{id}/amendments/{amendmentId}/withdrawal',
  summary: 'Withdraw a change that is not decided; twice is harmless',
  access: 'account',
  status: 200,
  params: z.object({ id, amendmentId: id }),
  answer: AmendmentView,
  problems: [...ofParty, 'wrong-state'],
});
