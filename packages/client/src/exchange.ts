import { errorOf, SuizhengError } from './suizheng-error.ts';

/** How one call may be bounded. */
export type CallOptions = {
  /** Ends the call: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds for one attempt, its answer read; the client's `timeoutMs` where absent. */
  readonly timeoutMs?: number;
};

/** One HTTP exchange. `repeatable` is false where a repetition of what perhaps arrived would do something twice. */
export type Exchange = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly repeatable: boolean;
};

/** What exchanges go through, and how patient they are. */
export type Line = {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
};

/** Waits of a second and less are made here; whoever asks for longer is told, and decides. */
const LONGEST_WAIT_MS = 5_000;
const FIRST_WAIT_MS = 200;
const TRANSIENT = new Set([502, 503, 504]);

/**
 * Sends a request and reads its JSON answer; rejects with SuizhengError, or with the reason of the caller's own signal.
 * Repeated, with growing waits, after 429 and 503 (nothing was done then) and, for what is repeatable, when no answer
 * came.
 */
export async function exchange<T>(line: Line, request: Exchange, options: CallOptions = {}): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await once(line, request, options)) as T;
    } catch (error) {
      const wait = error instanceof SuizhengError ? waitBefore(error, request, attempt) : null;
      if (wait === null || attempt >= line.retries) throw error;
      await sleep(wait, options.signal);
    }
  }
}

/** Milliseconds to wait before the next attempt; null where there is none. */
function waitBefore(error: SuizhengError, { repeatable }: Exchange, attempt: number): number | null {
  const refused = error.status === 429 || error.status === 503;
  const unanswered =
    error.code === 'network' || error.code === 'timed-out' || TRANSIENT.has(error.status ?? 0);
  if (!refused && !(repeatable && unanswered)) return null;
  // Spread, so that many callers do not come back together.
  const own = FIRST_WAIT_MS * 2 ** attempt * (0.5 + Math.random());
  const wait = Math.max(own, (error.retryAfter ?? 0) * 1_000);
  return wait <= LONGEST_WAIT_MS ? wait : null;
}

async function once(line: Line, { url, method, headers, body }: Exchange, options: CallOptions) {
  options.signal?.throwIfAborted();
  const patience = AbortSignal.timeout(options.timeoutMs ?? line.timeoutMs);
  const signal = options.signal === undefined ? patience : AbortSignal.any([options.signal, patience]);
  try {
    const response = await line.fetch(url, {
      method,
      headers: { ...headers, accept: 'application/json, application/problem+json' },
      // A redirect would carry personal data and a token to where nobody sent them.
      redirect: 'error',
      signal,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const answer = parsed(text);
    if (!response.ok || answer === undefined) throw errorOf(response, answer);
    return answer;
  } catch (error) {
    if (error instanceof SuizhengError) throw error;
    if (options.signal?.aborted) throw options.signal.reason;
    if (patience.aborted) throw new SuizhengError('no answer in time', { code: 'timed-out', cause: error });
    throw new SuizhengError('the platform cannot be reached', { code: 'network', cause: error });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Waits; rejects with the signal's reason when it comes first. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
