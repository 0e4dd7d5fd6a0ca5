import type { Text } from '../text/locale.ts';
import type { Within } from './deadline.ts';
import type { Reason } from './decision.ts';
import type { Facts, Proof } from './facts.ts';
import { LEVELS, type Level, type Rung } from './level.ts';
import type { ReasonCode } from './reason.ts';
import { followsFrom } from './review-reasons.ts';

/** One rung as a procedure takes it: what it proves, how often it may be tried, how long it takes. */
export type LadderStep = {
  readonly rung: Rung;
  /** The level that an accepted proof by this rung proves. */
  readonly gives: Level;
  /** Refused tries that close the rung, and after how long they no longer count; without it, it is always open. */
  readonly tries?: { readonly most: number; readonly withinMs: number };
  /** Reasons after which no further try can pass: the next rung at once. */
  readonly endsBy?: readonly ReasonCode[];
  /** When people must have decided, for a rung that people decide. */
  readonly decidedWithin?: Within;
  /** How long it takes, in words, from the applicant's side. */
  readonly takes: Text;
};

/** The rungs of a procedure in the order they are offered; the applicant may choose any open one (A12). */
export type Ladder = readonly LadderStep[];

/** The highest level that the accepted proofs give, or null when none was accepted. */
export function provenLevel(
  ladder: Ladder,
  proofs: readonly Pick<Proof, 'rung' | 'outcome'>[],
): Level | null {
  const given = ladder
    .filter(({ rung }) => proofs.some((proof) => proof.rung === rung && proof.outcome === 'accept'))
    .map(({ gives }) => LEVELS.indexOf(gives));
  return given.length === 0 ? null : LEVELS[Math.max(...given)]!;
}

/** Tries of a rung that still count at `now`: refused proofs within its window. */
export function countedTries(step: LadderStep, facts: Pick<Facts, 'proofs'>, now: Date): number {
  const from = step.tries ? now.getTime() - step.tries.withinMs : 0;
  return facts.proofs.filter(
    ({ rung, outcome, at }) => rung === step.rung && outcome === 'refuse' && at.getTime() > from,
  ).length;
}

/** Tries left on a rung at `now`; null when it has no limit. */
export function triesLeft(step: LadderStep, facts: Pick<Facts, 'proofs'>, now: Date): number | null {
  return step.tries ? Math.max(0, step.tries.most - countedTries(step, facts, now)) : null;
}

/** The rungs that can be taken at `now`, in the ladder's order: not used up, not ended, not the face when it is declined. */
export function openSteps(
  ladder: Ladder,
  facts: Pick<Facts, 'proofs' | 'declinedFace'>,
  now: Date,
): readonly LadderStep[] {
  return ladder.filter(
    (step) =>
      triesLeft(step, facts, now) !== 0 &&
      endedBy(step, facts) === undefined &&
      !(facts.declinedFace && step.rung === 'real-person'),
  );
}

/**
 * The rungs an applicant may choose at `now`, the face among them even when it was declined before: a refusal can be
 * taken back. While a reviewer has the pictures of a face, whoever withdraws the consent to it may take another way
 * (A12); while a reviewer has the documents, there is nothing to choose.
 */
export function waysOf(
  ladder: Ladder,
  facts: Pick<Facts, 'proofs' | 'declinedFace'>,
  now: Date,
): readonly LadderStep[] {
  const open = openSteps(ladder, { ...facts, declinedFace: false }, now);
  const waits = waitingProof(facts);
  if (!waits) return open;
  return waits.rung === 'real-person' ? open.filter(({ rung }) => rung !== 'real-person') : [];
}

/**
 * The proof that reviewers must look at, if the last one is such. What a register or a provider denied of a mobile in the
 * meantime says nothing about pictures. One of the face counts no more once the consent to it is withdrawn: its pictures
 * are gone (A12).
 */
export function waitingProof(facts: Pick<Facts, 'proofs' | 'declinedFace'>): Proof | undefined {
  const last = facts.proofs.findLast(
    ({ rung, outcome }) => outcome !== 'refuse' || (rung !== 'mobile-on-file' && rung !== 'vouched-mobile'),
  );
  if (last?.outcome !== 'review') return undefined;
  return last.rung === 'real-person' && facts.declinedFace ? undefined : last;
}

/** The reason that ended a rung for good, if one did: of the ladder's own list, or a reviewer's that no retake can mend. */
function endedBy(step: LadderStep, facts: Pick<Facts, 'proofs'>): Reason | undefined {
  return facts.proofs
    .filter(({ rung, outcome }) => rung === step.rung && outcome === 'refuse')
    .flatMap(({ reasons }) => reasons)
    .find(({ code }) => step.endsBy?.includes(code) || followsFrom(code) === 'next');
}

/** The reason for which the whole ladder ends: what two reviewers found to be no honest attempt. A counter can still help. */
export function fraudFound(facts: Pick<Facts, 'proofs'>): Reason | undefined {
  return facts.proofs
    .filter(({ outcome }) => outcome === 'refuse')
    .flatMap(({ reasons }) => reasons)
    .find(({ code }) => followsFrom(code) === 'fraud');
}

/** What is asked for at a rung nobody has tried yet. */
const FIRST_ASK = {
  'real-person': 'face-check-needed',
  'mobile-on-file': 'mobile-check-needed',
  'vouched-mobile': 'vouched-mobile-needed',
  'document-review': 'document-photos-needed',
  counter: 'counter-needed',
} as const satisfies Record<Rung, ReasonCode>;

/** Why the applicant stands at this step: what the last try lacked, why the face is left out, or what is asked for. */
export function whyThisStep(ladder: Ladder, step: LadderStep, facts: Facts, now: Date): Reason {
  const last = facts.proofs.at(-1);
  const tried = last && ladder.find(({ rung }) => rung === last.rung);
  const face = ladder.find(({ rung }) => rung === 'real-person');
  const otherTried = last !== undefined && last.rung !== 'real-person' && last.outcome !== 'accept';
  if (facts.declinedFace && step.rung !== 'real-person' && !otherTried) return { code: 'face-declined' };
  if (last?.outcome !== 'refuse' || !tried) return { code: FIRST_ASK[step.rung] };
  if (tried.rung === step.rung) return last.reasons[0] ?? { code: FIRST_ASK[step.rung] };
  const ended = endedBy(tried, facts);
  if (ended) return ended;
  if (tried === face && face.tries && triesLeft(face, facts, now) === 0)
    return { code: 'face-tries-used', params: { tries: face.tries.most } };
  return last.reasons[0] ?? { code: FIRST_ASK[step.rung] };
}
