import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROCEDURES } from '../procedures/registry.ts';
import { DAY_MS, HOUR_MS } from './calendar.ts';
import type { Facts, Proof } from './facts.ts';
import { openSteps, provenLevel, triesLeft, waitingProof, waysOf } from './ladder.ts';
import { LEVELS, RUNGS, type Rung } from './level.ts';
import type { ReasonCode } from './reason.ts';
import { subjectProven } from './rules.ts';

const start = new Date('2026-11-21T09:03:00+08:00').getTime();
const REASONS_OF: Readonly<Record<Rung, readonly ReasonCode[]>> = {
  'real-person': ['no-match', 'reference-missing', 'match-uncertain'],
  'mobile-on-file': ['mobile-differs', 'no-mobile-on-file'],
  'vouched-mobile': ['vouched-mobile-differs', 'vouching-refused', 'no-mobile-on-file'],
  'document-review': ['identity-not-proven'],
  counter: ['identity-not-proven'],
};

/** What may happen to an application: somebody tries a rung, or chooses one; some time after the last. */
const happening = fc.record({
  what: fc.constantFrom<'try' | 'choose'>('try', 'try', 'choose'),
  rung: fc.constantFrom(...RUNGS),
  outcome: fc.constantFrom<Proof['outcome']>('refuse', 'refuse', 'review', 'accept'),
  reason: fc.nat(),
  afterMs: fc.integer({ min: 0, max: 9 * HOUR_MS }),
});
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

const bare: Facts = {
  medium: 'electronic',
  realName: 'match',
  proofs: [],
  declinedFace: false,
  chosen: null,
  usedThisMonth: 0,
  active: null,
};

/** One step as the flows allow it: only ways that are open are tried or chosen; while people look, only they act. */
function step(ladder: (typeof PROCEDURES)[number]['ladder'], facts: Facts, one: Happening, now: Date): Facts {
  const waits = waitingProof(facts);
  if (one.what === 'choose') {
    if (!waysOf(ladder, facts, now).some(({ rung }) => rung === one.rung)) return facts;
    return { ...facts, chosen: one.rung, declinedFace: one.rung !== 'real-person' };
  }
  const rung = waits ? waits.rung : one.rung;
  const open = openSteps(ladder, facts, now).some((candidate) => candidate.rung === rung);
  if (!waits && !open) return facts;
  const byPeople = rung === 'real-person' || rung === 'document-review';
  const outcome = one.outcome === 'review' && (waits || !byPeople) ? 'refuse' : one.outcome;
  const codes = REASONS_OF[rung];
  const reasons = outcome === 'accept' ? [] : [{ code: codes[one.reason % codes.length]! }];
  return { ...facts, proofs: [...facts.proofs, { rung, outcome, reasons, at: now }] };
}

