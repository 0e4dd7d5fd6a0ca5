/** How one outside system is called. Every figure is configuration: an agency sets its own per target. */
export type CallPolicy = {
  /** Milliseconds one attempt may take, body included. */
  readonly timeoutMs: number;
  /** Attempts in all, the first included; only calls that are safe to repeat get more than one. */
  readonly attempts: number;
  /** Full jitter: attempt n waits a random part of min(max, initial × 2ⁿ⁻¹) milliseconds. */
  readonly backoff: { readonly initialMs: number; readonly maxMs: number };
  /** After this many failed attempts in a row the circuit opens; one trial call is let through after `reopenMs`. */
  readonly circuit: { readonly failures: number; readonly reopenMs: number };
  /** Bytes an answer may have; a longer one is cut off and refused. */
  readonly maxBytes: number;
};

/** Registers answer while a person waits: 3 short attempts, well inside the 8 s a screen may show progress. */
export const registerCallPolicy: CallPolicy = {
  timeoutMs: 2_000,
  attempts: 3,
  backoff: { initialMs: 100, maxMs: 800 },
  circuit: { failures: 8, reopenMs: 5_000 },
  maxBytes: 64 * 1024,
};

/** A portrait is a photograph: more bytes, a little more time. */
export const portraitCallPolicy: CallPolicy = {
  ...registerCallPolicy,
  timeoutMs: 4_000,
  maxBytes: 4 * 1024 * 1024,
};

/** What a gateway needs from the world; passed in so that tests decide it. */
export type GatewayEffects = {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** A fresh id for X-Request-Id and Idempotency-Key. */
  readonly newId: () => string;
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
};

/** Reported once per call for metrics; holds no personal data. */
export type CallEvent = {
  readonly target: string;
  readonly operation: string;
  readonly outcome: 'ok' | 'problem' | UnavailableReason;
  readonly attempts: number;
  readonly elapsedMs: number;
  readonly requestId: string;
};

/**
 * Why an outside system gave no usable answer. `rejected`: it refused our credentials or our request, which is
 * for the operator and not for the person; `bad-answer`: the answer breaks the contract.
 */
export type UnavailableReason =
  | 'timeout'
  | 'unreachable'
  | 'circuit-open'
  | 'server-error'
  | 'rate-limited'
  | 'bad-answer'
  | 'too-large'
  | 'rejected';

/** No answer: try again after `retryAfter` seconds when it is given. */
export type Unavailable = {
  readonly kind: 'unavailable';
  readonly reason: UnavailableReason;
  readonly retryAfter?: number;
  readonly requestId: string;
};

/** State of a target's circuit, for metrics and readiness. */
export type CircuitStatus = 'closed' | 'open' | 'half-open';
