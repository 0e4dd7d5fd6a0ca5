import { smsSignature } from '@suizheng/domain/contract/registers.ts';
import { verifyRequest } from '@suizheng/domain/http-signature/verify-request.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../problems.ts';
import type { Store } from '../store.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, for its digest. */
    bodyBytes: Buffer | null;
  }
}

/** Keeps the bytes of JSON bodies in this scope; what is no JSON becomes undefined and is refused after the signature. */
export function keepBodyBytes(scope: FastifyInstance): void {
  scope.decorateRequest('bodyBytes', null);
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      request.bodyBytes = bytes;
      try {
        return JSON.parse(bytes.toString('utf8')) as unknown;
      } catch {
        return undefined;
      }
    },
  );
}

/** A hook that lets only orders pass that are signed with this secret, in time, and never seen before. */
export function requireSignature(secret: string, store: Store, now: () => number) {
  const secrets = { [smsSignature.order.keyId]: new TextEncoder().encode(secret) };
  const remember = store.prepare(
    'INSERT INTO used_nonce (nonce, stale_at) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const forget = store.prepare('DELETE FROM used_nonce WHERE stale_at < ?');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const [path = '', ...query] = request.raw.url!.split('?');
    const result = await verifyRequest(
      {
        method: request.method,
        path,
        query: query.length === 0 ? '' : `?${query.join('?')}`,
        header(name) {
          const value = request.headers[name];
          return Array.isArray(value) ? value.join(', ') : value;
        },
        body: request.bodyBytes ?? new Uint8Array(),
      },
      { secrets, tag: smsSignature.order.tag, now: new Date(now()) },
    );
    forget.run(now());
    const fresh = result.ok && remember.run(result.nonce, result.staleAt.getTime()).changes === 1;
    return fresh ? undefined : sendProblem(reply, 'unauthorized');
  };
}
