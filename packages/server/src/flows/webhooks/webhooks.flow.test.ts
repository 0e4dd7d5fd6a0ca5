import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { verifyWebhook } from '@suizheng/client/webhook.ts';
import { SIGNATURE_AGE_S } from '@suizheng/domain/http-signature/verify-request.ts';
import { PARTY_EVENT_KINDS, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { figuresOf } from '../../app/figures.ts';
import { SYSTEM } from '../../context.ts';
import { createWebhookReceiver } from '../../gateways/webhook-receiver.ts';
import { activeParty, administratorOf } from '../../testing/parties.ts';
import { provenWebhook } from '../../testing/proven-webhook.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { untilSomebodyWaits } from '../../testing/until-somebody-waits.ts';
import { type Received, startWebhookSink } from '../../testing/webhook-sink.ts';
import { tellParty } from '../parties/tell-party.ts';
import { deliverDue, deliverToParty } from './deliver.ts';
import { listDeliveries, redeliver, testWebhook } from './deliveries.ts';
import { fanOut } from './fan-out.ts';
import { forgetDeliveries } from './forget-deliveries.ts';
import { proveWebhook, sendChallenge } from './prove.ts';
import { lockWebhook } from './webhook-view.ts';
import { createWebhook, deleteWebhook, listWebhooks, rotateSecret } from './webhooks.ts';

const { retry, lineHeldMs } = webhookPolicy;
let context: TestContext;
let sink: Awaited<ReturnType<typeof startWebhookSink>>;
let party: Awaited<ReturnType<typeof activeParty>>;
let caller: { accountId: string; personId: string; level: 'real-person' };
const act = () => ({ operationId: randomUUID(), actor: SYSTEM });

beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context.close());
beforeEach(async () => {
  await context.db.deleteFrom('webhook').execute();
  sink = await startWebhookSink();
  ({ party, caller } = await administratorOfParty());
});
afterEach(() => sink.close());

async function administratorOfParty() {
  const made = await activeParty(context);
  return { party: made, caller: await administratorOf(context, made) };
}

const create = async (url = sink.url, events = PARTY_EVENT_KINDS) => {
  const made = await provenWebhook(context, caller, { partyId: party.partyId, url, events }, act());
  const key = { partyId: party.partyId, webhookId: made.webhook.id };
  return { key, secret: made.signingSecret, webhook: made.webhook };
};
const tell = (n: number) => {
  context.advance(1);
  const told = { partyId: party.partyId, kind: 'client.revoked', data: { client: `c-${n}` } } as const;
  return tellParty(context.db, told, context.clock());
};
const deliver = () => deliverToParty(context, party.partyId);
const deliveries = (key: { partyId: string; webhookId: string }) => listDeliveries(context, caller, key);
const verify = (at: number, secrets: string | string[], more: Record<string, unknown> = {}) => {
  const { method, url, headers, body } = sink.received[at]!;
  return verifyWebhook({ method, url, headers, body, ...more }, secrets, { now: context.clock() });
};

