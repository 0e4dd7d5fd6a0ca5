import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Event, isFinal, next, STATES, TRANSITIONS } from './state.ts';

const events: Event[] = [
  'issue',
  'refuse',
  'refer-document-review',
  'refer-counter',
  'await',
  'withdraw',
  'lapse',
];

describe('application state machine', () => {
  it('reaches at most one final state, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 30 }), (happenings) => {
        let state: (typeof STATES)[number] = 'proving';
        let finals = 0;
        for (const event of happenings) {
          const after = next(state, event);
          if (after === null) {
            expect(isFinal(state)).toBe(true);
            continue;
          }
          state = after;
          if (isFinal(state)) finals += 1;
        }
        expect(finals).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has a way out of every state that is not final: nobody is ever stuck', () => {
    for (const state of STATES) {
      if (!isFinal(state))
        expect(Object.values(TRANSITIONS[state]).some((after) => isFinal(after))).toBe(true);
    }
  });
});
