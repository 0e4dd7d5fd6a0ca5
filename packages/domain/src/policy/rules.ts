import { HOUR_MS, nextNaturalMonth } from './calendar.ts';
import { pass, type Rule } from './decision.ts';
import type { Facts } from './facts.ts';

/** Name and number must match the authoritative register (real-name check 实名认证); a document it does not hold is an officer's to judge, on paper only (B8). */
export const nameOnRegister: Rule<Facts> = {
  id: 'name-on-register',
  find: (facts) => {
    if (facts.realName === 'match' || (facts.realName === 'not-asked' && facts.medium === 'paper'))
      return pass;
    return { kind: 'refuse', reason: { code: 'name-number-mismatch' } };
  },
};

/** The same rule for one medium only: beyond the quota on the phone there is paper at the counter (B3, B8). */
export function onlyFor(medium: Facts['medium'], rule: Rule<Facts>): Rule<Facts> {
  return { id: rule.id, find: (facts, now) => (facts.medium === medium ? rule.find(facts, now) : pass) };
}

/** The subject is proven by one of the ladder's rungs; face tries are limited, then the next rung takes over (A2, A12, B2). */
export function subjectProven(policy: { tries: number }): Rule<Facts> {
  return {
    id: 'subject-proven',
    find: (facts) => {
      if (facts.proofs.some((proof) => proof.outcome === 'accept')) return pass;
      const last = facts.proofs.at(-1);
      if (last && last.rung !== 'real-person' && last.outcome === 'refuse') {
        return { kind: 'refuse', reason: last.reasons[0] ?? { code: 'identity-not-proven' } };
      }
      if (facts.declinedFace) return { kind: 'refer', to: 'counter', reason: { code: 'face-declined' } };
      // Without a photo on record no try can ever pass: the next rung at once, not after three.
      if (last?.reasons.some((reason) => reason.code === 'reference-missing'))
        return { kind: 'refer', to: 'counter', reason: { code: 'reference-missing' } };
      if (last?.outcome === 'review')
        return {
          kind: 'refer',
          to: 'document-review',
          reason: last.reasons[0] ?? { code: 'match-uncertain' },
        };
      if (facts.faceTries >= policy.tries)
        return {
          kind: 'refer',
          to: 'counter',
          reason: { code: 'face-tries-used', params: { tries: policy.tries } },
        };
      return {
        kind: 'await',
        need: 'real-person',
        reason: last?.reasons[0] ?? { code: 'face-check-needed' },
      };
    },
  };
}

/** At most `limit` credentials per person per natural month, Asia/Shanghai calendar (B3, T3). */
export function perNaturalMonth(limit: number): Rule<Facts> {
  return {
    id: 'per-natural-month',
    find: (facts, now) =>
      facts.usedThisMonth < limit
        ? pass
        : {
            kind: 'refuse',
            reason: { code: 'quota-used', params: { limit, from: nextNaturalMonth(now).toISOString() } },
          },
  };
}

/** While one is valid, another is given only in its last `hours` (B3: re-application window). */
export function reapplyInLast(hours: number): Rule<Facts> {
  return {
    id: 'reapply-in-last-hours',
    find: (facts, now) => {
      if (!facts.active) return pass;
      const opens = facts.active.expiresAt.getTime() - hours * HOUR_MS;
      if (now.getTime() >= opens) return pass;
      return {
        kind: 'refuse',
        reason: {
          code: 'still-valid',
          params: { hours, until: facts.active.expiresAt.toISOString(), from: new Date(opens).toISOString() },
        },
      };
    },
  };
}
