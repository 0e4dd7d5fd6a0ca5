import { DAY_MS, MINUTE_MS, SECOND_MS } from './calendar.ts';

/** Where a relying party 用证单位 stands (V1). */
export const PARTY_STATES = [
  'applied',
  'approved',
  'active',
  'suspended',
  'refused',
  'withdrawn',
  'ended',
] as const;
export type PartyState = (typeof PARTY_STATES)[number];

/** What happens to one: `agree` and `withdraw` are the party's own acts, the others an officer's. */
export type PartyEvent = 'approve' | 'refuse' | 'withdraw' | 'agree' | 'suspend' | 'resume' | 'end';

/** The transition table: no state changes but by it. */
export const PARTY_TRANSITIONS: Readonly<Record<PartyState, Partial<Record<PartyEvent, PartyState>>>> = {
  applied: { approve: 'approved', refuse: 'refused', withdraw: 'withdrawn' },
  approved: { agree: 'active', withdraw: 'withdrawn', end: 'ended' },
  active: { suspend: 'suspended', end: 'ended' },
  suspended: { resume: 'active', end: 'ended' },
  refused: {},
  withdrawn: {},
  ended: {},
};

/** The state after an event, or null when the table does not allow it. */
export function nextPartyState(state: PartyState, event: PartyEvent): PartyState | null {
  return PARTY_TRANSITIONS[state][event] ?? null;
}

/** States after which an organisation may apply anew. */
export const CLOSED_PARTY_STATES: readonly PartyState[] = PARTY_STATES.filter(
  (state) => Object.keys(PARTY_TRANSITIONS[state]).length === 0,
);

/** Figures of relying parties; an agency changes them here. */
export const partyPolicy = {
  /** Working days within which an application is decided. */
  decidedWithinDays: 5,
  /** Applications of one organisation, withdrawn and refused ones too; changes that a party asks for likewise, apart. */
  applications: { most: 5, withinMs: DAY_MS },
  /** Whom to call at a party stays known so long after its end. */
  contactAfterMs: 183 * DAY_MS,
  /** Who takes an application to decide it keeps others from it so long. */
  takenForMs: 30 * MINUTE_MS,
  /** Days of which the officers' page counts a party's questions. */
  volumeDays: 7,
  /** An access token works this long; a revoked client is refused before that, as soon as a process hears of it. */
  accessTokenSeconds: 10 * 60,
  /** A client's assertion may be at most this old (RFC 7523); each works once. */
  assertionSeconds: 5 * 60,
  /** How often a process asks whether a client, a reader or a party changed: a revocation holds within a minute (V1). */
  directoryRefreshMs: 2 * SECOND_MS,
  /** Clients and readers of one party at most. */
  mostClients: 20,
  mostReaders: 5_000,
  /** A client for trying things out, in a sandbox only, ends after this time. */
  trialForMs: DAY_MS,
  /** A holder's consent to a question about them is waited for this long; every answer that is not a yes comes at its end (L3). */
  consentWaitMs: 5 * MINUTE_MS,
  /** How long both sides can look a check up by its evidence id. */
  evidenceForMs: 183 * DAY_MS,
} as const;
