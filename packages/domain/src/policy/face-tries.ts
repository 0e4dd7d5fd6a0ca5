import { DAY_MS } from './calendar.ts';
import { followsFrom, REVIEW_REASON_CODES, type ReviewReasonCode } from './review-reasons.ts';

/** So many tries within so many milliseconds. */
export type TryWindow = { readonly most: number; readonly withinMs: number };

/**
 * What outlives an application and an account (A8, A11): face checks that did not pass, counted for who makes them and for
 * whom, and a fraud that reviewers found. A ladder's own tries end with its application; these do not. An agency changes
 * the figures here and nowhere else.
 */
export const faceTriesPolicy = {
  /** By one account, about whomever: whoever helps a family needs more than one person's. */
  ofAccount: [
    { most: 12, withinMs: DAY_MS },
    { most: 40, withinMs: 30 * DAY_MS },
  ],
  /** About one person by accounts that are not theirs, all together: one more account or application gives none more. */
  aboutByOthers: [
    { most: 6, withinMs: DAY_MS },
    { most: 20, withinMs: 30 * DAY_MS },
  ],
  /** About one person by accounts that are theirs, apart from those: strangers cannot use up anybody's tries. */
  aboutByHolder: [
    { most: 9, withinMs: DAY_MS },
    { most: 30, withinMs: 30 * DAY_MS },
  ],
  /**
   * After a fraud that two reviewers found, face and photos of the document are closed: to the account, about anybody;
   * and about that person to all accounts that are not theirs. Counters stay open.
   */
  fraud: { ofAccountMs: 90 * DAY_MS, aboutByOthersMs: 7 * DAY_MS },
} as const satisfies Record<string, readonly TryWindow[] | Readonly<Record<string, number>>>;

/** As long as the longest window looks back, in milliseconds: a try before that closes nothing, and need not be known. */
export const FACE_TRIES_COUNT_MS: number = Math.max(
  ...[...faceTriesPolicy.ofAccount, ...faceTriesPolicy.aboutByOthers, ...faceTriesPolicy.aboutByHolder].map(
    ({ withinMs }) => withinMs,
  ),
);

/** The findings of reviewers that are a fraud. */
export const FRAUD_REASONS: readonly ReviewReasonCode[] = REVIEW_REASON_CODES.filter(
  (code) => followsFrom(code) === 'fraud',
);

/** From when on a try is allowed by every window, given when earlier ones were made; null when one is allowed at `now`. */
export function triesOpenFrom(windows: readonly TryWindow[], made: readonly Date[], now: Date): Date | null {
  const times = made.map((at) => at.getTime()).sort((a, b) => b - a);
  const opens = windows.flatMap(({ most, withinMs }) => {
    // The one that must leave the window before there is room for another.
    const last = times[most - 1];
    return last !== undefined && last > now.getTime() - withinMs ? [last + withinMs] : [];
  });
  return opens.length === 0 ? null : new Date(Math.max(...opens));
}
