import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './calendar.ts';

/** A gate works this long without a network, always as amber (V3), in seconds. What that means for revocations: docs/threat-model.md. */
const OFFLINE_SECONDS = 7 * 24 * 3600;
/** Signed data outlives that by a day, so that its age ends it, in words, and not a signature past its time, in seconds. */
const SIGNED_SECONDS = OFFLINE_SECONDS + 24 * 3600;

/** Figures of verification (V3, V4, B5): ours by choice, changed here and nowhere else. Seconds where a signed list carries them, else milliseconds. */
export const verificationPolicy = {
  /** Clocks of two devices may differ by this much, in seconds. */
  skewSeconds: 10,
  trustList: {
    /** A device that heard nothing for this long trusts nothing any more, in seconds. */
    lifeSeconds: SIGNED_SECONDS,
    /** It is signed anew after this time, so that its age says how long ago the server was heard. */
    refreshMs: 30 * SECOND_MS,
  },
  statusList: {
    lifeSeconds: SIGNED_SECONDS,
    /** A device should ask again after this many seconds (ttl of the Token Status List). */
    ttlSeconds: 30,
    refreshMs: 15 * SECOND_MS,
    /** How often a process asks the database whether a status changed: bounds how long a revocation stays unseen. */
    checkMs: SECOND_MS,
  },
  /** Oldest data that may be green, and that may still be amber, in seconds. */
  freshness: { green: 120, amber: OFFLINE_SECONDS },
  pack: {
    lifeSeconds: SIGNED_SECONDS,
    /** A grant is signed and sealed anew after this time, or when its rights changed: not at every refresh of every gate. */
    grantRenewMs: 12 * HOUR_MS,
    /** Changes of a status list in one delta at most; beyond it, or where it would be longer, the whole list is sent. */
    changesAtMost: 5_000,
    /** Signed deltas that a process remembers: a fleet asks for the same few. */
    rememberedDeltas: 256,
  },
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
    /** A device whose answer got lost may ask again with the same code and key for this long. */
    askAgainMs: 10 * MINUTE_MS,
    /** A reader that cannot renew its grant is a stranger after this many seconds. */
    grantSeconds: SIGNED_SECONDS,
  },
  /** Readers remembered from their last call, to know them while the database is away. */
  rememberedReaders: 10_000,
  /** Looks kept in memory while the database is away; beyond it the oldest are dropped, and counted. */
  pendingLooks: { atMost: 20_000, retryMs: 2 * SECOND_MS },
  /** While the database does not answer, it is not asked again for this long: people at gates must not wait for it. */
  databaseRestMs: 2 * SECOND_MS,
  /** A verdict does not wait longer than this for the database. */
  databaseWaitMs: 1_500,
  /** Scans by strangers that prove nothing are counted, and told to the audit log this often. */
  refusedScansMs: MINUTE_MS,
  /** How often a server puts the signed lists where verification nodes find them, and looks whether what waited can be written. */
  publishMs: SECOND_MS,
  /** A process that verifies by what it was told, without asking the database at a scan. */
  nodes: {
    /** How often it asks what changed. */
    pollMs: SECOND_MS,
    /** It is green while it heard the database within this time, and no change it knows of is older than this unseen. */
    greenForMs: 5 * SECOND_MS,
    /** Codes are remembered this long, at most twice: longer than any lives, skew included. */
    codesForMs: 90 * SECOND_MS,
    /** Checked issuer signatures that are remembered: 32 bytes each. */
    issuerSignatures: 1_000_000,
    /** Checks a minute: of one enrolled reader (a back end of many gates is one), and of one network without a token. */
    checksAMinute: { reader: 60_000, stranger: 600 },
    /** How often the lists it knows are kept in its folder, to go on from after a start without the database. */
    snapshotMs: 10 * SECOND_MS,
    spool: {
      /** A file of looks is closed at this size, in bytes; what is written and old is deleted file by file. */
      fileBytes: 8 * 1024 * 1024,
      /** Bytes of looks that wait for the database; beyond it the oldest file goes, and is counted. Ten million looks. */
      atMostBytes: 1024 * 1024 * 1024,
      /** Looks written to the database in one transaction. */
      batch: 500,
      /** How often what was written is forced to the disk: what a power cut may take, a dead process takes nothing. */
      syncMs: SECOND_MS,
      /** Pause before the next batch when everything was sent, or the database did not answer. */
      restMs: SECOND_MS,
    },
  },
  /** How far back the holder sees who looked (B7). */
  looksForMs: 31 * DAY_MS,
  /** How long what is recorded stays: looks for disputes, codes for gates that sync late, enrolment codes for the record. */
  kept: { looksMs: 183 * DAY_MS, codesMs: 7 * DAY_MS, enrolmentCodesMs: 31 * DAY_MS },
  /** Lists of credentials that have all expired are not sent to gates; checked this often. */
  liveListsMs: MINUTE_MS,
} as const;
