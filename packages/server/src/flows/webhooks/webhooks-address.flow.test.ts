import type { ServerResponse } from 'node:http';
import { addressProof } from '@suizheng/domain/http-signature/address-proof.ts';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import type { Received } from '../../testing/webhook-sink.ts';
import { webhookTrip } from '../../testing/webhook-trip.ts';
import { redeliver, testWebhook } from './deliveries.ts';
import { proveWebhook, sendChallenge } from './prove.ts';
import { lockWebhook } from './webhook-view.ts';
import { deleteWebhook, listWebhooks, rotateSecret } from './webhooks.ts';

const { retry } = webhookPolicy;
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

describe('V1: the address of a webhook', () => {
  const provenAt = async () => (await listWebhooks(context, trip.caller, trip.party.partyId))[0]!.provenAt;
  /** Answers as who was given the secret does. */
  const proving = (secret: string) => async (one: Received, response: ServerResponse) => {
    const { challenge } = JSON.parse(one.body.toString('utf8')).data;
    if (challenge === undefined) return void response.writeHead(204).end();
    response.end(await addressProof(challenge, secret));
  };

  it('gets a signed challenge and nothing else until it was answered by the secret; then what happens from there on', async () => {
    const { key, secret, webhook } = await trip.unproven();
    expect(webhook).toMatchObject({ provenAt: null, queued: 1 });
    await expect(testWebhook(context, trip.caller, key)).rejects.toMatchObject({ code: 'webhook-unproven' });
    await trip.tell(1);
    await trip.deliver();
    // 204, as a receiver that knows of no challenge answers.
    expect(trip.sink.events().map(({ kind }) => kind)).toEqual(['webhook.challenge']);
    expect(await provenAt()).toBeNull();
    const challenge = await trip.verify(0, secret);
    expect(trip.sink.events()[0].data.challenge).toMatch(/^[\w-]{32}$/);
    expect(challenge).toMatchObject({ ok: true, proof: expect.stringMatching(/^[\w-]{43}$/) });
    expect((await trip.deliveries(key))[0]).toMatchObject({
      kind: 'webhook.challenge',
      sequence: 0,
      state: 'queued',
      lastStatus: 204,
      lastFault: 'not-proven',
    });
    trip.sink.answerWith(proving(secret));
    context.advance(retry.firstWaitMs);
    await trip.deliver();
    expect(await provenAt()).toBe(context.clock().toISOString());
    await trip.tell(2);
    await trip.deliver();
    expect(trip.sink.events().at(-1)).toMatchObject({ data: { client: 'c-2' }, sequence: 1 });
    expect(trip.sink.received).toHaveLength(3);
  });

  it('is tried again at once when an administrator asks, with a new challenge and all its tries', async () => {
    const { key, secret } = await trip.unproven();
    trip.sink.answerWith((_, response) => void response.writeHead(401).end());
    await trip.deliver();
    trip.sink.answerWith(proving(secret));
    // Its time has not come.
    expect(await trip.deliver()).toBe(0);
    expect(await proveWebhook(context, trip.caller, key)).toMatchObject({ provenAt: null, queued: 1 });
    expect(await trip.deliver()).toBe(1);
    const [first, second] = trip.sink.events();
    expect(second.data.challenge).not.toBe(first.data.challenge);
    const at = await provenAt();
    expect(at).not.toBeNull();
    expect(await proveWebhook(context, trip.caller, key)).toMatchObject({ provenAt: at, queued: 0 });
    const { key: floods } = await trip.unproven(`${trip.sink.url}&other`);
    for (let n = 0; n < webhookPolicy.proofs.most; n += 1) await proveWebhook(context, trip.caller, floods);
    await expect(proveWebhook(context, trip.caller, floods)).rejects.toMatchObject({
      code: 'too-many-requests',
    });
  });

  it('is held by whoever sends a new challenge while the old one is being answered: neither waits for the other for ever', async () => {
    const { key, secret } = await trip.unproven();
    const sent = Promise.withResolvers<void>();
    trip.sink.answerWith((one, response) => {
      const again = context.db.transaction().execute(async (trx) => {
        await lockWebhook(trx, key);
        await proving(secret)(one, response);
        await untilSomebodyWaits(context.db);
        await sendChallenge(trx, key, context.random, context.clock());
      });
      trip.sink.answerWith(proving(secret));
      again.then(sent.resolve, sent.reject);
    });
    await Promise.all([trip.deliver(), sent.promise]);
    expect(await provenAt()).not.toBeNull();
  });

  it('is not one of as many as a party likes to make and delete: each sends a challenge', async () => {
    for (let n = 0; n < webhookPolicy.creations.most; n += 1)
      await deleteWebhook(context, trip.caller, (await trip.unproven()).key, SYSTEM);
    await expect(trip.unproven()).rejects.toMatchObject({ code: 'too-many-requests' });
    context.advance(webhookPolicy.creations.withinMs);
    await trip.unproven();
  });

  it('gets no challenge by way of old deliveries more often than by asking for it', async () => {
    const { key } = await trip.unproven();
    const [{ id } = { id: '' }] = await trip.deliveries(key);
    for (let n = 0; n < webhookPolicy.proofs.most; n += 1) await redeliver(context, trip.caller, key, id);
    await expect(redeliver(context, trip.caller, key, id)).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    await expect(proveWebhook(context, trip.caller, key)).rejects.toMatchObject({
      code: 'too-many-requests',
    });
  });

  it('that only says what it was sent, whole or the challenge in it, or answers by another secret, is not proven', async () => {
    const { key } = await trip.unproven();
    const challenge = (one: Received) => JSON.parse(one.body.toString('utf8')).data.challenge;
    const wrong: ((one: Received, response: ServerResponse) => void)[] = [
      (one, response) => response.end(one.body),
      (one, response) => response.end(challenge(one)),
      (one, response) => response.end(JSON.stringify({ challenge: challenge(one), proof: challenge(one) })),
      proving('szw_another'),
    ];
    for (const answer of wrong) {
      trip.sink.answerWith(answer);
      await proveWebhook(context, trip.caller, key);
      expect(await trip.deliver()).toBe(1);
      expect(await provenAt()).toBeNull();
    }
  });

  it('is proven by either secret while one replaces the other', async () => {
    const { key, secret } = await trip.unproven();
    await rotateSecret(context, trip.caller, key, trip.act());
    trip.sink.answerWith(proving(secret));
    await trip.deliver();
    expect(await provenAt()).not.toBeNull();
  });
});
