import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar.ts';

/** How people review (A5): an agency changes these figures, not the code. */
export const reviewPolicy = {
  /** Share of cases that a second reviewer looks at without knowing the first one's opinion. */
  secondLookShare: 0.1,
  /** A claimed case returns to the queue after this long without a decision. */
  claimForMs: 15 * MINUTE_MS,
  /** Pictures are deleted after this long at most, whatever becomes of the review (A12). */
  picturesForMs: 7 * DAY_MS,
  /** A case this near its deadline is marked in the queue. */
  soonMs: 2 * HOUR_MS,
  /** The console warns this many days before the working-day calendar's data ends. */
  calendarWarningDays: 60,
  /** A revocation asked for waits this long for the second pair of eyes. */
  revocationForMs: 3 * DAY_MS,
} as const;
