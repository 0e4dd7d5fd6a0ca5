import { describe, expect, it } from 'vitest';
import { railTemporaryId } from '../procedures/rail-temporary-id/procedure.ts';
import { LOCALES } from '../text/locale.ts';
import type { Facts, Proof } from './facts.ts';
import { openSteps, provenLevel } from './ladder.ts';
import { REASONS } from './reason.ts';
import { followsFrom, REVIEW_REASON_CODES, REVIEW_REASONS, reviewReasonsFor } from './review-reasons.ts';
import { subjectProven } from './rules.ts';

const now = new Date('2026-11-21T09:03:00+08:00');
const { ladder } = railTemporaryId;
const rule = subjectProven(ladder, 'real-person');
const refused = (rung: Proof['rung'], code: (typeof REVIEW_REASON_CODES)[number]): Proof => ({
  rung,
  outcome: 'refuse',
  reasons: [{ code }],
  at: now,
});
const facts = (...proofs: Proof[]): Facts => ({
  medium: 'electronic',
  realName: 'match',
  proofs,
  declinedFace: false,
  chosen: null,
  usedThisMonth: 0,
  active: null,
});

describe('what a reviewer may find', () => {
  it('A5: every finding has words and a next step for the citizen in every language, and is a reason like any other', () => {
    for (const code of REVIEW_REASON_CODES) {
      for (const locale of LOCALES) {
        expect(REVIEW_REASONS[code].reason[locale]).not.toBe('');
        expect(REVIEW_REASONS[code].next[locale]).not.toBe('');
      }
      expect(REASONS[code]).toBe(REVIEW_REASONS[code]);
    }
  });

  it('A5: each kind of case has findings to retake, to go on and of fraud, and at most as many as there are digits', () => {
    for (const kind of ['face', 'documents'] as const) {
      const codes = reviewReasonsFor(kind);
      expect(new Set(codes.map(followsFrom))).toEqual(new Set(['retake', 'next', 'fraud']));
      expect(codes.length).toBeLessThan(16);
    }
    expect(followsFrom('no-match')).toBeUndefined();
  });

  it('A5: after a finding to retake the rung stays open, and its reason is what the citizen sees', () => {
    const seen = facts(refused('document-review', 'review-glare'));
    expect(openSteps(ladder, seen, now).map(({ rung }) => rung)).toContain('document-review');
    expect(rule.find({ ...seen, chosen: 'document-review' }, now)).toEqual({
      kind: 'await',
      need: 'document-review',
      reason: { code: 'review-glare' },
    });
  });

  it('A5: after a finding that no retake mends the next rung is offered, with the reason', () => {
    const seen = facts(refused('document-review', 'review-expired'));
    expect(openSteps(ladder, seen, now).map(({ rung }) => rung)).not.toContain('document-review');
    const face = facts(refused('real-person', 'review-face-uncertain'));
    expect(openSteps(ladder, face, now).map(({ rung }) => rung)).not.toContain('real-person');
    expect(rule.find(face, now)).toMatchObject({
      kind: 'refer',
      to: 'counter',
      reason: { code: 'review-face-uncertain' },
    });
  });

  it('A5: fraud ends the application, whatever rung is open, and names the counter', () => {
    const seen = facts(refused('real-person', 'review-face-of-another'));
    expect(openSteps(ladder, seen, now).length).toBeGreaterThan(0);
    expect(rule.find(seen, now)).toEqual({ kind: 'refuse', reason: { code: 'review-face-of-another' } });
    expect(REVIEW_REASONS['review-face-of-another'].next.en).toContain('counter');
  });

  it('A5: what a reviewer accepts proves the level that the rung gives', () => {
    const accepted = facts({ rung: 'document-review', outcome: 'accept', reasons: [], at: now });
    expect(provenLevel(ladder, accepted.proofs)).toBe('real-person');
    expect(rule.find(accepted, now)).toEqual({ kind: 'pass' });
  });
});
