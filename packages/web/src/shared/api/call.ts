import type { Output, Resource } from '@suizheng/domain/contract/resource.ts';
import type { z } from 'zod';
import { readPreferences } from '../preferences/preferences.ts';
import { ApiProblem, readProblem } from './api-problem.ts';
import { noteReached } from './connection.ts';
import { noteServerDate } from './server-clock.ts';

type Shape = z.ZodType | undefined;
type Part<K extends string, T extends Shape> = T extends z.ZodType
  ? { readonly [k in K]: z.input<T> }
  : { readonly [k in K]?: undefined };

/** What a resource wants from its caller. */
export type CallInput<P extends Shape, Q extends Shape, B extends Shape> = Part<'params', P> &
  Part<'query', Q> &
  Part<'body', B>;

/** How a call is made. The idempotency key belongs to the person's act: keep it while they try the same thing again. */
export type CallOptions = {
  readonly idempotencyKey?: string | undefined;
  /** Bearer token of a reader; the sessions of people and of staff are cookies. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
};

/** Makes the proof of this browser's key for a call (RFC 9449), or null where there is none. */
type Prover = (method: string, url: string) => Promise<string | null>;

let prove: Prover | undefined;

/** Sends a proof along with every call from now on; the counter app's alone. */
export function proveCallsWith(prover: Prover): void {
  prove = prover;
}

const TRIES = 3;
const TIMEOUT_MS = 30_000;

/** Calls a resource of the contract and parses its answer; throws ApiProblem. Safe calls are tried again, with jitter. */
export async function call<P extends Shape, Q extends Shape, B extends Shape, A extends Shape>(
  resource: Resource<P, Q, B, A>,
  input: CallInput<P, Q, B>,
  options: CallOptions = {},
): Promise<Output<A>> {
  const { response, traceId } = await send(resource, input, options);
  if (resource.answer === undefined) return undefined as Output<A>;
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = resource.answer.safeParse(body);
  if (!parsed.success) throw new ApiProblem('unreadable', { traceId, status: response.status });
  return parsed.data as Output<A>;
}

/** Calls a resource that answers with bytes (CBOR, PDF, JPEG). */
export async function callBytes<P extends Shape, Q extends Shape, B extends Shape, A extends Shape>(
  resource: Resource<P, Q, B, A>,
  input: CallInput<P, Q, B>,
  options: CallOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { response } = await send(resource, input, options);
  return new Uint8Array(await response.arrayBuffer());
}

type Sent = { response: Response; traceId: string };
type AnyInput = { params?: unknown; query?: unknown; body?: unknown };

async function send<P extends Shape, Q extends Shape, B extends Shape, A extends Shape>(
  resource: Resource<P, Q, B, A>,
  input: AnyInput,
  options: CallOptions,
): Promise<Sent> {
  // A creating call is as safe as a reading one: the key makes its repetition harmless.
  const safe = resource.method === 'GET' || resource.idempotent === true;
  const key = resource.idempotent ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(resource, input, { ...options, idempotencyKey: key });
    } catch (error) {
      if (!(error instanceof ApiProblem) || attempt >= TRIES) throw error;
      // Refused before it was looked at: a fresh proof, by the server's clock that came along, is as good as the first.
      if (error.code === 'proof-stale') continue;
      if (!safe || !passes(error)) throw error;
      await pause(error.retryAfter, attempt, options.signal);
    }
  }
}

/** Whether another try may help: nothing was heard, or the server asks for patience. */
const passes = (error: ApiProblem): boolean =>
  error.kind === 'unreachable' || [502, 503, 504].includes(error.status) || error.code === 'in-progress';

async function pause(retryAfter: number | undefined, attempt: number, signal?: AbortSignal): Promise<void> {
  const ceiling = Math.min(4_000, 300 * 2 ** attempt);
  const wait = retryAfter === undefined ? Math.random() * ceiling : Math.min(retryAfter * 1_000, 4_000);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, wait);
    const leave = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener('abort', leave, { once: true });
  });
}

async function once(
  resource: Resource<Shape, Shape, Shape, Shape> | object,
  input: AnyInput,
  options: CallOptions,
): Promise<Sent> {
  const { method, path } = resource as { method: string; path: string };
  const traceId = hex(16);
  if (navigator.onLine === false) throw new ApiProblem('offline', { traceId });
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal ? whicheverFirst(options.signal, timeout) : timeout;
  let response: Response;
  const url = address(path, input);
  const proof = (await prove?.(method, new URL(url, window.location.href).href)) ?? null;
  try {
    response = await fetch(url, {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        ...headers(options, traceId, input.body !== undefined),
        ...(proof === null ? {} : { dpop: proof }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    noteReached(false);
    throw new ApiProblem(timeout.aborted ? 'timeout' : 'unreachable', { traceId, cause });
  }
  noteReached(true);
  // What a cache between may have kept says when it was kept, not what time it is.
  if (response.headers.get('cache-control')?.includes('no-store'))
    noteServerDate(response.headers.get('date'), Date.now());
  if (!response.ok) throw await readProblem(response, traceId);
  return { response, traceId };
}

/** As AbortSignal.any, which Safari has only since 17.4. Both live as long as one call. */
function whicheverFirst(left: AbortSignal, right: AbortSignal): AbortSignal {
  const either = new AbortController();
  for (const signal of [left, right]) {
    if (signal.aborted) either.abort(signal.reason);
    signal.addEventListener('abort', () => either.abort(signal.reason), {
      once: true,
      signal: either.signal,
    });
  }
  return either.signal;
}

function headers(options: CallOptions, traceId: string, hasBody: boolean): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json, */*;q=0.5',
    'accept-language': readPreferences().locale,
    traceparent: `00-${traceId}-${hex(8)}-01`,
    ...(hasBody ? { 'content-type': 'application/json' } : {}),
    ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
    ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
  };
}

/** Fills {name} places and adds the query; values are encoded, so that nothing typed can change the path. */
function address(path: string, input: AnyInput): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams(
    Object.entries((input.query ?? {}) as Record<string, unknown>)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ).toString();
  return query === '' ? filled : `${filled}?${query}`;
}

function hex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');
}
