import { DAY_MS, MINUTE_MS, SECOND_MS } from './calendar.ts';

/** Figures of verification (V3, V4, B5): ours by choice, changed here and nowhere else. Seconds where a signed list carries them, else milliseconds. */
export const verificationPolicy = {
  /** Clocks of two devices may differ by this much, in seconds. */
  skewSeconds: 10,
  trustList: {
    /** A device that heard nothing for this long trusts nothing any more, in seconds. */
    lifeSeconds: 24 * 3600,
    /** It is signed anew after this time, so that its age says how long ago the server was heard. */
    refreshMs: 30 * SECOND_MS,
  },
  statusList: {
    lifeSeconds: 24 * 3600,
    /** A device should ask again after this many seconds (ttl of the Token Status List). */
    ttlSeconds: 30,
    refreshMs: 15 * SECOND_MS,
    /** How often a process asks the database whether a status changed: bounds how long a revocation stays unseen. */
    checkMs: SECOND_MS,
  },
  /** Oldest data that may be green, and that may still be amber, in seconds. */
  freshness: { green: 120, amber: 12 * 3600 },
  doubles: {
    /** The same gate reading the same code again within this time is a finger too slow, not a copy. */
    sameReaderGraceMs: 15 * SECOND_MS,
    /** A gate hears of doubles among its looks of this time when it syncs. */
    tellForMs: DAY_MS,
    /** At most this many in one answer. */
    tellAtMost: 200,
  },
  strangers: {
    /** Looks of devices that are not enrolled, kept for one code: whoever has an old photograph must not fill the record. */
    looksForCode: 20,
  },
  enrolment: {
    /** An enrolment code works once, within this time. */
    codeForMs: DAY_MS,
    /** A reader that cannot renew its grant is a stranger after this many seconds. */
    grantSeconds: 3 * 24 * 3600,
  },
  /** Readers remembered from their last call, to know them while the database is away. */
  rememberedReaders: 10_000,
  /** Looks kept in memory while the database is away; beyond it the oldest are dropped, and counted. */
  pendingLooks: { atMost: 20_000, retryMs: 2 * SECOND_MS },
  /** While the database does not answer, it is not asked again for this long: people at gates must not wait for it. */
  databaseRestMs: 2 * SECOND_MS,
  /** A verdict does not wait longer than this for the database. */
  databaseWaitMs: 1_500,
  /** How far back the holder sees who looked (B7). */
  looksForMs: 31 * DAY_MS,
  /** How long what is recorded stays: looks for disputes, codes for gates that sync late, enrolment codes for the record. */
  kept: { looksMs: 183 * DAY_MS, codesMs: 7 * DAY_MS, enrolmentCodesMs: 31 * DAY_MS },
  /** Lists of credentials that have all expired are not sent to gates; checked this often. */
  liveListsMs: MINUTE_MS,
} as const;
