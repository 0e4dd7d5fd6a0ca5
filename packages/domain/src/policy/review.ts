import { DAY_MS, MINUTE_MS } from './calendar.ts';

/** How people review (A5): an agency changes these figures, not the code. */
export const reviewPolicy = {
  /** Share of cases that a second reviewer looks at without knowing the first one's opinion. */
  secondLookShare: 0.1,
  /** A claimed case returns to the queue after this long without a decision. */
  claimForMs: 15 * MINUTE_MS,
  /** Pictures are deleted after this long at most, whatever becomes of the review (A12). */
  picturesForMs: 7 * DAY_MS,
} as const;
