import { DAY_MS, HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';

/** Figures of the rungs without a face; an agency changes them here and nowhere else. */
export const LADDER_POLICY = {
  /** An authorisation at the third party is to be finished within this time. */
  vouchingForMs: 15 * MINUTE_MS,
  /** Questions about mobiles that one account may put to the register: each tells whether a number is on file. */
  mobileChecks: [
    { most: 6, withinMs: HOUR_MS },
    { most: 12, withinMs: DAY_MS },
  ],
  /** Authorisations that one account may begin. */
  vouchings: [
    { most: 10, withinMs: HOUR_MS },
    { most: 30, withinMs: DAY_MS },
  ],
} as const;
