import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  CLOSED_PARTY_STATES,
  nextPartyState,
  PARTY_STATES,
  PARTY_TRANSITIONS,
  type PartyEvent,
} from './relying-party.ts';

const EVENTS: readonly PartyEvent[] = ['approve', 'refuse', 'withdraw', 'agree', 'suspend', 'resume', 'end'];
const anyEvents = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 });

/** What a party goes through from its application on; events that the table does not allow change nothing. */
const walk = (events: readonly PartyEvent[]) => {
  let state: (typeof PARTY_STATES)[number] = 'applied';
  const taken: PartyEvent[] = [];
  for (const event of events) {
    const next = nextPartyState(state, event);
    if (next === null) continue;
    state = next;
    taken.push(event);
  }
  return { state, taken };
};

it('V1: the table names known states and events only, and every state can be reached', () => {
  const reached = new Set<string>(['applied']);
  for (const [from, row] of Object.entries(PARTY_TRANSITIONS)) {
    expect(PARTY_STATES).toContain(from);
    for (const [event, to] of Object.entries(row)) {
      expect(EVENTS).toContain(event);
      expect(PARTY_STATES).toContain(to);
      reached.add(to);
    }
  }
  expect([...reached].sort()).toEqual([...PARTY_STATES].sort());
});

it('V1: nobody is active who was not approved and has not agreed, in that order', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const { state, taken } = walk(events);
      if (state !== 'active' && state !== 'suspended') return;
      expect(taken.slice(0, 2)).toEqual(['approve', 'agree']);
    }),
  );
});

it('V1: what is refused, withdrawn or ended stays so, whatever happens', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CLOSED_PARTY_STATES), fc.constantFrom(...EVENTS), (state, event) => {
      expect(nextPartyState(state, event)).toBe(null);
    }),
  );
  expect([...CLOSED_PARTY_STATES].sort()).toEqual(['ended', 'refused', 'withdrawn']);
});

it('V1: active and suspended turn into each other, and no event is done twice in a row', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const { taken } = walk(events);
      for (const [i, event] of taken.entries()) expect(event).not.toBe(taken[i + 1]);
    }),
  );
});
