const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** At most so many within a window of so many milliseconds. */
export type Limit = { readonly most: number; readonly withinMs: number };

type LimitName =
  | 'codesToMobile'
  | 'codesToKnown'
  | 'codesToRange'
  | 'codesToAddress'
  | 'codesToNetwork'
  | 'codesInAll'
  | 'signInsOfMobile'
  | 'signInsOfKnown'
  | 'signInsFromAddress'
  | 'realNameChecksOfAccount'
  | 'realNameChecksFromAddress'
  | 'passkeysFromAddress'
  | 'passkeysOfAccount';

/** Figures of signing in; times in milliseconds. */
export type SignInPolicy = {
  readonly code: {
    readonly validForMs: number;
    readonly attempts: number;
    readonly resendAfterMs: readonly number[];
    readonly unansweredForMs: number;
  };
  readonly device: { readonly keptForMs: number; readonly seenEveryMs: number };
  readonly passkey: { readonly challengeForMs: number; readonly mostOfAccount: number };
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
    /** The next message to the same mobile waits this long, growing with each that nobody answered; the last one stays. */
    resendAfterMs: [MINUTE, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
    /** So long a message counts as unanswered. */
    unansweredForMs: DAY,
  },
  device: {
    /** A browser keeps a cookie for at most 400 days (RFC 6265bis §5.5). */
    keptForMs: 400 * DAY,
    /** The device list says when a session was last seen, this fine: no write a click. */
    seenEveryMs: 5 * MINUTE,
  },
  passkey: { challengeForMs: 5 * MINUTE, mostOfAccount: 20 },
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
    /** From a browser that the account knows: strangers cannot use up the messages of its owner. */
    codesToKnown: [
      { most: 6, withinMs: HOUR },
      { most: 15, withinMs: DAY },
    ],
    /** Mobiles that share their first seven digits: pumping works through a range in order. */
    codesToRange: [
      { most: 200, withinMs: HOUR },
      { most: 1_000, withinMs: DAY },
    ],
    /** A station or an office may stand behind one address. */
    codesToAddress: [{ most: 300, withinMs: HOUR }],
    /** The /24 of an IPv4 address, the /48 of an IPv6 one: what one subscriber can have many addresses in. */
    codesToNetwork: [{ most: 900, withinMs: HOUR }],
    /** The gateway's contract and the phone bill. */
    codesInAll: [{ most: 6_000, withinMs: MINUTE }],
    /** Wrong tries of codes. */
    signInsOfMobile: [{ most: 40, withinMs: DAY }],
    /** From a browser that the account knows, counted apart. */
    signInsOfKnown: [{ most: 40, withinMs: DAY }],
    signInsFromAddress: [{ most: 600, withinMs: HOUR }],
    /** Real-name checks: enough for typing errors, too few to find out who has which number. */
    realNameChecksOfAccount: [
      { most: 6, withinMs: HOUR },
      { most: 12, withinMs: DAY },
    ],
    realNameChecksFromAddress: [{ most: 300, withinMs: HOUR }],
    /** Challenges and answers, each counted; every look at the sign-in page asks for a challenge. */
    passkeysFromAddress: [{ most: 3_600, withinMs: HOUR }],
    passkeysOfAccount: [{ most: 30, withinMs: HOUR }],
  },
};

/** The same without limits: for load tests in the sandbox only. */
export const UNLIMITED_SIGN_IN: SignInPolicy = {
  ...SIGN_IN_POLICY,
  code: { ...SIGN_IN_POLICY.code, resendAfterMs: [0] },
  limits: {
    codesToMobile: [],
    codesToKnown: [],
    codesToRange: [],
    codesToAddress: [],
    codesToNetwork: [],
    codesInAll: [],
    signInsOfMobile: [],
    signInsOfKnown: [],
    signInsFromAddress: [],
    realNameChecksOfAccount: [],
    realNameChecksFromAddress: [],
    passkeysFromAddress: [],
    passkeysOfAccount: [],
  },
};
