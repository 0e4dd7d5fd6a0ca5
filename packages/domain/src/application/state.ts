import type { Decision } from '../policy/decision.ts';

/** Where an application stands. */
export const STATES = [
  'proving',
  'in-review',
  'at-counter',
  'issued',
  'refused',
  'withdrawn',
  'lapsed',
] as const;
export type State = (typeof STATES)[number];

/** What happens to an application: the engine's decision, the person's withdrawal, or time. */
export type Event =
  | 'issue'
  | 'refuse'
  | 'refer-document-review'
  | 'refer-counter'
  | 'await'
  | 'withdraw'
  | 'lapse';

const open = {
  issue: 'issued',
  refuse: 'refused',
  'refer-document-review': 'in-review',
  'refer-counter': 'at-counter',
  await: 'proving',
  withdraw: 'withdrawn',
  lapse: 'lapsed',
} as const satisfies Record<Event, State>;

/** The transition table: no state changes but by it; final states have no way out. */
export const TRANSITIONS: Readonly<Record<State, Partial<Record<Event, State>>>> = {
  proving: open,
  'in-review': open,
  'at-counter': open,
  issued: {},
  refused: {},
  withdrawn: {},
  lapsed: {},
};

/** The state after an event, or null when the table does not allow it. */
export function next(state: State, event: Event): State | null {
  return TRANSITIONS[state][event] ?? null;
}

/** True when nothing can happen to it any more. */
export function isFinal(state: State): boolean {
  return Object.keys(TRANSITIONS[state]).length === 0;
}

/** States in which an application still waits for something. */
export const OPEN_STATES: readonly State[] = STATES.filter((state) => !isFinal(state));

/** The event that a decision is to the state machine. */
export function eventOf(decision: Decision): Event {
  if (decision.kind !== 'refer') return decision.kind;
  return decision.to === 'counter'
    ? 'refer-counter'
    : decision.to === 'document-review'
      ? 'refer-document-review'
      : 'await';
}
