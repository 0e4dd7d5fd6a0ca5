import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { PROBLEMS } from '@suizheng/domain/errors/catalog.ts';
import { type Problem, toProblem } from '@suizheng/domain/errors/problem.ts';
import { type Locale, pickLocale } from '@suizheng/domain/text/locale.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Our refusal for an error that Fastify or Node raised while reading a request; null when the fault is ours. */
export function refusalOf(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new AppError('too-large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new AppError('unsupported-media-type');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new AppError('malformed-request');
  return null;
}

/** The language of a request. */
export function localeOf(request: FastifyRequest): Locale {
  const header = request.headers['accept-language'];
  return pickLocale(typeof header === 'string' ? header : '');
}

/** A problem as it goes out: RFC 9457 in one language, with the headers that do not depend on the request. */
export function problemAnswer(
  error: AppError,
  locale: Locale,
  traceId: string,
): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer } {
  const problem = toProblem(error, locale, traceId);
  const { seconds } = error.params;
  const later = seconds !== undefined ? String(seconds) : problem.status === 503 ? '5' : null;
  return {
    status: problem.status,
    headers: {
      ...(later === null ? {} : { 'retry-after': later }),
      'cache-control': 'no-store',
      'content-language': locale,
      'content-type': 'application/problem+json',
    },
    // As bytes: the media type has no charset parameter (RFC 9457 §6.1).
    body: Buffer.from(JSON.stringify(problem)),
  };
}

/** Answers with RFC 9457 problem details in the language of the request. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: AppError): FastifyReply {
  const { status, headers, body } = problemAnswer(error, localeOf(request), request.id);
  const challenge = challengeOf(request, error);
  if (challenge !== null) reply.header('www-authenticate', challenge);
  return reply.code(status).headers(headers).send(body);
}

/** What WWW-Authenticate says (RFC 6750 §3): an error only to who has brought a token. */
function challengeOf({ headers }: FastifyRequest, { code }: AppError): string | null {
  if (code === 'service-not-in-token') return 'Bearer error="insufficient_scope"';
  if (PROBLEMS[code].status !== 401) return null;
  return code === 'token-refused' && headers.authorization !== undefined
    ? 'Bearer error="invalid_token"'
    : 'Bearer';
}

const RAW_STATUS: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** Answers bytes that are not even HTTP, straight on the socket; no header of theirs can be trusted, so in zh-Hans. */
export function answerBrokenRequest(error: { code?: string }, socket: Socket, traceId: string): void {
  // An answer already begun must not be followed by another: the caller would take it for the next one's.
  const begun = (socket as { _httpMessage?: { headersSent?: boolean } | null })._httpMessage?.headersSent;
  if (error.code === 'ECONNRESET' || !socket.writable || begun === true) {
    socket.destroy();
    return;
  }
  const status = RAW_STATUS[error.code ?? ''] ?? 400;
  const refusal = new AppError(status === 431 || status === 413 ? 'too-large' : 'malformed-request');
  const problem: Problem = { ...toProblem(refusal, 'zh-Hans', traceId), status };
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-trace-id: ${traceId}`,
      'cache-control: no-store',
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
