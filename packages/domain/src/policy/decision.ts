import type { Rung } from './level.ts';
import type { ReasonCode } from './reason.ts';

/** Why a rule found what it found; params fill the reason's text. */
export type Reason = {
  readonly code: ReasonCode;
  readonly params?: Readonly<Record<string, string | number>>;
};

/** What one rule says about the facts. */
export type Finding =
  | { readonly kind: 'pass' }
  | { readonly kind: 'refuse'; readonly reason: Reason }
  | { readonly kind: 'refer'; readonly to: Rung; readonly reason: Reason }
  | { readonly kind: 'await'; readonly need: Rung; readonly reason: Reason };

/** A named, pure rule over facts: its id is recorded with every decision it takes part in. */
export type Rule<Facts> = { readonly id: string; readonly find: (facts: Facts, now: Date) => Finding };

/** The one decision over an application; `rules` are the ids that led to it. */
export type Decision =
  | { readonly kind: 'issue'; readonly rules: readonly string[] }
  | { readonly kind: 'refuse'; readonly rules: readonly string[]; readonly reasons: readonly Reason[] }
  | {
      readonly kind: 'refer';
      readonly to: Rung;
      readonly rules: readonly string[];
      readonly reasons: readonly Reason[];
    }
  | {
      readonly kind: 'await';
      readonly need: Rung;
      readonly rules: readonly string[];
      readonly reasons: readonly Reason[];
    };

export const pass: Finding = { kind: 'pass' };

/** Runs every rule; a refusal outweighs a referral, a referral outweighs a missing proof; issue only when all pass. */
export function decideAll<Facts>(rules: readonly Rule<Facts>[], facts: Facts, now: Date): Decision {
  const found = rules.map((rule) => ({ id: rule.id, finding: rule.find(facts, now) }));
  const refusals = found.flatMap(({ id, finding }) =>
    finding.kind === 'refuse' ? [{ id, reason: finding.reason }] : [],
  );
  if (refusals.length > 0) {
    return { kind: 'refuse', rules: refusals.map((r) => r.id), reasons: refusals.map((r) => r.reason) };
  }
  for (const { id, finding } of found) {
    if (finding.kind === 'refer')
      return { kind: 'refer', to: finding.to, rules: [id], reasons: [finding.reason] };
  }
  for (const { id, finding } of found) {
    if (finding.kind === 'await')
      return { kind: 'await', need: finding.need, rules: [id], reasons: [finding.reason] };
  }
  return { kind: 'issue', rules: found.map((f) => f.id) };
}
