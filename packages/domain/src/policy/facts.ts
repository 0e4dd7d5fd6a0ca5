import type { Reason } from './decision.ts';
import type { Rung } from './level.ts';

/** The outcome of proving the subject by one rung, as recorded; a reviewer's or officer's act has the same shape. */
export type Proof = {
  readonly rung: Rung;
  readonly outcome: 'accept' | 'review' | 'refuse';
  readonly reasons: readonly Reason[];
  readonly at: Date;
};

/** Everything that a decision may look at; nothing else reaches a rule. */
export type Facts = {
  /** On a phone, or printed at a counter. */
  readonly medium: 'electronic' | 'paper';
  /** What the population register said about name and number, asked outside the transaction; `not-asked` for documents it does not hold. */
  readonly realName: 'match' | 'no-match' | 'not-asked';
  /** What the register said about the second document, where the form names one: both of one person, or not (L1). */
  readonly link?: 'match' | 'no-match';
  /** Proofs given so far, oldest first. */
  readonly proofs: readonly Proof[];
  /** True when the applicant chose another way than the face (A12). */
  readonly declinedFace: boolean;
  /** The rung the applicant asked for; null leaves the order to the ladder. */
  readonly chosen: Rung | null;
  /** Electronic credentials of this procedure issued to the subject in the natural month of `now`. */
  readonly usedThisMonth: number;
  /** The latest credential of this procedure and medium that is neither expired nor revoked, if any. */
  readonly active: { readonly expiresAt: Date } | null;
};
