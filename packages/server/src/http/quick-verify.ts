import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { verifyCodeOnline } from '@suizheng/domain/contract/verification.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { pickLocale } from '@suizheng/domain/text/locale.ts';
import type { FastifyInstance } from 'fastify';
import type { EnrolledReader, ReaderAuthenticator } from '../flows/verification/reader-token.ts';
import type { VerifyRequest, verifyOnline } from '../flows/verification/verify-code.ts';
import { traceOfError } from '../log.ts';
import { bearer } from './callers.ts';
import { parseJsonBody } from './json-body.ts';
import { problemAnswer } from './problems.ts';
import { readRequest } from './read-request.ts';
import { securityHeaders } from './security-headers.ts';
import { traceIdOf } from './trace.ts';

/** What the short way needs. */
export type QuickVerify = {
  readonly authenticateReader: ReaderAuthenticator;
  /** The reader of a token where that can be told at once. */
  readonly knownReader: (token: string) => EnrolledReader | undefined;
  /** Throws `too-many-requests`. */
  readonly admit: (reader: EnrolledReader) => void;
  readonly verify: (request: VerifyRequest) => ReturnType<typeof verifyOnline>;
  readonly answered: (status: number, elapsedMs: number) => void;
  readonly random: (length: number) => Uint8Array;
  readonly secure: boolean;
};

/** Bytes of a code with its frame; anything longer goes the long way and is refused there. */
const LONGEST_BODY = 16_384;
const PATH = verifyCodeOnline.path;

/**
 * The short way for the one question that a verification node is asked thousands of times a second: a gate's code in
 * plain JSON. It stands before the framework and answers exactly what the framework's route would; whatever is unusual
 * about a request (a stranger, a browser, chunks, another type, a token that is not known) goes to the framework unread.
 */
export function answerVerifyQuickly(app: FastifyInstance, quick: QuickVerify): void {
  const [framework] = app.server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  const fixed = Object.entries({
    ...securityHeaders(quick),
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
  }).flat();
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.server.removeAllListeners('request');
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const token = closing ? null : tokenOf(request);
    if (token === null) return framework!.call(app.server, request, response);
    const known = quick.knownReader(token);
    if (known !== undefined) return readBody(request, (body) => void answer(request, response, known, body));
    quick.authenticateReader(token).then(
      (reader) => {
        if (reader === null) framework!.call(app.server, request, response);
        else readBody(request, (body) => void answer(request, response, reader, body));
      },
      () => framework!.call(app.server, request, response),
    );
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    reader: EnrolledReader,
    bytes: Buffer,
  ): Promise<void> {
    const began = performance.now();
    const { headers } = request;
    const traceId = traceIdOf(headers.traceparent, quick.random);
    const locale = pickLocale(headers['accept-language'] ?? '');
    try {
      quick.admit(reader);
      const asked = readRequest(verifyCodeOnline, { params: {}, query: {}, body: parseJsonBody(bytes) });
      const { code, purpose } = asked.body as { code: string; purpose?: string };
      const view = await quick.verify({
        code,
        purpose,
        reader,
        evidenceId: randomUUID(),
        actor: { kind: 'reader', id: reader.readerId, traceId },
        locale,
      });
      // In bytes: as a text it would be joined to the head and both be encoded character by character.
      const text = Buffer.from(JSON.stringify(view));
      response.writeHead(200, [...fixed, 'x-trace-id', traceId, 'content-length', String(text.length)]);
      response.end(text);
      quick.answered(200, performance.now() - began);
    } catch (error) {
      const refusal = error instanceof AppError ? error : new AppError('internal');
      if (!(error instanceof AppError)) app.log.error(traceOfError(error), 'internal error');
      const { status, headers: own, body } = problemAnswer(refusal, locale, traceId);
      const all = { ...securityHeaders(quick), ...own, 'x-trace-id': traceId };
      response.writeHead(status, { ...all, 'content-length': body.length });
      response.end(body);
      quick.answered(status, performance.now() - began);
    }
  }
}

/** The reader's token of a request that is as plain as gates send it; null for every other. */
function tokenOf({ method, url, headers }: IncomingMessage): string | null {
  if (method !== 'POST' || url !== PATH) return null;
  if (headers['content-type'] !== 'application/json' || headers.host === undefined) return null;
  if (!(Number(headers['content-length']) <= LONGEST_BODY)) return null;
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return null;
  if (headers.expect !== undefined || headers['content-encoding'] !== undefined) return null;
  const token = bearer(headers.authorization);
  return token?.startsWith('szr_') ? token : null;
}

function readBody(request: IncomingMessage, done: (body: Buffer) => void): void {
  let first: Buffer | null = null;
  let more: Buffer[] | null = null;
  request.on('data', (chunk: Buffer) => {
    if (first === null) first = chunk;
    else {
      more ??= [first];
      more.push(chunk);
    }
  });
  request.on('end', () => done(more === null ? (first ?? Buffer.alloc(0)) : Buffer.concat(more)));
  // A caller that went away needs no answer.
  request.on('error', () => {});
}
