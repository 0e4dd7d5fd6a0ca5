import { PARTY_EVENT_KINDS, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { activeParty, administratorOf } from '../../testing/parties.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { webhookTrip } from '../../testing/webhook-trip.ts';
import { listDeliveries, testWebhook } from './deliveries.ts';
import { fanOut } from './fan-out.ts';
import { forgetDeliveries } from './forget-deliveries.ts';
import { proveWebhook } from './prove.ts';
import { createWebhook, deleteWebhook, listWebhooks, rotateSecret } from './webhooks.ts';

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

describe('V1: administrators', () => {
  it('see the secret once; nothing in the database can be read without the key', async () => {
    const { key, secret } = await trip.create();
    const listed = await listWebhooks(context, trip.caller, trip.party.partyId);
    expect(JSON.stringify(listed)).not.toContain(secret);
    const { rows } = await context.pool.query('select w::text as all from webhook w where webhook_id = $1', [
      key.webhookId,
    ]);
    expect(rows[0].all).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('who repeat a call after a crash get the same webhook and the same secret', async () => {
    const what = { partyId: trip.party.partyId, url: trip.sink.url, events: PARTY_EVENT_KINDS };
    const again = trip.act();
    const first = await createWebhook(context, trip.caller, what, again);
    expect(await createWebhook(context, trip.caller, what, again)).toEqual(first);
    const turn = trip.act();
    const key = { partyId: trip.party.partyId, webhookId: first.webhook.id };
    const rotated = await rotateSecret(context, trip.caller, key, turn);
    expect(await rotateSecret(context, trip.caller, key, turn)).toEqual(rotated);
    expect(rotated.signingSecret).not.toBe(first.signingSecret);
  });

  it('rotate the secret without a gap: for a day both sign, then the new one alone', async () => {
    const { key, secret } = await trip.create();
    const { signingSecret } = await rotateSecret(context, trip.caller, key, trip.act());
    await trip.tell(1);
    await trip.deliver();
    expect(await trip.verify(0, secret)).toMatchObject({ ok: true });
    expect(await trip.verify(0, signingSecret)).toMatchObject({ ok: true });
    expect(await trip.verify(0, [secret, signingSecret])).toMatchObject({ ok: true });
    context.advance(webhookPolicy.secretOverlapMs);
    await trip.tell(2);
    await trip.deliver();
    expect(await trip.verify(1, secret)).toMatchObject({ ok: false });
    expect(await trip.verify(1, signingSecret)).toMatchObject({ ok: true });
  });

  it('send a test event to one webhook, a few times', async () => {
    const { key, secret } = await trip.create();
    await trip.create(`${trip.sink.url}&other`);
    const sent = await testWebhook(context, trip.caller, key);
    expect(sent).toMatchObject({ kind: 'webhook.test', state: 'queued', sequence: 1 });
    await trip.deliver();
    expect(await trip.verify(0, secret)).toMatchObject({ ok: true, event: { kind: 'webhook.test' } });
    expect(trip.sink.received).toHaveLength(1);
    for (let n = 1; n < webhookPolicy.tests.most; n += 1) await testWebhook(context, trip.caller, key);
    await expect(testWebhook(context, trip.caller, key)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('of another party find nothing, and no more webhooks are made than there may be', async () => {
    const { key } = await trip.create();
    const stranger = await administratorOf(context, await activeParty(context));
    for (const call of [
      () => listWebhooks(context, stranger, trip.party.partyId),
      () => listDeliveries(context, stranger, key),
      () => testWebhook(context, stranger, key),
      () => proveWebhook(context, stranger, key),
      () => rotateSecret(context, stranger, key, trip.act()),
      () => deleteWebhook(context, stranger, key, SYSTEM),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' });
    for (let n = 1; n < webhookPolicy.most; n += 1) await trip.create();
    await expect(trip.create()).rejects.toMatchObject({ code: 'too-many-webhooks' });
  });

  it('delete a webhook with its secret and deliveries; nothing more is sent', async () => {
    const { key } = await trip.create();
    await trip.tell(1);
    await fanOut(context, trip.party.partyId);
    await deleteWebhook(context, trip.caller, key, SYSTEM);
    await trip.tell(2);
    expect(await trip.deliver()).toBe(0);
    expect(await listWebhooks(context, trip.caller, trip.party.partyId)).toEqual([]);
  });

  it('name no address inside: production refuses it when it is entered', async () => {
    const production = { ...context, mode: { sandbox: false } };
    const faultOf = async (url: string) =>
      createWebhook(
        production,
        trip.caller,
        { partyId: trip.party.partyId, url, events: ['party.ended'] },
        trip.act(),
      ).then(
        () => 'taken',
        (error) => error.fields[0].code,
      );
    expect(await faultOf('http://receiver.example/')).toBe('webhook-url.https');
    expect(await faultOf('https://receiver.example:22/')).toBe('webhook-url.https');
    expect(await faultOf('https://127.0.0.1/')).toBe('webhook-url.not-public');
    expect(await faultOf('https://0x7f.1/')).toBe('webhook-url.not-public');
    expect(await faultOf('https://[::ffff:169.254.169.254]/')).toBe('webhook-url.not-public');
    expect(await faultOf('https://receiver.example:8443/hooks')).toBe('taken');
  });
});

it('what was delivered is forgotten after its time, what still waits is not', async () => {
  const begun = context.clock();
  await trip.create();
  await trip.tell(1);
  await trip.deliver();
  trip.sink.answerWith((_, response) => void response.writeHead(500).end());
  await trip.tell(2);
  await trip.deliver();
  context.advance(webhookPolicy.keptForMs + 1_000);
  expect(await forgetDeliveries(context)).toBeGreaterThan(0);
  const left = await context.db
    .selectFrom('webhook_delivery')
    .select('state')
    .where('party_id', '=', trip.party.partyId)
    .execute();
  expect(left).toEqual([{ state: 'queued' }]);
  const events = await context.db
    .selectFrom('party_event')
    .select('event_id')
    .where('party_id', '=', trip.party.partyId)
    .execute();
  expect(events).toHaveLength(1);
  await context.db
    .updateTable('relying_party')
    .set({ state: 'ended', ended_at: begun })
    .where('party_id', '=', trip.party.partyId)
    .execute();
  await forgetDeliveries(context);
  const { rows } = await context.pool.query('select 1 from webhook where party_id = $1', [
    trip.party.partyId,
  ]);
  expect(rows).toEqual([]);
  context.setNow(begun);
});
