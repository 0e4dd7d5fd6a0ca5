import { DAY_MS, MINUTE_MS } from './calendar.ts';
import type { ReasonCode } from './reason.ts';
import type { LookPurpose } from './staff-access.ts';

/** What a person may come to a counter for: the purposes an officer looks for while the person stands there. */
export const VISIT_PURPOSES = [
  'face-sign',
  'identify-applicant',
  'issue-paper',
  'organisation',
  'answer-holder',
] as const satisfies readonly LookPurpose[];
export type VisitPurpose = (typeof VISIT_PURPOSES)[number];

/** Figures of the counter; an agency changes them here. */
export const counterPolicy = {
  /** How long an officer may act for a person after the original document was seen. */
  visitForMs: 30 * MINUTE_MS,
  /** Searches of one officer: enough for a queue, too few to find out who is here. */
  searches: [{ most: 300, withinMs: DAY_MS }],
  /** Documents whose name and number the register did not confirm, by one officer. */
  mismatches: [{ most: 60, withinMs: DAY_MS }],
  /** How long after an officer met the person a code alone signs in on a new browser, once. */
  metForMs: DAY_MS,
  code: { validForMs: 10 * MINUTE_MS, tries: 5, resendAfterMs: MINUTE_MS },
} as const;

/** Why an officer refuses at the counter: a closed list (texts in counter-reasons.ts). */
export const COUNTER_REFUSALS = [
  'counter-not-the-person',
  'counter-document-doubtful',
  'counter-document-damaged',
  'counter-not-willing',
] as const satisfies readonly ReasonCode[];
export type CounterRefusal = (typeof COUNTER_REFUSALS)[number];
