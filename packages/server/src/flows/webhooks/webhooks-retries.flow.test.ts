import { verifyWebhook } from '@suizheng/client/webhook.ts';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { figuresOf } from '../../app/figures.ts';
import { createWebhookReceiver } from '../../gateways/webhook-receiver.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { webhookTrip } from '../../testing/webhook-trip.ts';
import { deliverDue, deliverToParty } from './deliver.ts';
import { redeliver } from './deliveries.ts';
import { fanOut } from './fan-out.ts';
import { listWebhooks } from './webhooks.ts';

const { retry, lineHeldMs } = webhookPolicy;
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

describe('V1: a webhook', () => {
  it('is tried again after 500s, with the same event, until it is taken', async () => {
    const { key, secret } = await trip.create();
    trip.sink.answerWith((_, response) => {
      response.writeHead(trip.sink.received.length < 3 ? 500 : 200).end('noted');
    });
    const eventId = await trip.tell(1);
    for (let n = 1; n <= 3; n += 1) {
      await trip.deliver();
      expect(await trip.deliver()).toBe(0);
      context.advance(retry.firstWaitMs * retry.factor ** (n - 1));
    }
    expect(trip.sink.events().map(({ id }) => id)).toEqual([eventId, eventId, eventId]);
    const handled = new Set<string>([eventId]);
    const { method, url, headers, body } = trip.sink.received[2]!;
    const again = await verifyWebhook({ method, url, headers, body }, secret, {
      now: context.clock(),
      seen: (id) => handled.has(id),
    });
    expect(again).toMatchObject({ ok: true, duplicate: true });
    // A receiver that keeps nonces does not take our own next try for a replay.
    const nonces = trip.sink.received.map(
      (one) => /nonce="([^"]+)"/.exec(String(one.headers['signature-input']))?.[1],
    );
    expect(new Set(nonces).size).toBe(3);
    expect((await trip.deliveries(key))[0]).toMatchObject({
      state: 'delivered',
      attempts: 3,
      lastFault: null,
    });
  });

  it('that is poison does not hold up what comes after it', async () => {
    await trip.create();
    trip.sink.answerWith((request, response) => {
      response.writeHead(request.body.includes('c-1') ? 500 : 204).end();
    });
    await trip.tell(1);
    await trip.tell(2);
    await trip.deliver();
    expect(trip.sink.events().map(({ data }) => data.client)).toEqual(['c-1', 'c-2']);
  });

  it('that hangs, or cannot be reached, is left in peace and then tried again', async () => {
    const hasty = { ...context, webhooks: createWebhookReceiver({ sandbox: true, answerWithinMs: 150 }) };
    const { key } = await trip.create();
    await trip.tell(1);
    await trip.tell(2);
    trip.sink.answerWith(() => {});
    expect(await deliverToParty(hasty, trip.party.partyId)).toBe(1);
    expect(await deliverToParty(hasty, trip.party.partyId)).toBe(0);
    const [, first] = await trip.deliveries(key);
    expect(first).toMatchObject({ state: 'queued', attempts: 1, lastFault: 'timed-out', lastStatus: null });
    trip.sink.answerWith((_, response) => void response.writeHead(204).end());
    context.advance(retry.firstWaitMs);
    await trip.deliver();
    expect((await trip.deliveries(key)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('whose receiver asks for time gets it', async () => {
    const { key } = await trip.create();
    trip.sink.answerWith((_, response) => void response.writeHead(503, { 'retry-after': '600' }).end());
    await trip.tell(1);
    await trip.deliver();
    const [row] = await trip.deliveries(key);
    expect(row!.nextTryAt).toBe(new Date(context.clock().getTime() + 600_000).toISOString());
  });

  it('that fails for a day is a dead letter, of which the administrators hear once', async () => {
    const { key } = await trip.create();
    trip.sink.answerWith((_, response) => void response.writeHead(500).end());
    const begun = context.clock().getTime();
    await trip.tell(1);
    await trip.tell(2);
    for (let n = 0; n < retry.tries; n += 1) {
      await trip.deliver();
      context.advance(retry.longestWaitMs);
    }
    expect(trip.sink.received).toHaveLength(2 * retry.tries);
    expect(await trip.deliver()).toBe(0);
    expect((await trip.deliveries(key)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['dead', retry.tries],
      ['dead', retry.tries],
    ]);
    const told = await context.db
      .selectFrom('notification')
      .select(['kind'])
      .where('account_id', '=', trip.caller.accountId)
      .execute();
    expect(told).toEqual([{ kind: 'webhook-failing' }]);
    expect((await listWebhooks(context, trip.caller, trip.party.partyId))[0]).toMatchObject({
      dead: 2,
      queued: 0,
    });

    const figures = figuresOf({ context, circuits: () => ({}) } as unknown as Parameters<
      typeof figuresOf
    >[0]);
    expect(await figures.webhooks()).toEqual({ queued: 0, dead: 2 });

    trip.sink.answerWith((_, response) => void response.writeHead(204).end());
    const [, oldest] = await trip.deliveries(key);
    await redeliver(context, trip.caller, key, oldest!.id);
    await trip.deliver();
    expect((await trip.deliveries(key))[1]).toMatchObject({ state: 'delivered', attempts: 1 });
    context.setNow(new Date(begun));
  });

  it('loses nothing when the worker is killed at any moment', async () => {
    const { key } = await trip.create();
    // After the event, before its fan-out: no job ever ran.
    await trip.tell(1);
    expect(await deliverDue(context)).toBe(1);
    // After the fan-out, before the first try.
    await trip.tell(2);
    await fanOut(context, trip.party.partyId);
    expect(await deliverDue(context)).toBe(1);
    // In the middle of a try: the receiver has it, and nobody wrote that down.
    await trip.tell(3);
    const killed = { ...context, webhooks: { post: () => Promise.reject(new Error('killed')) } };
    await expect(deliverToParty(killed, trip.party.partyId)).rejects.toThrow('killed');
    context.advance(lineHeldMs);
    expect(await deliverDue(context)).toBe(1);
    expect(trip.sink.events().map(({ data }) => data.client)).toEqual(['c-1', 'c-2', 'c-3']);
    // Holding the line for good: a process that ended at once.
    await context.db
      .updateTable('webhook')
      .set({ held_until: new Date(context.clock().getTime() + lineHeldMs) })
      .where('webhook_id', '=', key.webhookId)
      .execute();
    await trip.tell(4);
    expect(await deliverDue(context)).toBe(0);
    context.advance(lineHeldMs);
    expect(await deliverDue(context)).toBe(1);
    expect(trip.sink.events()).toHaveLength(4);
  });
});