describe('V1: a webhook', () => {
  it('brings what happened, signed, with ids, codes and times only', async () => {
    const { key, secret } = await create();
    const eventId = await tell(1);
    expect(await deliver()).toBe(1);
    const result = await verify(0, secret);
    expect(result).toEqual({
      ok: true,
      duplicate: false,
      challenge: null,
      event: {
        id: eventId,
        kind: 'client.revoked',
        at: context.clock().toISOString(),
        party: party.partyId,
        sequence: 1,
        data: { client: 'c-1' },
      },
    });
    const [row] = await deliveries(key);
    expect(row).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204, nextTryAt: null });
    expect(await deliver()).toBe(0);
  });

  it('that was tampered with, is old, or bears another secret is refused', async () => {
    const { secret } = await create();
    await tell(1);
    await deliver();
    const other = Buffer.from(sink.received[0]!.body.toString('utf8').replace('c-1', 'c-2'));
    expect(await verify(0, secret, { body: other })).toMatchObject({ ok: false, fault: 'other-body' });
    expect(await verify(0, secret, { url: '/hooks/suizheng?team=8' })).toMatchObject({ ok: false });
    expect(await verify(0, secret, { method: 'PUT' })).toMatchObject({ ok: false });
    expect(await verify(0, `${secret}x`)).toMatchObject({ ok: false, fault: 'wrong-signature' });
    const { signature: _, ...unsigned } = sink.received[0]!.headers;
    expect(await verify(0, secret, { headers: unsigned })).toMatchObject({ ok: false, fault: 'unsigned' });
    context.advance((SIGNATURE_AGE_S + 1) * 1_000);
    expect(await verify(0, secret)).toMatchObject({ ok: false, fault: 'out-of-time' });
  });

  it('hears only what it chose, and nothing of before it was there', async () => {
    await tell(1);
    context.advance(1);
    await create();
    await create(`${sink.url}&only=ended`, ['party.ended']);
    await tell(2);
    await deliver();
    expect(sink.events().map(({ data }) => data.client)).toEqual(['c-2']);
  });

  it('gets events in their order, numbered, also when they are delivered from many sides', async () => {
    const { secret } = await create();
    for (let n = 1; n <= 12; n += 1) await tell(n);
    await Promise.all([deliver(), deliver(), deliverDue(context), deliver()]);
    await deliverDue(context);
    expect(sink.events().map(({ data }) => data.client)).toEqual(
      Array.from({ length: 12 }, (_, n) => `c-${n + 1}`),
    );
    expect(sink.events().map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
    expect(await verify(11, secret)).toMatchObject({ ok: true });
  });

  it('is tried again after 500s, with the same event, until it is taken', async () => {
    const { key, secret } = await create();
    sink.answerWith((_, response) => {
      response.writeHead(sink.received.length < 3 ? 500 : 200).end('noted');
    });
    const eventId = await tell(1);
    for (let n = 1; n <= 3; n += 1) {
      await deliver();
      expect(await deliver()).toBe(0);
      context.advance(retry.firstWaitMs * retry.factor ** (n - 1));
    }
    expect(sink.events().map(({ id }) => id)).toEqual([eventId, eventId, eventId]);
    const handled = new Set<string>([eventId]);
    const { method, url, headers, body } = sink.received[2]!;
    const again = await verifyWebhook({ method, url, headers, body }, secret, {
      now: context.clock(),
      seen: (id) => handled.has(id),
    });
    expect(again).toMatchObject({ ok: true, duplicate: true });
    // A receiver that keeps nonces does not take our own next try for a replay.
    const nonces = sink.received.map(
      (one) => /nonce="([^"]+)"/.exec(String(one.headers['signature-input']))?.[1],
    );
    expect(new Set(nonces).size).toBe(3);
    expect((await deliveries(key))[0]).toMatchObject({ state: 'delivered', attempts: 3, lastFault: null });
  });

  it('that is poison does not hold up what comes after it', async () => {
    await create();
    sink.answerWith((request, response) => {
      response.writeHead(request.body.includes('c-1') ? 500 : 204).end();
    });
    await tell(1);
    await tell(2);
    await deliver();
    expect(sink.events().map(({ data }) => data.client)).toEqual(['c-1', 'c-2']);
  });

  it('that hangs, or cannot be reached, is left in peace and then tried again', async () => {
    const hasty = { ...context, webhooks: createWebhookReceiver({ sandbox: true, answerWithinMs: 150 }) };
    const { key } = await create();
    await tell(1);
    await tell(2);
    sink.answerWith(() => {});
    expect(await deliverToParty(hasty, party.partyId)).toBe(1);
    expect(await deliverToParty(hasty, party.partyId)).toBe(0);
    const [, first] = await deliveries(key);
    expect(first).toMatchObject({ state: 'queued', attempts: 1, lastFault: 'timed-out', lastStatus: null });
    sink.answerWith((_, response) => void response.writeHead(204).end());
    context.advance(retry.firstWaitMs);
    await deliver();
    expect((await deliveries(key)).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('whose receiver asks for time gets it', async () => {
    const { key } = await create();
    sink.answerWith((_, response) => void response.writeHead(503, { 'retry-after': '600' }).end());
    await tell(1);
    await deliver();
    const [row] = await deliveries(key);
    expect(row!.nextTryAt).toBe(new Date(context.clock().getTime() + 600_000).toISOString());
  });

  it('does not follow where a receiver points it', async () => {
    const { key } = await create();
    sink.answerWith((_, response) => void response.writeHead(307, { location: '/elsewhere' }).end());
    await tell(1);
    await deliver();
    expect(sink.received).toHaveLength(1);
    expect((await deliveries(key))[0]).toMatchObject({ lastStatus: 307, lastFault: 'redirected' });
  });

  it('whose receiver floods us is taken at its status, and no more of it is read', async () => {
    const { key } = await create();
    sink.answerWith((_, response) => {
      response.writeHead(200);
      const flood = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', flood);
      response.on('error', () => {});
      flood();
    });
    await tell(1);
    await deliver();
    expect((await deliveries(key))[0]).toMatchObject({ state: 'delivered' });
  });

  it('that fails for a day is a dead letter, of which the administrators hear once', async () => {
    const { key } = await create();
    sink.answerWith((_, response) => void response.writeHead(500).end());
    const begun = context.clock().getTime();
    await tell(1);
    await tell(2);
    for (let n = 0; n < retry.tries; n += 1) {
      await deliver();
      context.advance(retry.longestWaitMs);
    }
    expect(sink.received).toHaveLength(2 * retry.tries);
    expect(await deliver()).toBe(0);
    expect((await deliveries(key)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['dead', retry.tries],
      ['dead', retry.tries],
    ]);
    const told = await context.db
      .selectFrom('notification')
      .select(['kind'])
      .where('account_id', '=', caller.accountId)
      .execute();
    expect(told).toEqual([{ kind: 'webhook-failing' }]);
    expect((await listWebhooks(context, caller, party.partyId))[0]).toMatchObject({ dead: 2, queued: 0 });

    const figures = figuresOf({ context, circuits: () => ({}) } as unknown as Parameters<
      typeof figuresOf
    >[0]);
    expect(await figures.webhooks()).toEqual({ queued: 0, dead: 2 });

    sink.answerWith((_, response) => void response.writeHead(204).end());
    const [, oldest] = await deliveries(key);
    await redeliver(context, caller, key, oldest!.id);
    await deliver();
    expect((await deliveries(key))[1]).toMatchObject({ state: 'delivered', attempts: 1 });
    context.setNow(new Date(begun));
  });

  it('whose receiver is slow gives way to others after its turn, and goes on later', async () => {
    const { key } = await create();
    const slow = {
      ...context,
      webhooks: {
        post: (call: Parameters<typeof context.webhooks.post>[0]) => {
          context.advance(webhookPolicy.turnMs / 2);
          return context.webhooks.post(call);
        },
      },
    };
    for (let n = 1; n <= 3; n += 1) await tell(n);
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
    expect(await deliverToParty(slow, party.partyId)).toBe(2);
    expect(await wakings()).toBe(before + 1);
    expect(await deliverToParty(slow, party.partyId)).toBe(1);
  });

  it('loses nothing when the worker is killed at any moment', async () => {
    const { key } = await create();
    // After the event, before its fan-out: no job ever ran.
    await tell(1);
    expect(await deliverDue(context)).toBe(1);
    // After the fan-out, before the first try.
    await tell(2);
    await fanOut(context, party.partyId);
    expect(await deliverDue(context)).toBe(1);
    // In the middle of a try: the receiver has it, and nobody wrote that down.
    await tell(3);
    const killed = { ...context, webhooks: { post: () => Promise.reject(new Error('killed')) } };
    await expect(deliverToParty(killed, party.partyId)).rejects.toThrow('killed');
    context.advance(lineHeldMs);
    expect(await deliverDue(context)).toBe(1);
    expect(sink.events().map(({ data }) => data.client)).toEqual(['c-1', 'c-2', 'c-3']);
    // Holding the line for good: a process that ended at once.
    await context.db
      .updateTable('webhook')
      .set({ held_until: new Date(context.clock().getTime() + lineHeldMs) })
      .where('webhook_id', '=', key.webhookId)
      .execute();
    await tell(4);
    expect(await deliverDue(context)).toBe(0);
    context.advance(lineHeldMs);
    expect(await deliverDue(context)).toBe(1);
    expect(sink.events()).toHaveLength(4);
  });
});

describe('V1: administrators', () => {
  it('see the secret once; nothing in the database can be read without the key', async () => {
    const { key, secret } = await create();
    const listed = await listWebhooks(context, caller, party.partyId);
    expect(JSON.stringify(listed)).not.toContain(secret);
    const { rows } = await context.pool.query('select w::text as all from webhook w where webhook_id = $1', [
      key.webhookId,
    ]);
    expect(rows[0].all).not.toContain(Buffer.from(secret).toString('hex'));
  });

  it('who repeat a call after a crash get the same webhook and the same secret', async () => {
    const what = { partyId: party.partyId, url: sink.url, events: PARTY_EVENT_KINDS };
    const again = act();
    const first = await createWebhook(context, caller, what, again);
    expect(await createWebhook(context, caller, what, again)).toEqual(first);
    const turn = act();
    const key = { partyId: party.partyId, webhookId: first.webhook.id };
    const rotated = await rotateSecret(context, caller, key, turn);
    expect(await rotateSecret(context, caller, key, turn)).toEqual(rotated);
    expect(rotated.signingSecret).not.toBe(first.signingSecret);
  });

  it('rotate the secret without a gap: for a day both sign, then the new one alone', async () => {
    const { key, secret } = await create();
    const { signingSecret } = await rotateSecret(context, caller, key, act());
    await tell(1);
    await deliver();
    expect(await verify(0, secret)).toMatchObject({ ok: true });
    expect(await verify(0, signingSecret)).toMatchObject({ ok: true });
    expect(await verify(0, [secret, signingSecret])).toMatchObject({ ok: true });
    context.advance(webhookPolicy.secretOverlapMs);
    await tell(2);
    await deliver();
    expect(await verify(1, secret)).toMatchObject({ ok: false });
    expect(await verify(1, signingSecret)).toMatchObject({ ok: true });
  });

  it('send a test event to one webhook, a few times', async () => {
    const { key, secret } = await create();
    await create(`${sink.url}&other`);
    const sent = await testWebhook(context, caller, key);
    expect(sent).toMatchObject({ kind: 'webhook.test', state: 'queued', sequence: 1 });
    await deliver();
    expect(await verify(0, secret)).toMatchObject({ ok: true, event: { kind: 'webhook.test' } });
    expect(sink.received).toHaveLength(1);
    for (let n = 1; n < webhookPolicy.tests.most; n += 1) await testWebhook(context, caller, key);
    await expect(testWebhook(context, caller, key)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('of another party find nothing, and no more webhooks are made than there may be', async () => {
    const { key } = await create();
    const { caller: stranger } = await administratorOfParty();
    for (const call of [
      () => listWebhooks(context, stranger, party.partyId),
      () => listDeliveries(context, stranger, key),
      () => testWebhook(context, stranger, key),
      () => proveWebhook(context, stranger, key),
      () => rotateSecret(context, stranger, key, act()),
      () => deleteWebhook(context, stranger, key, SYSTEM),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' });
    for (let n = 1; n < webhookPolicy.most; n += 1) await create();
    await expect(create()).rejects.toMatchObject({ code: 'too-many-webhooks' });
  });

  it('delete a webhook with its secret and deliveries; nothing more is sent', async () => {
    const { key } = await create();
    await tell(1);
    await fanOut(context, party.partyId);
    await deleteWebhook(context, caller, key, SYSTEM);
    await tell(2);
    expect(await deliver()).toBe(0);
    expect(await listWebhooks(context, caller, party.partyId)).toEqual([]);
  });

  it('name no address inside: production refuses it when it is entered', async () => {
    const production = { ...context, mode: { sandbox: false } };
    const faultOf = async (url: string) =>
      createWebhook(production, caller, { partyId: party.partyId, url, events: ['party.ended'] }, act()).then(
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

describe('V1: the address of a webhook', () => {
  const unproven = async (url = sink.url) => {
    const what = { partyId: party.partyId, url, events: PARTY_EVENT_KINDS };
    const { webhook, signingSecret } = await createWebhook(context, caller, what, act());
    return { key: { partyId: party.partyId, webhookId: webhook.id }, webhook, secret: signingSecret };
  };
  const provenAt = async () => (await listWebhooks(context, caller, party.partyId))[0]!.provenAt;
  const echo = (one: Received, response: ServerResponse) =>
    void response.end(JSON.parse(one.body.toString('utf8')).data.challenge);

  it('gets a signed challenge and nothing else until it was echoed; then what happens from there on', async () => {
    const { key, secret, webhook } = await unproven();
    expect(webhook).toMatchObject({ provenAt: null, queued: 1 });
    await expect(testWebhook(context, caller, key)).rejects.toMatchObject({ code: 'webhook-unproven' });
    await tell(1);
    await deliver();
    // 204, as a receiver that knows of no challenge answers.
    expect(sink.events().map(({ kind }) => kind)).toEqual(['webhook.challenge']);
    expect(await provenAt()).toBeNull();
    const challenge = await verify(0, secret);
    expect(challenge).toMatchObject({ ok: true, challenge: expect.stringMatching(/^[\w-]{32}$/) });
    expect((await deliveries(key))[0]).toMatchObject({
      kind: 'webhook.challenge',
      sequence: 0,
      state: 'queued',
      lastStatus: 204,
      lastFault: 'not-echoed',
    });
    sink.answerWith((one, response) => {
      if (one.body.includes('webhook.challenge')) return echo(one, response);
      response.writeHead(204).end();
    });
    context.advance(retry.firstWaitMs);
    await deliver();
    expect(await provenAt()).toBe(context.clock().toISOString());
    await tell(2);
    await deliver();
    expect(sink.events().at(-1)).toMatchObject({ data: { client: 'c-2' }, sequence: 1 });
    expect(sink.received).toHaveLength(3);
  });

  it('is tried again at once when an administrator asks, with a new challenge and all its tries', async () => {
    const { key } = await unproven();
    sink.answerWith((_, response) => void response.writeHead(401).end());
    await deliver();
    sink.answerWith(echo);
    // Its time has not come.
    expect(await deliver()).toBe(0);
    expect(await proveWebhook(context, caller, key)).toMatchObject({ provenAt: null, queued: 1 });
    expect(await deliver()).toBe(1);
    const [first, second] = sink.events();
    expect(second.data.challenge).not.toBe(first.data.challenge);
    const at = await provenAt();
    expect(at).not.toBeNull();
    expect(await proveWebhook(context, caller, key)).toMatchObject({ provenAt: at, queued: 0 });
    const { key: floods } = await unproven(`${sink.url}&other`);
    for (let n = 0; n < webhookPolicy.proofs.most; n += 1) await proveWebhook(context, caller, floods);
    await expect(proveWebhook(context, caller, floods)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('is held by whoever sends a new challenge while the old one is being answered: neither waits for the other for ever', async () => {
    const { key } = await unproven();
    const sent = Promise.withResolvers<void>();
    sink.answerWith((one, response) => {
      const again = context.db.transaction().execute(async (trx) => {
        await lockWebhook(trx, key);
        echo(one, response);
        await untilSomebodyWaits(context.db);
        await sendChallenge(trx, key, context.random, context.clock());
      });
      sink.answerWith(echo);
      again.then(sent.resolve, sent.reject);
    });
    await Promise.all([deliver(), sent.promise]);
    expect(await provenAt()).not.toBeNull();
  });

  it('is not one of as many as a party likes to make and delete: each sends a challenge', async () => {
    for (let n = 0; n < webhookPolicy.creations.most; n += 1)
      await deleteWebhook(context, caller, (await unproven()).key, SYSTEM);
    await expect(unproven()).rejects.toMatchObject({ code: 'too-many-requests' });
    context.advance(webhookPolicy.creations.withinMs);
    await unproven();
  });

  it('gets no challenge by way of old deliveries more often than by asking for it', async () => {
    const { key } = await unproven();
    const [{ id } = { id: '' }] = await deliveries(key);
    for (let n = 0; n < webhookPolicy.proofs.most; n += 1) await redeliver(context, caller, key, id);
    await expect(redeliver(context, caller, key, id)).rejects.toMatchObject({ code: 'too-many-requests' });
    await expect(proveWebhook(context, caller, key)).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  it('that only says what it was sent, or answers another’s challenge, is not proven', async () => {
    await unproven();
    sink.answerWith((one, response) => void response.end(one.body));
    await deliver();
    expect(await provenAt()).toBeNull();
    sink.answerWith((_, response) => void response.end('{"challenge":"another"}'));
    context.advance(retry.firstWaitMs);
    await deliver();
    expect(await provenAt()).toBeNull();
  });
});

it('what was delivered is forgotten after its time, what still waits is not', async () => {
  const begun = context.clock();
  await create();
  await tell(1);
  await deliver();
  sink.answerWith((_, response) => void response.writeHead(500).end());
  await tell(2);
  await deliver();
  context.advance(webhookPolicy.keptForMs + 1_000);
  expect(await forgetDeliveries(context)).toBeGreaterThan(0);
  const left = await context.db
    .selectFrom('webhook_delivery')
    .select('state')
    .where('party_id', '=', party.partyId)
    .execute();
  expect(left).toEqual([{ state: 'queued' }]);
  const events = await context.db
    .selectFrom('party_event')
    .select('event_id')
    .where('party_id', '=', party.partyId)
    .execute();
  expect(events).toHaveLength(1);
  await context.db
    .updateTable('relying_party')
    .set({ state: 'ended', ended_at: begun })
    .where('party_id', '=', party.partyId)
    .execute();
  await forgetDeliveries(context);
  const { rows } = await context.pool.query('select 1 from webhook where party_id = $1', [party.partyId]);
  expect(rows).toEqual([]);
  context.setNow(begun);
});
