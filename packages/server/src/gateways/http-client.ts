import { context, propagation } from '@opentelemetry/api';
import { type RegisterProblem, registerProblem } from '@suizheng/domain/contract/registers.ts';
import { Agent, fetch } from 'undici';
import type { z } from 'zod';
import type { CallEvent, CallPolicy, CircuitStatus, GatewayEffects, Unavailable } from './call-policy.ts';
import { createResilience } from './resilience.ts';
import { CallFailure, readCapped, retryAfterSeconds } from './response-body.ts';

/** One outside system and how to reach it. Credentials travel in headers only. */
export type HttpClientConfig = {
  /** Name for metrics and readiness, e.g. `population-register`. */
  readonly target: string;
  /** e.g. `https://register.example.cn`; a path prefix is kept. */
  readonly baseUrl: string;
  readonly bearer?: string;
  /** Headers that sign one attempt; asked anew for each, since a signature may be used once. */
  readonly sign?: (request: {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly contentType: string;
    readonly body: Uint8Array;
  }) => Promise<Readonly<Record<string, string>>>;
  /** Client certificate and own trust anchors (PEM) for mutual TLS. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly policy: CallPolicy;
  readonly effects: GatewayEffects;
  readonly onCall?: (event: CallEvent) => void;
  readonly onCircuit?: (target: string, status: CircuitStatus) => void;
};

type CallBase = {
  /** Name for metrics, e.g. `real-name-check`. */
  readonly operation: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Safe to repeat: reads, checks, and anything sent with an idempotency key. */
  readonly repeatable: boolean;
  readonly idempotencyKey?: string;
};

/** A call answered in JSON of the given shape. */
export type JsonCall<T> = CallBase & { readonly accept: 'json'; readonly schema: z.ZodType<T> };
/** A call answered with bytes of one media type. */
export type BytesCall = CallBase & { readonly accept: 'bytes'; readonly mediaType: string };

/** What came back: the parsed answer, a typed problem of the contract, or nothing usable. */
export type CallResult<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly requestId: string }
  | { readonly kind: 'problem'; readonly problem: RegisterProblem; readonly requestId: string }
  | Unavailable;

/** The bytes of an answer with its headers. */
export type BytesAnswer = {
  readonly bytes: Uint8Array;
  readonly headers: { get(name: string): string | null };
};

/** Calls one outside system. `close` ends its connections. */
export type HttpClient = {
  json<T>(call: JsonCall<T>): Promise<CallResult<T>>;
  bytes(call: BytesCall): Promise<CallResult<BytesAnswer>>;
  circuit(): CircuitStatus;
  close(): Promise<void>;
};

/** An HTTP client for one target: timeout per attempt, jittered retries, a circuit, size caps, answers checked by schema. */
export function createHttpClient(config: HttpClientConfig): HttpClient {
  const { target, effects, policy } = config;
  const agent = new Agent(config.tls === undefined ? {} : { connect: config.tls });
  const resilience = createResilience(policy, effects, (status) => config.onCircuit?.(target, status));
  const base = config.baseUrl.replace(/\/+$/, '');

  async function attempt(call: CallBase, mediaType: string, requestId: string, signal: AbortSignal) {
    const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
    const headers: Record<string, string> = {
      accept: `${mediaType}, application/problem+json`,
      'x-request-id': requestId,
    };
    if (config.bearer !== undefined) headers.authorization = `Bearer ${config.bearer}`;
    if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey;
    if (call.body !== undefined) headers['content-type'] = 'application/json';
    propagation.inject(context.active(), headers);
    const method = call.body === undefined ? 'GET' : 'POST';
    const body = call.body === undefined ? null : new TextEncoder().encode(JSON.stringify(call.body));
    if (config.sign !== undefined) {
      const path = new URL(`${base}${call.path}`).pathname;
      const signed = { method, path, query, contentType: 'application/json', body: body ?? new Uint8Array() };
      Object.assign(headers, await config.sign(signed));
    }
    const response = await fetch(`${base}${call.path}${query}`, {
      method,
      headers,
      ...(body === null ? {} : { body }),
      // A register that redirects would make us send personal data to a place nobody configured.
      redirect: 'error',
      signal,
      dispatcher: agent,
    });
    const bytes = await readCapped(response, policy.maxBytes);
    const type = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    if (response.status === 429) throw new CallFailure('rate-limited', retryAfterSeconds(response.headers));
    if (response.status >= 500) throw new CallFailure('server-error', retryAfterSeconds(response.headers));
    if (response.ok) {
      if (type !== mediaType) throw new CallFailure('bad-answer');
      return { kind: 'ok' as const, bytes, headers: response.headers };
    }
    const problem = registerProblem.safeParse(parseJson(bytes));
    if (!problem.success || problem.data.status !== response.status) throw new CallFailure('bad-answer');
    return { kind: 'problem' as const, problem: problem.data };
  }

  async function run<T>(
    call: CallBase,
    mediaType: string,
    read: (answer: BytesAnswer) => T,
  ): Promise<CallResult<T>> {
    const requestId = effects.newId();
    const begun = effects.now();
    let attempts = 0;
    const result = await resilience.execute(call.repeatable, async (signal) => {
      attempts += 1;
      const answer = await attempt(call, mediaType, requestId, signal);
      return answer.kind === 'ok' ? { kind: 'ok' as const, value: read(answer) } : answer;
    });
    const outcome = settle(result, requestId);
    config.onCall?.({
      target,
      operation: call.operation,
      outcome: outcome.kind === 'unavailable' ? outcome.reason : outcome.kind,
      attempts,
      elapsedMs: effects.now() - begun,
      requestId,
    });
    return outcome;
  }

  return {
    json: (call) => run(call, 'application/json', ({ bytes }) => checked(call.schema, bytes)),
    bytes: (call) => run(call, call.mediaType, (answer) => answer),
    circuit: resilience.status,
    close: () => agent.close(),
  };
}

type Attempted<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'problem'; problem: RegisterProblem }
  | Omit<Unavailable, 'requestId'>;

/** Problems that blame our credentials or our request are the operator's business: nothing a person can mend. */
function settle<T>(result: Attempted<T>, requestId: string): CallResult<T> {
  if (result.kind !== 'problem') return { ...result, requestId };
  const ours = [401, 403, 413, 400, 422, 409].includes(result.problem.status);
  return ours ? { kind: 'unavailable', reason: 'rejected', requestId } : { ...result, requestId };
}

function checked<T>(schema: z.ZodType<T>, bytes: Uint8Array): T {
  const parsed = schema.safeParse(parseJson(bytes));
  if (!parsed.success) throw new CallFailure('bad-answer');
  return parsed.data;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
