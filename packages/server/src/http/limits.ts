import type { Access } from '@suizheng/domain/contract/resource.ts';

/** Bytes a request body may have; the few resources that carry more are named. */
export const BODY_BYTES: Readonly<Record<string, number>> & { readonly usual: number } = {
  usual: 64 * 1024,
  /** Up to 4 frames of 400 000 characters each, and their frame. */
  sendStep: 1_700_000,
  /** A photo of 6 MB as base64, and its frame. */
  putDocumentPhoto: 8_500_000,
  /** A letter of 8 MiB as base64, and its frame. */
  onboardOrganisation: 11_300_000,
  /** A portrait as base64 (service-policy.ts), and its frame. */
  checkPerson: 1_410_000,
  /** Up to 500 looks of about 400 bytes. */
  syncLooks: 300_000,
};

/** Against floods, not against people. */
export type HttpLimits = {
  /** Requests a minute from one address, by access. */
  readonly requestsAMinute: Readonly<Record<Access, number>>;
  /** When the event loop lags this many milliseconds the API says `busy` instead of queueing without end. */
  readonly busyEventLoopDelayMs: number;
};

/**
 * A whole station may stand behind one address, so the figures are generous; what must be scarce (codes, register
 * checks, face checks) has limits of its own by person, kept in the database.
 */
export const HTTP_LIMITS: HttpLimits = {
  requestsAMinute: {
    public: 3_000,
    account: 6_000,
    staff: 1_200,
    reader: 6_000,
    /** A back end asks from one address; what its party may ask is counted by party and service. */
    client: 60_000,
    /** Without a token; with one the reader's figure counts. Each such check leaves an audit event for ever. */
    'reader-or-public': 600,
  },
  busyEventLoopDelayMs: 2_500,
};

/** Characters of a request's path and query. */
export const LONGEST_URL = 2_048;

/** Milliseconds: the whole request must have arrived; an idle connection is kept; a shutdown may drain. */
export const TIMES_MS = { request: 30_000, keepAlive: 65_000, drain: 10_000 } as const;
