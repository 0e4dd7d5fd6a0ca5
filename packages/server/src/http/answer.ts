import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Binding, Bytes, Streamed } from './bind.ts';

/** An answer ready to be sent or kept: status and body as text. */
export type Rendered = { readonly status: number; readonly body: string };

/** Puts a flow's answer into the contract's form; a broken promise of ours throws and becomes `internal`. */
export function render(resource: Binding['resource'], answer: unknown): Rendered {
  // Parsing keeps what the contract does not name from leaving the house.
  const body = resource.answer === undefined ? '' : JSON.stringify(resource.answer.parse(answer));
  return { status: resource.status, body };
}

/** Sends an answer in JSON, or none. */
export function sendRendered(reply: FastifyReply, { status, body }: Rendered): FastifyReply {
  reply.code(status).header('cache-control', 'no-store');
  return body === '' ? reply.send() : reply.type('application/json; charset=utf-8').send(body);
}

/** Sends the browser to a path of ours (303: whatever the method was, by GET). */
export function sendRedirect(
  reply: FastifyReply,
  resource: Binding['resource'],
  answer: unknown,
): FastifyReply {
  const { location } = resource.answer.parse(answer) as { location: string };
  return reply.code(resource.status).header('cache-control', 'no-store').header('location', location).send();
}

/** Sends bytes; answers 304 when the caller's copy, named by its ETag, is still right. */
export function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Binding['resource'],
  answer: Bytes | Streamed,
): FastifyReply {
  const { headers = {} } = answer;
  reply.header('cache-control', 'no-store').headers(headers);
  if ('stream' in answer) {
    return reply
      .code(resource.status)
      .type(resource.produces ?? 'application/octet-stream')
      .send(Readable.from(answer.stream));
  }
  const { bytes } = answer;
  const etag = Object.entries(headers).find(([name]) => name.toLowerCase() === 'etag')?.[1];
  if (etag !== undefined && request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply
    .code(resource.status)
    .type(resource.produces ?? 'application/octet-stream')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
