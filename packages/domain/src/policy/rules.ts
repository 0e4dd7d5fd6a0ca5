import { HOUR_MS, nextNaturalMonth } from './calendar.ts';
import { pass, type Rule } from './decision.ts';
import type { Facts } from './facts.ts';
import { fraudFound, type Ladder, openSteps, provenLevel, waitingProof, whyThisStep } from './ladder.ts';
import { type Level, reaches } from './level.ts';

/** Name and number must match the authoritative register (real-name check 实名认证); a document it does not hold is an officer's to judge, on paper only (B8). */
export const nameOnRegister: Rule<Facts> = {
  id: 'name-on-register',
  find: (facts) => {
    if (facts.realName === 'match' || (facts.realName === 'not-asked' && facts.medium === 'paper'))
      return pass;
    return { kind: 'refuse', reason: { code: 'name-number-mismatch' } };
  },
};

/** The register says that both documents are one person's (L1); anything else, also an answer that is missing, is a no. */
export const documentsOfOnePerson: Rule<Facts> = {
  id: 'documents-of-one-person',
  find: (facts) =>
    facts.link === 'match' ? pass : { kind: 'refuse', reason: { code: 'documents-not-linked' } },
};

/** The same rule for one medium only: beyond the quota on the phone there is paper at the counter (B3, B8). */
export function onlyFor(medium: Facts['medium'], rule: Rule<Facts>): Rule<Facts> {
  return { id: rule.id, find: (facts, now) => (facts.medium === medium ? rule.find(facts, now) : pass) };
}

/**
 * The subject is proven by a rung that gives at least `needs` (A1–A6). Until then: what people look at waits for them,
 * the rung the applicant chose is offered if it is open, else the first open one; at a counter the ladder ends.
 */
export function subjectProven(ladder: Ladder, needs: Level): Rule<Facts> {
  return {
    id: 'subject-proven',
    find: (facts, now) => {
      const proven = provenLevel(ladder, facts.proofs);
      if (proven !== null && reaches(proven, needs)) return pass;
      const fraud = fraudFound(facts);
      if (fraud) return { kind: 'refuse', reason: fraud };
      const last = facts.proofs.at(-1);
      const waits = waitingProof(facts);
      if (waits)
        return {
          kind: 'refer',
          to: 'document-review',
          reason: waits.reasons[0] ?? { code: 'match-uncertain' },
        };
      if (last?.rung === 'counter' && last.outcome === 'refuse')
        return { kind: 'refuse', reason: last.reasons[0] ?? { code: 'identity-not-proven' } };
      const open = openSteps(ladder, facts, now);
      const step = open.find(({ rung }) => rung === facts.chosen) ?? open[0];
      if (!step) return { kind: 'refuse', reason: { code: 'identity-not-proven' } };
      const reason = whyThisStep(ladder, step, facts, now);
      return step.rung === 'counter'
        ? { kind: 'refer', to: 'counter', reason }
        : { kind: 'await', need: step.rung, reason };
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
