import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { traceOfError } from '../log.ts';
import { addResource, type ResourceOptions } from './add-resource.ts';
import type { Binding } from './bind.ts';
import { parseJsonBody } from './json-body.ts';
import { BODY_BYTES, type HttpLimits, LONGEST_URL, TIMES_MS } from './limits.ts';
import { answerBrokenRequest, refusalOf, sendProblem } from './problems.ts';
import { refuseForeignOrigin } from './same-origin.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { traceIdOf } from './trace.ts';

/** What an HTTP server is made of; everything else is added by the composition root. */
export type HttpOptions = ResourceOptions & {
  readonly bindings: readonly Binding[];
  /** What else stands beside the resources, under the same limits. */
  readonly more?: (scope: FastifyInstance) => Promise<void>;
  readonly random: (length: number) => Uint8Array;
  /** True for an error that means a part we need is away: the answer is then 503, not 500. */
  readonly isAway: (error: unknown) => boolean;
  readonly log: FastifyBaseLogger;
  /** Origins of our own pages besides the one that the Host header names. */
  readonly origins: readonly string[];
  /** Addresses of reverse proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustProxy: readonly string[];
  /** Spans for OpenTelemetry; whoever runs us brings the SDK (`node --import …`). */
  readonly telemetry?: boolean;
};

/** A server of the given resources; every refusal is problem details, and every answer carries its trace id. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    // A request that came before the end is served to its end.
    return503OnClosing: false,
    genReqId: (request) => traceIdOf(request.headers.traceparent, options.random),
    requestIdHeader: false,
    bodyLimit: BODY_BYTES.usual,
    // Node would refuse a request without Host by an empty 400; ours says why.
    http: { requireHostHeader: false },
    requestTimeout: TIMES_MS.request,
    keepAliveTimeout: TIMES_MS.keepAlive,
    forceCloseConnections: 'idle',
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    frameworkErrors: (error, request, reply) =>
      void sendProblem(
        request,
        reply.header('x-trace-id', request.id),
        refusalOf(error) ?? new AppError('malformed-request'),
      ),
    clientErrorHandler: (error, socket) =>
      answerBrokenRequest(error, socket, traceIdOf(undefined, options.random)),
  });
  // An expectation that we do not know may be ignored (RFC 9110 §10.1.1); Node would answer 417 with nothing in it.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  if (options.telemetry === true) await addTelemetry(app);
  app.decorateRequest('bodyBytes', null);
  app.decorateRequest('identified', null);
  readJsonOnly(app);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-trace-id', request.id);
    if (request.headers.host === undefined && request.raw.httpVersion !== '1.0')
      throw new AppError('malformed-request');
    if (request.raw.url!.length > LONGEST_URL) throw new AppError('too-large');
    refuseForeignOrigin(request, options.origins);
  });
  addSecurityHeaders(app, { secure: options.secure });
  logAnswers(app);
  answerErrors(app, options);
  await app.register(cookie);
  await app.register(async (scope) => {
    // Inside the API's scope: health and measures must answer most of all when it is crowded.
    if (options.limits !== null) await addLimits(scope, options.limits);
    await options.more?.(scope);
    for (const binding of options.bindings) addResource(scope, binding, options);
  });
  return app;
}

function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      if (/charset\s*=(?!\s*"?utf-?8\b)/i.test(request.headers['content-type'] ?? ''))
        throw new AppError('unsupported-media-type');
      request.bodyBytes = bytes;
      return parseJsonBody(bytes);
    },
  );
}

/** One line an answer: which resource, how it went, how long it took. No URL, no query, no body, no address. */
function logAnswers(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { resourceId } = request.routeOptions.config;
    if (resourceId === undefined && reply.statusCode < 400) return;
    request.log.info(
      {
        resource: resourceId ?? 'none',
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'answered',
    );
  });
}

function answerErrors(app: FastifyInstance, { bindings, isAway }: HttpOptions): void {
  const paths = bindings.map(({ resource }) => ({
    method: resource.method,
    pattern: new RegExp(`^${resource.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));
  app.setErrorHandler((error, request, reply) => {
    const refusal = isAway(error)
      ? new AppError('unavailable', { params: { seconds: 2 }, cause: error })
      : refusalOf(error);
    if (refusal === null) request.log.error(traceOfError(error), 'internal error');
    else if (refusal.code === 'unavailable') request.log.warn(traceOfError(error), 'unavailable');
    return sendProblem(request, reply, refusal ?? new AppError('internal'));
  });
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.raw.url!.split('?');
    const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (methods.length === 0) return sendProblem(request, reply, new AppError('not-found'));
    reply.header('allow', [...new Set(methods)].join(', '));
    return sendProblem(request, reply, new AppError('method-not-allowed'));
  });
}

async function addLimits(app: FastifyInstance, limits: HttpLimits): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError('too-many-requests', { params: { seconds: Math.max(1, Math.ceil(ttl / 1_000)) } }),
  });
  await app.register(underPressure, {
    maxEventLoopDelay: limits.busyEventLoopDelayMs,
    pressureHandler: () => {
      throw new AppError('busy', { params: { seconds: 2 } });
    },
  });
}

/** Loaded only where it is asked for: a start without it must not pay for it. */
async function addTelemetry(app: FastifyInstance): Promise<void> {
  const { FastifyOtelInstrumentation } = await import('@fastify/otel');
  await app.register(new FastifyOtelInstrumentation().plugin());
}
