import type { Problem } from '@suizheng/domain/errors/problem.ts';

/** One wrong entry: where it stands in the request (`number`), a stable code, the reason and what to do, in your language. */
export type WrongEntry = {
  readonly field: string;
  readonly code: string;
  readonly reason: string;
  readonly next: string;
};

/**
 * The one error of this package. `code` is stable: act on it, never on the words. Codes of the platform are those of
 * its API description; `network`, `timed-out` and `bad-answer` are this package's own, and an OAuth error of the token
 * endpoint (`invalid_client`, …) comes as it is.
 *
 * @example
 * try {
 *   await client.realNameCheck({ purpose: 'bank.account', name, number });
 * } catch (error) {
 *   if (!(error instanceof SuizhengError)) throw error;
 *   if (error.code === 'validation-failed') show(error.field, error.errors[0]?.reason);
 *   else if (error.retryAfter !== null) again(error.retryAfter);
 *   else log(error.code, error.traceId, error.next);
 * }
 */
export class SuizhengError extends Error {
  /** Stable machine code. */
  readonly code: string;
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  /** What you can do next, in the language asked for. */
  readonly next: string;
  /** The wrong entries of a `validation-failed`. */
  readonly errors: readonly WrongEntry[];
  /** The first wrong entry's field, or null. */
  readonly field: string | null;
  /** Name it when you ask the operator; null when there was no answer. */
  readonly traceId: string | null;
  /** Seconds after which a repetition may succeed, or null where the platform named none. */
  readonly retryAfter: number | null;

  constructor(
    message: string,
    detail: {
      readonly code: string;
      readonly status?: number;
      readonly next?: string;
      readonly errors?: readonly WrongEntry[];
      readonly traceId?: string;
      readonly retryAfter?: number | null;
      readonly cause?: unknown;
    },
  ) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'SuizhengError';
    this.code = detail.code;
    this.status = detail.status ?? null;
    this.next = detail.next ?? '';
    this.errors = detail.errors ?? [];
    this.field = this.errors[0]?.field ?? null;
    this.traceId = detail.traceId ?? null;
    this.retryAfter = detail.retryAfter ?? null;
  }
}

/** The error of an answer that is a problem (RFC 9457) or an OAuth error (RFC 6749 §5.2); `bad-answer` for anything else. */
export function errorOf(response: Response, body: unknown): SuizhengError {
  const { status } = response;
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  if (isProblem(body)) {
    const { code, next, traceId, title, errors = [] } = body;
    const seconds = body.params?.seconds;
    return new SuizhengError(title, {
      code,
      status,
      next,
      traceId,
      errors,
      retryAfter: retryAfter ?? (typeof seconds === 'number' ? seconds : null),
    });
  }
  const { error, error_description, next, traceId } = (body ?? {}) as Record<string, unknown>;
  if (typeof error === 'string') {
    return new SuizhengError(typeof error_description === 'string' ? error_description : error, {
      code: error,
      status,
      retryAfter,
      ...(typeof next === 'string' ? { next } : {}),
      ...(typeof traceId === 'string' ? { traceId } : {}),
    });
  }
  return new SuizhengError(`the platform answered ${status} in no form that is known`, {
    code: 'bad-answer',
    status,
    retryAfter,
  });
}

function isProblem(body: unknown): body is Problem {
  const { code, title, next } = (body ?? {}) as Record<string, unknown>;
  return [code, title, next].every((text) => typeof text === 'string');
}

/** Retry-After in seconds; its other form, a date, is read against this machine's clock. */
function secondsOf(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}
