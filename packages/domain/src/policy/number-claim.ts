import { DAY_MS, HOUR_MS } from './calendar.ts';
import type { Rung } from './level.ts';

/**
 * A mobile number that the operator gave out anew, and whose next owner asks for it (A10): an agency changes these
 * figures here.
 */
export const numberClaimPolicy = {
  /**
   * The code that proves the number must not be older than this: not what somebody received who had the telephone
   * once.
   */
  codeFreshForMs: HOUR_MS,
  /** So long who asked may prove who they are; then they ask again, with a new code. */
  claimForMs: DAY_MS,
  /** Claims on one account: enough to begin anew, too few to make accounts by the dozen out of one number. */
  claimsOfAccount: [
    { most: 3, withinMs: DAY_MS },
    { most: 6, withinMs: 30 * DAY_MS },
  ],
  /**
   * What who asks must have proven themself by: a living face, or an officer's look. Photos of a document are a way to a
   * level, but no face stands behind them, and a number is taken from somebody else here.
   */
  provenBy: ['real-person', 'counter'] satisfies readonly Rung[] as readonly Rung[],
} as const;
