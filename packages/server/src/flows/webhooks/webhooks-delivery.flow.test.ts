import { SIGNATURE_AGE_S } from '@suizheng/domain/http-signature/verify-request.ts';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { webhookTrip } from '../../testing/webhook-trip.ts';
import { deliverDue, deliverToParty } from './deliver.ts';

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
  it('brings what happened, signed, with ids, codes and times only', async () => {
    const { key, secret } = await trip.create();
    const eventId = await trip.tell(1);
    expect(await trip.deliver()).toBe(1);
    const result = await trip.verify(0, secret);
    expect(result).toEqual({
      ok: true,
      duplicate: false,
      proof: null,
      event: {
        id: eventId,
        kind: 'client.revoked',
        at: context.clock().toISOString(),
        party: trip.party.partyId,
        sequence: 1,
        data: { client: 'c-1' },
      },
    });
    const [row] = await trip.deliveries(key);
    expect(row).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, nextTryAt: null });
    expect(await trip.deliver()).toBe(0);
  });

  it('that was tampered with, is old, or bears another secret is refused', async () => {
    const { secret } = await trip.create();
    await trip.tell(1);
    await trip.deliver();
    const other = Buffer.from(trip.sink.received[0]!.body.toString('utf8').replace('c-1', 'c-2'));
    expect(await trip.verify(0, secret, { body: other })).toMatchObject({ ok: false, fault: 'other-body' });
    expect(await trip.verify(0, secret, { url: '/hooks/suizheng?team=8' })).toMatchObject({ ok: false });
    expect(await trip.verify(0, secret, { method: 'PUT' })).toMatchObject({ ok: false });
    expect(await trip.verify(0, `${secret}x`)).toMatchObject({ ok: false, fault: 'wrong-signature' });
    const { signature: _, ...unsigned } = trip.sink.received[0]!.headers;
    expect(await trip.verify(0, secret, { headers: unsigned })).toMatchObject({
      ok: false,
      fault: 'unsigned',
    });
    context.advance((SIGNATURE_AGE_S + 1) * 1_000);
    expect(await trip.verify(0, secret)).toMatchObject({ ok: false, fault: 'out-of-time' });
  });

  it('hears only what it chose, and nothing of before it was there', async () => {
    await trip.tell(1);
    context.advance(1);
    await trip.create();
    await trip.create(`${trip.sink.url}&only=ended`, ['party.ended']);
    await trip.tell(2);
    await trip.deliver();
    expect(trip.sink.events().map(({ data }) => data.client)).toEqual(['c-2']);
  });

  it('gets events in their order, numbered, also when they are delivered from many sides', async () => {
    const { secret } = await trip.create();
    for (let n = 1; n <= 12; n += 1) await trip.tell(n);
    await Promise.all([trip.deliver(), trip.deliver(), deliverDue(context), trip.deliver()]);
    await deliverDue(context);
    expect(trip.sink.events().map(({ data }) => data.client)).toEqual(
      Array.from({ length: 12 }, (_, n) => `c-${n + 1}`),
    );
    expect(trip.sink.events().map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
    expect(await trip.verify(11, secret)).toMatchObject({ ok: true });
  });

  it('does not follow where a receiver points it', async () => {
    const { key } = await trip.create();
    trip.sink.answerWith((_, response) => void response.writeHead(307, { location: '/elsewhere' }).end());
    await trip.tell(1);
    await trip.deliver();
    expect(trip.sink.received).toHaveLength(1);
    expect((await trip.deliveries(key))[0]).toMatchObject({ lastStatus: 307, lastFault: 'redirected' });
  });

  it('whose receiver floods us is taken at its status, and no more of it is read', async () => {
    const { key } = await trip.create();
    trip.sink.answerWith((_, response) => {
      response.writeHead(200);
      const flood = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', flood);
      response.on('error', () => {});
      flood();
    });
    await trip.tell(1);
    await trip.deliver();
    expect((await trip.deliveries(key))[0]).toMatchObject({ state: 'delivered' });
  });

  it('whose receiver is slow gives way to others after its turn, and goes on later', async () => {
    const { key } = await trip.create();
    const slow = {
      ...context,
      webhooks: {
        post: (call: Parameters<typeof context.webhooks.post>[0]) => {
          context.advance(webhookPolicy.turnMs / 2);
          return context.webhooks.post(call);
        },
      },
    };
    for (let n = 1; n <= 3; n += 1) await trip.tell(n);
    const wakings = async () =>
      Number(
        (
          await context.pool.query(
            `select count(*) from pgboss.job where name = 'deliver-webhooks' and data->>'partyId' = $1`,
            [key.partyId],
          )
        ).rows[0].count,
      );
    const before = await wakings();
    expect(await deliverToParty(slow, trip.party.partyId)).toBe(2);
    expect(await wakings()).toBe(before + 1);
    expect(await deliverToParty(slow, trip.party.partyId)).toBe(1);
  });
});