for (const { id, ladder, rules } of PROCEDURES) {
  const needs = id === 'registration' ? 'real-name' : 'real-person';
  const rule = subjectProven(ladder, needs);

  describe(`the ladder of ${id}`, () => {
    /** Runs every prefix of a history past `look`, until it is decided. */
    const everyPrefix = (look: (facts: Facts, now: Date, before: Facts) => void) =>
      fc.assert(
        fc.property(fc.array(happening, { maxLength: 25 }), (history) => {
          let facts = bare;
          let now = start;
          for (const one of history) {
            now += one.afterMs;
            const before = facts;
            facts = step(ladder, facts, one, new Date(now));
            look(facts, new Date(now), before);
            const { kind } = rule.find(facts, new Date(now));
            if (kind === 'pass' || kind === 'refuse') return;
          }
        }),
        { numRuns: 400 },
      );

    it('takes the rule of its procedure', () => {
      expect(rules.some((one) => one.id === rule.id)).toBe(true);
    });

    it('A12: nobody is ever stuck: there is an open way, somebody looks at it, or it is decided', () => {
      everyPrefix((facts, now) => {
        const finding = rule.find(facts, now);
        if (finding.kind === 'pass' || waitingProof(facts)) return;
        if (finding.kind === 'refuse') return expect(facts.proofs.at(-1)!.rung).toBe('counter');
        expect(waysOf(ladder, facts, now).length).toBeGreaterThan(0);
        const asked = finding.kind === 'await' ? finding.need : finding.to;
        expect(openSteps(ladder, facts, now).map(({ rung }) => rung)).toContain(asked);
      });
    });

    it('A12: whoever declined the face is never asked for it, and may always take it up again', () => {
      everyPrefix((facts, now) => {
        if (!facts.declinedFace) return;
        const finding = rule.find(facts, now);
        if (finding.kind === 'await') expect(finding.need).not.toBe('real-person');
        const used = triesLeft(ladder.find(({ rung }) => rung === 'real-person')!, facts, now) === 0;
        const ended = facts.proofs.some(({ reasons }) =>
          reasons.some(({ code }) => code === 'reference-missing'),
        );
        if (!used && !ended && !waitingProof(facts))
          expect(waysOf(ladder, facts, now).map(({ rung }) => rung)).toContain('real-person');
      });
    });

    it('tries are never negative, never more than the rung has, and come back when their window has passed', () => {
      everyPrefix((facts, now) => {
        for (const rung of ladder) {
          const left = triesLeft(rung, facts, now);
          if (!rung.tries) expect(left).toBeNull();
          else {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(left).toBeLessThanOrEqual(rung.tries.most);
            const later = new Date(now.getTime() + rung.tries.withinMs);
            expect(triesLeft(rung, facts, later)).toBe(rung.tries.most);
          }
        }
      });
    });

    it('what is proven never falls, whatever is added', () => {
      const rank = (facts: Facts) => {
        const level = provenLevel(ladder, facts.proofs);
        return level === null ? -1 : LEVELS.indexOf(level);
      };
      everyPrefix((facts, _now, before) => {
        expect(rank(facts)).toBeGreaterThanOrEqual(rank(before));
      });
    });

    it('the counter is always a way of it, as often as one likes', () => {
      expect(ladder.find(({ rung }) => rung === 'counter')).toMatchObject({ gives: 'real-person' });
      expect(ladder.find(({ rung }) => rung === 'counter')!.tries).toBeUndefined();
    });
  });
}

describe('the ladder of registration, in order', () => {
  const { ladder } = PROCEDURES.find(({ id }) => id === 'registration')!;
  const rule = subjectProven(ladder, 'real-name');
  const now = new Date(start);
  const refused = (rung: Rung, code: ReasonCode, times = 1): Proof[] =>
    Array.from({ length: times }, () => ({ rung, outcome: 'refuse', reasons: [{ code }], at: now }));
  const need = (proofs: Proof[], facts: Partial<Facts> = {}) => {
    const finding = rule.find({ ...bare, ...facts, proofs }, now);
    return finding.kind === 'await' ? finding.need : finding.kind === 'refer' ? finding.to : finding.kind;
  };

  it('A1 A2 A3 A5 A6: face, mobile on file, vouched mobile, photos, counter', () => {
    const face = refused('real-person', 'no-match', 3);
    const mobile = refused('mobile-on-file', 'mobile-differs');
    const vouched = refused('vouched-mobile', 'vouched-mobile-differs', 3);
    const photos = refused('document-review', 'identity-not-proven', 2);
    expect(need([])).toBe('real-person');
    expect(need(face)).toBe('mobile-on-file');
    expect(need([...face, ...mobile])).toBe('vouched-mobile');
    expect(need([...face, ...mobile, ...vouched])).toBe('document-review');
    expect(need([...face, ...mobile, ...vouched, ...photos])).toBe('counter');
    expect(
      need([...face, ...mobile, ...vouched, ...photos, ...refused('counter', 'identity-not-proven')]),
    ).toBe('refuse');
  });

  it('A2: a portrait that the register lacks ends the face at once; no mobile on file ends both mobiles', () => {
    expect(need(refused('real-person', 'reference-missing'))).toBe('mobile-on-file');
    const none = [
      ...refused('mobile-on-file', 'no-mobile-on-file'),
      ...refused('vouched-mobile', 'no-mobile-on-file'),
    ];
    expect(need(none, { declinedFace: true })).toBe('document-review');
  });

  it('A1: the tries of the face come back after a day', () => {
    const facts = { ...bare, proofs: refused('real-person', 'no-match', 3) };
    const open = (at: number) => openSteps(ladder, facts, new Date(at)).map(({ rung }) => rung);
    expect(open(start + DAY_MS - 1)).not.toContain('real-person');
    expect(open(start + DAY_MS)).toContain('real-person');
  });
});
