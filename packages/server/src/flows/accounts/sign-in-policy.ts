const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At most so many within a window of so many milliseconds. */
export type Limit = { readonly most: number; readonly withinMs: number };

type LimitName =
  | 'codesToMobile'
  | 'codesToAddress'
  | 'codesInAll'
  | 'signInsOfMobile'
  | 'signInsFromAddress'
  | 'realNameChecksOfAccount'
  | 'realNameChecksFromAddress';

/** Figures of signing in; times in milliseconds. */
export type SignInPolicy = {
  readonly code: { readonly validForMs: number; readonly attempts: number; readonly resendAfterMs: number };
  readonly session: {
    readonly longestMs: number;
    readonly idleMs: number;
    readonly refreshAfterMs: number;
  };
  readonly limits: Readonly<Record<LimitName, readonly Limit[]>>;
};

/** How people sign in; an agency changes these figures here and nowhere else. Times in milliseconds. */
export const SIGN_IN_POLICY: SignInPolicy = {
  code: {
    /** NIST SP 800-63B-4 §3.1.3.2: an out-of-band code of at least 6 digits is good for at most 10 minutes. */
    validForMs: 10 * MINUTE,
    /** Wrong tries before the code is dead: 5 in a million guesses a code. */
    attempts: 5,
    /** A second message to the same mobile waits this long. */
    resendAfterMs: MINUTE,
  },
  session: {
    /** NIST SP 800-63B-4, AAL1: sign in again at least every 30 days … */
    longestMs: 30 * DAY,
    /** … and after a day without use. */
    idleMs: DAY,
    /** A use extends the session only when this much of the idle time is gone: one write an hour, not one a click. */
    refreshAfterMs: HOUR,
  },
  /** How often, in a window. A window begins with its first count. */
  limits: {
    codesToMobile: [
      { most: 6, withinMs: HOUR },
      { most: 15, withinMs: DAY },
    ],
    /** A station or an office may stand behind one address. */
    codesToAddress: [{ most: 300, withinMs: HOUR }],
    /** The gateway's contract and the phone bill. */
    codesInAll: [{ most: 6_000, withinMs: MINUTE }],
    /** Tries of codes, right or wrong. */
    signInsOfMobile: [{ most: 40, withinMs: DAY }],
    signInsFromAddress: [{ most: 600, withinMs: HOUR }],
    /** Real-name checks: enough for typing errors, too few to find out who has which number. */
    realNameChecksOfAccount: [
      { most: 6, withinMs: HOUR },
      { most: 12, withinMs: DAY },
    ],
    realNameChecksFromAddress: [{ most: 300, withinMs: HOUR }],
  },
};

/** The same without limits: for load tests in the sandbox only. */
export const UNLIMITED_SIGN_IN: SignInPolicy = {
  ...SIGN_IN_POLICY,
  code: { ...SIGN_IN_POLICY.code, resendAfterMs: 0 },
  limits: {
    codesToMobile: [],
    codesToAddress: [],
    codesInAll: [],
    signInsOfMobile: [],
    signInsFromAddress: [],
    realNameChecksOfAccount: [],
    realNameChecksFromAddress: [],
  },
};
