import { createHash, randomUUID } from 'node:crypto';
import type { Access } from '@suizheng/domain/contract/resource.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { SignedRequest } from '@suizheng/domain/http-signature/message.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Rendered, render, sendBytes, sendRedirect, sendRendered } from './answer.ts';
import type { Binding, Bytes, Call, Streamed } from './bind.ts';
import {
  type Authenticators,
  type Identified,
  identify,
  keyedRequest,
  refuseMasked,
  refuseOtherRoles,
  refuseOtherServices,
} from './callers.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { BODY_BYTES, type HttpLimits } from './limits.ts';
import { networkOf } from './network-of.ts';
import { localeOf } from './problems.ts';
import { readRequest } from './read-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, for the hash that tells a repetition from another request. */
    bodyBytes: Buffer | null;
    identified: Identified | null;
  }
  interface FastifyContextConfig {
    resourceId?: string;
  }
}

/** Runs `work` once for one actor and key; a repetition gets the first answer. */
export type AnswerOnce = (
  attempt: { actor: string; key: string; requestHash: Uint8Array; now: Date },
  work: (operationId: string) => Promise<Rendered>,
) => Promise<Rendered & { replayed: boolean }>;

/** What the resources need from the composition root. */
export type ResourceOptions = {
  readonly authenticators: Authenticators;
  readonly answerOnce: AnswerOnce;
  readonly clock: () => Date;
  /** Null only for load tests in the sandbox. */
  readonly limits: HttpLimits | null;
  /** True where TLS is promised: the session cookie is then Secure. */
  readonly secure: boolean;
};

/** Adds the route of one bound resource: who calls → what is asked → flow → answer. */
export function addResource(app: FastifyInstance, binding: Binding, options: ResourceOptions): void {
  const { resource } = binding;
  app.route({
    method: resource.method,
    url: resource.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: BODY_BYTES[resource.id] ?? BODY_BYTES.usual,
    config: {
      resourceId: resource.id,
      ...(options.limits === null ? {} : { rateLimit: rateLimitOf(resource.access, options.limits) }),
    },
    // After the limit on floods, before the body is read: a stranger cannot make us parse megabytes.
    preParsing: async (request, reply) => {
      request.identified = await identify(resource.access, request, options);
      refuseOtherRoles(resource, request.identified);
      refuseOtherServices(resource, request.identified);
      refuseMasked(resource, request.identified);
      renewCookie(request, reply, options);
    },
    handler: (request, reply) => handle(binding, options, request, reply),
  });
}

/** Counted by network; where a token is optional, apart with and without: strangers must not use up what gates need. */
function rateLimitOf(access: Access, { requestsAMinute }: HttpLimits) {
  const countedAs = (request: FastifyRequest): Access =>
    access === 'reader-or-public' && request.headers.authorization !== undefined ? 'reader' : access;
  return {
    timeWindow: 60_000,
    max: (request: FastifyRequest) => requestsAMinute[countedAs(request)],
    keyGenerator: (request: FastifyRequest) => `${networkOf(request.ip)} ${countedAs(request)}`,
  };
}

async function handle(
  { resource, handle: flow }: Binding,
  options: ResourceOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const key = resource.idempotent === true ? keyOf(request) : null;
  const asked = readRequest(resource, request);
  const { caller, actor } = request.identified!;
  const call = (operationId: string): Call => ({
    ...(asked as { params: undefined; query: undefined; body: undefined }),
    caller,
    actor,
    ip: networkOf(request.ip),
    request: asItCame(request),
    locale: localeOf(request),
    traceId: request.id,
    now: options.clock(),
    operationId,
    origin: request.headers.origin ?? `${request.protocol}://${request.host}`,
    browser: {
      device: readCookie(request, 'device', options.secure),
      mark: readCookie(request, 'mark', options.secure),
      agent: (request.headers['user-agent'] ?? '').slice(0, 400),
    },
    proof: keyedRequest(request),
    setCookie: (cookie, value) => writeCookie(reply, cookie, value, options.secure),
  });
  if (resource.produces !== undefined) {
    return sendBytes(request, reply, resource, (await flow(call(randomUUID()))) as Bytes | Streamed);
  }
  if (resource.status === 303) return sendRedirect(reply, resource, await flow(call(randomUUID())));
  const run = async (operationId: string) => render(resource, await flow(call(operationId)));
  if (key === null) return sendRendered(reply, await run(randomUUID()));
  const { replayed, ...first } = await options.answerOnce(
    {
      actor: `${actor.kind}:${actor.id}`,
      key,
      requestHash: hashOf(resource.id, request),
      now: options.clock(),
    },
    run,
  );
  if (replayed) reply.header('idempotency-replayed', 'true');
  return sendRendered(reply, first);
}

function asItCame(request: FastifyRequest): SignedRequest {
  const [path = '', ...query] = request.raw.url!.split('?');
  return {
    method: request.method,
    path,
    query: query.length === 0 ? '' : `?${query.join('?')}`,
    header(name) {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: request.bodyBytes ?? new Uint8Array(),
  };
}

/** The Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header): 1 to 128 visible ASCII characters. */
function keyOf(request: FastifyRequest): string {
  const header = request.headers['idempotency-key'];
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(header)) {
    throw new AppError('idempotency-key-missing');
  }
  return header;
}

function hashOf(resourceId: string, request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${resourceId}\n${JSON.stringify(request.params)}\n`)
    .update(request.bodyBytes ?? Buffer.alloc(0))
    .digest();
}

/** A session that slides on in the database would end in the browser with its first cookie. */
function renewCookie(request: FastifyRequest, reply: FastifyReply, options: ResourceOptions): void {
  const caller = request.identified?.caller;
  const token = readCookie(request, 'session', options.secure);
  if (caller && 'extended' in caller && caller.extended && token !== null) {
    writeCookie(reply, 'session', { token, expiresAt: caller.expiresAt }, options.secure);
  }
}
