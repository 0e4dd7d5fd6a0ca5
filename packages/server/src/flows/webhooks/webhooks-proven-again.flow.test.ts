import type { ServerResponse } from 'node:http';
import { addressProof } from '@suizheng/domain/http-signature/address-proof.ts';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import type { Received } from '../../testing/webhook-sink.ts';
import { webhookTrip } from '../../testing/webhook-trip.ts';
import { redeliver, testWebhook } from './deliveries.ts';
import { proveWebhook } from './prove.ts';
import { proveAgain } from './prove-again.ts';
import { listWebhooks } from './webhooks.ts';

const { retry, proveAgainAfterMs } = webhookPolicy;
let context: TestContext;
let trip: Awaited<ReturnType<typeof webhookTrip>>;

beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());
beforeEach(async () => {
  trip = await webhookTrip(context);
});
afterEach(() => trip.sink.close());

const provenAt = async () => (await listWebhooks(context, trip.caller, trip.party.partyId))[0]!.provenAt;
const kinds = () => trip.sink.events().map(({ kind }) => kind);
const proving = (secret: string) => async (one: Received, response: ServerResponse) => {
  const { challenge } = JSON.parse(one.body.toString('utf8')).data;
  if (challenge === undefined) return void response.writeHead(204).end();
  response.end(await addressProof(challenge, secret));
};
const told = async () =>
  (
    await context.db
      .selectFrom('notification')
      .select('kind')
      .where('account_id', '=', trip.caller.accountId)
      .execute()
  ).map(({ kind }) => kind);

/** A proven webhook whose time to be asked again has come. */
async function due() {
  const made = await trip.create();
  const since = await provenAt();
  context.advance(proveAgainAfterMs);
  return { ...made, since };
}

describe('V1: an address that was proven', () => {
  it('is asked again after the time of the policy, once, and stays proven where it answers; nothing told meanwhile is lost', async () => {
    const { secret } = await trip.create();
    const since = await provenAt();
    context.advance(proveAgainAfterMs - 1);
    expect(await proveAgain(context)).toBe(0);
    context.advance(1);
    expect(await Promise.all([proveAgain(context), proveAgain(context)]).then(([a, b]) => a + b)).toBe(1);
    await trip.tell(1);
    trip.sink.answerWith(proving(secret));
    expect(await trip.deliver()).toBe(2);
    expect(kinds()).toEqual(['webhook.challenge', 'client.revoked']);
    expect(await provenAt()).toBe(since);
    expect(await proveAgain(context)).toBe(0);
    context.advance(proveAgainAfterMs);
    expect(await proveAgain(context)).toBe(1);
    expect(await told()).toEqual([]);
  });

  it('hears nothing while its answer is wrong, and everything in order once it is right', async () => {
    const { secret } = await due();
    await trip.tell(1);
    await proveAgain(context);
    trip.sink.answerWith((one, response) => void response.end(one.body));
    await trip.deliver();
    await trip.tell(2);
    await trip.deliver();
    expect(kinds()).toEqual(['webhook.challenge']);
    trip.sink.answerWith(proving(secret));
    context.advance(retry.firstWaitMs);
    await trip.deliver();
    expect(kinds()).toEqual(['webhook.challenge', 'webhook.challenge', 'client.revoked', 'client.revoked']);
    expect(
      trip.sink
        .events()
        .slice(2)
        .map(({ sequence }) => sequence),
    ).toEqual([1, 2]);
  });

  it('is proven no more where it gives no right answer for a day: its administrators are told, and can have what waited sent', async () => {
    const { key, secret } = await due();
    await trip.tell(1);
    await proveAgain(context);
    trip.sink.answerWith((_, response) => void response.writeHead(204).end());
    for (let n = 0; n < retry.tries; n += 1) {
      await trip.deliver();
      context.advance(retry.longestWaitMs);
    }
    expect(kinds()).toEqual(Array(retry.tries).fill('webhook.challenge'));
    expect(await provenAt()).toBeNull();
    expect(await told()).toEqual(['webhook-unproven']);
    const [event, challenge] = await trip.deliveries(key);
    expect(event).toMatchObject({ kind: 'client.revoked', state: 'dead' });
    expect(challenge).toMatchObject({ kind: 'webhook.challenge', state: 'dead', lastFault: 'not-proven' });
    // Nothing reaches it by hand either, but a challenge.
    await expect(redeliver(context, trip.caller, key, event!.id)).rejects.toMatchObject({
      code: 'webhook-unproven',
    });
    await expect(testWebhook(context, trip.caller, key)).rejects.toMatchObject({ code: 'webhook-unproven' });
    context.advance(proveAgainAfterMs);
    expect(await proveAgain(context)).toBe(0);
    trip.sink.answerWith(proving(secret));
    await proveWebhook(context, trip.caller, key);
    await trip.deliver();
    expect(await provenAt()).toBe(context.clock().toISOString());
    await redeliver(context, trip.caller, key, event!.id);
    await trip.deliver();
    expect(trip.sink.events().at(-1)).toMatchObject({ id: event!.eventId, kind: 'client.revoked' });
  });

  it('is not asked while its party is suspended, and is once it is active again', async () => {
    await due();
    const set = (state: 'active' | 'suspended') =>
      context.db
        .updateTable('relying_party')
        .set({ state })
        .where('party_id', '=', trip.party.partyId)
        .execute();
    await set('suspended');
    expect(await proveAgain(context)).toBe(0);
    await set('active');
    expect(await proveAgain(context)).toBe(1);
  });
});
