import { setTimeout as sleep } from 'node:timers/promises';

/** What came back; `body` is the JSON, `text` the same word for word. */
export type Answer<Body = Record<string, unknown>> = {
  readonly status: number;
  readonly text: string;
  readonly body: Body;
  readonly headers: Headers;
};

/** One request as it is sent, and sent again, until an answer comes. */
export type Request = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
};

/** Milliseconds: one attempt, the first and the longest pause between attempts, and when a client gives up. */
const TIMES = { attempt: 20_000, firstPause: 150, longestPause: 2_000, patience: 240_000 } as const;

/** Answers that ask for the same request again: nothing was decided. */
const AGAIN = ['in-progress', 'busy', 'unavailable', 'register-unavailable', 'internal'];

const attempt = async (origin: string, request: Request): Promise<Answer> => {
  const response = await fetch(origin + request.path, {
    method: request.method,
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...request.headers },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(TIMES.attempt),
  });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, text, body: json ? JSON.parse(text) : {}, headers: response.headers };
};

const undecided = ({ status, body }: Answer): boolean =>
  status >= 500 || AGAIN.includes(String(body.code)) || (status === 429 && body.code !== 'too-many-requests');

/**
 * Sends a request as our phones and desks do: the same again, key and bytes, over broken connections and outages, with
 * growing pauses, until the server has decided. Throws when no decision comes within four minutes.
 */
export async function call<Body = Record<string, unknown>>(
  origin: string,
  request: Request,
): Promise<Answer<Body>> {
  const until = performance.now() + TIMES.patience;
  let pause: number = TIMES.firstPause;
  let last = '';
  while (performance.now() < until) {
    try {
      const answer = await attempt(origin, request);
      if (!undecided(answer)) return answer as Answer<Body>;
      last = `${answer.status} ${answer.text.slice(0, 300)}`;
    } catch (error) {
      const { message, cause } = error as Error;
      last = cause instanceof Error ? `${message}: ${cause.message}` : message;
    }
    await sleep(pause);
    pause = Math.min(pause * 2, TIMES.longestPause);
  }
  throw new Error(
    `no decision on ${request.method} ${request.path} within ${TIMES.patience / 1_000} s; last: ${last}`,
  );
}
