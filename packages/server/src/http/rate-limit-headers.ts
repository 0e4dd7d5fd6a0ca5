import type { FastifyInstance } from 'fastify';
import { type LimitState, limitStateOf } from '../flows/parties/count-call.ts';
import type { EnrolledClient } from '../flows/parties/enrolled-client.ts';

/** Seconds of the two windows, as the policy header names them. */
const WINDOWS = { minute: 60, day: 86_400 } as const;

/** Tells relying parties' systems how much they have left, with every answer to a call that was counted, refusals too. */
export function addRateLimitHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const { identified } = request;
    if (identified?.actor.kind !== 'client') return;
    const state = limitStateOf(identified.caller as EnrolledClient);
    if (state !== undefined) reply.headers(rateLimitHeaders(state));
  });
}

/** The fields of draft-ietf-httpapi-ratelimit-headers: quotas with their windows, and what is left until when. */
export function rateLimitHeaders(state: LimitState): Record<'ratelimit-policy' | 'ratelimit', string> {
  const known = (['minute', 'day'] as const).flatMap((name) => {
    const limit = state[name];
    return limit === null ? [] : [{ name, ...limit }];
  });
  return {
    'ratelimit-policy': known.map(({ name, limit }) => `"${name}";q=${limit};w=${WINDOWS[name]}`).join(', '),
    ratelimit: known.map(({ name, left, seconds }) => `"${name}";r=${left};t=${seconds}`).join(', '),
  };
}
