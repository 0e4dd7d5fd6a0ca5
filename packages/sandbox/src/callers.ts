import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problems.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;

/** A hook that lets only callers with this bearer key pass. */
export function requireBearer(key: string) {
  const expected = sha256(`Bearer ${key}`);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    // Compared by digest, so that neither length nor content shows in the time it takes.
    if (timingSafeEqual(sha256(request.headers.authorization ?? ''), expected)) return undefined;
    return sendProblem(reply.header('www-authenticate', 'Bearer'), 'unauthorized');
  };
}

/**
 * A hook that holds Idempotency-Key to one request for a day: a repeat with the same content passes (the calls
 * behind it are reads, so it gets the same answer), other content is refused with 409. Only digests are kept.
 */
export function honourIdempotencyKey(store: Store, now: () => number) {
  const remember = store.prepare(
    'INSERT INTO used_key (key, digest, used_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const recall = store.prepare('SELECT digest FROM used_key WHERE key = ?');
  const forget = store.prepare('DELETE FROM used_key WHERE used_at < ?');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return undefined;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) {
      return sendProblem(reply, 'invalid-request', {
        errors: [{ pointer: 'header/idempotency-key', reason: 'format' }],
      });
    }
    const stored = sha256(`${request.routeOptions.url}\n${key}`).toString('hex');
    const digest = sha256(JSON.stringify(request.body)).toString('hex');
    forget.run(now() - DAY_MS);
    remember.run(stored, digest, now());
    return recall.get(stored)?.digest === digest ? undefined : sendProblem(reply, 'idempotency-conflict');
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
