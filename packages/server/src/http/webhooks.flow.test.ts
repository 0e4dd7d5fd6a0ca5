import { addressProof } from '@suizheng/domain/http-signature/address-proof.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliverToParty } from '../flows/webhooks/deliver.ts';
import { once } from '../testing/gate.ts';
import { activeParty } from '../testing/parties.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';
import { startWebhookSink } from '../testing/webhook-sink.ts';

const MOBILE = '16100004321';
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let sink: Awaited<ReturnType<typeof startWebhookSink>>;
let administrator: TestClient;
let stranger: TestClient;
let path: string;
let partyId: string;

beforeAll(async () => {
  context = await testContext({ now: new Date() });
  server = await startTestServer(context, { limits: false });
  sink = await startWebhookSink();
  const party = await activeParty(context);
  partyId = party.partyId;
  path = `/api/v1/parties/${partyId}/webhooks`;
  await context.db
    .insertInto('organisation_member')
    .values({
      organisation_id: party.organisationId,
      person_id: party.agentId,
      role: 'administrator',
      joined_at: context.clock(),
    })
    .execute();
  administrator = server.client();
  await signInAs(administrator, context.world.url, MOBILE);
  await context.db
    .updateTable('account')
    .set({ level: 'real-person', person_id: party.agentId })
    .where('mobile_index', '=', context.keys.blindIndex('mobile', MOBILE))
    .execute();
  stranger = server.client();
  await signInAs(stranger, context.world.url, '16100004322');
});
afterAll(async () => {
  await sink.close();
  await server.close();
  await context.close();
});

it('V1: an administrator makes a webhook, tries it, sees what became of it, renews its secret and deletes it', async () => {
  const key = once();
  const body = { url: sink.url, events: ['party.ended', 'party.ended', 'reader.revoked'] };
  const made = await administrator.post(path, body, key);
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  expect(made.body.webhook).toMatchObject({ url: sink.url, events: ['party.ended', 'reader.revoked'] });
  expect(made.body.signingSecret).toMatch(/^szw_[\w-]{43}$/);
  const again = await administrator.post(path, body, key);
  expect([again.status, again.body]).toEqual([201, made.body]);

  const one = `${path}/${made.body.webhook.id}`;
  expect((await administrator.post(`${one}/test`)).body.code).toBe('webhook-unproven');
  sink.answerWith(async ({ body: posted }, response) => {
    const { challenge } = JSON.parse(posted.toString('utf8')).data;
    const proof = await addressProof(challenge, made.body.signingSecret);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ proof }));
  });
  const proof = await administrator.post(`${one}/proof`);
  expect([proof.status, proof.body.provenAt, proof.body.queued]).toEqual([202, null, 1]);
  await deliverToParty(context, partyId);
  expect((await administrator.get(path)).body[0].provenAt).not.toBeNull();
  sink.received.length = 0;
  sink.answerWith((_, response) => void response.writeHead(204).end());
  expect((await administrator.post(`${one}/test`)).status).toBe(202);
  await deliverToParty(context, partyId);
  const [delivery] = (await administrator.get(`${one}/deliveries`)).body;
  expect(delivery).toMatchObject({ kind: 'webhook.test', state: 'delivered', lastStatus: 204 });
  const sent = await administrator.post(`${one}/deliveries/${delivery.id}/redelivery`);
  expect([sent.status, sent.body.state, sent.body.attempts]).toEqual([202, 'queued', 0]);
  await deliverToParty(context, partyId);
  expect(sink.events().map(({ id }) => id)).toEqual([delivery.eventId, delivery.eventId]);

  const renewed = await administrator.post(`${one}/secret`, {}, once());
  expect(renewed.status).toBe(201);
  expect(renewed.body.signingSecret).not.toBe(made.body.signingSecret);
  expect(renewed.body.webhook.secret.previousUntil).not.toBeNull();

  const listed = await administrator.get(path);
  expect(listed.body).toHaveLength(1);
  expect(listed.text).not.toContain('szw_');
  expect(server.log.join('')).not.toContain('szw_');
  expect((await administrator.send('DELETE', one)).status).toBe(204);
  expect((await administrator.get(path)).body).toEqual([]);
  expect((await administrator.get(`${one}/deliveries`)).body.code).toBe('not-found');
});

it('V1: whoever is no administrator of the party finds nothing; wrong addresses and events are named', async () => {
  for (const [method, at] of [
    ['GET', path],
    ['POST', path],
  ] as const) {
    const body = { url: sink.url, events: ['party.ended'] };
    const answer = await stranger.send(method, at, {
      ...(method === 'POST' ? { body } : {}),
      headers: once(),
    });
    expect(['not-found', 'confirm-yourself']).toContain(answer.body.code);
  }
  const wrong = await administrator.post(path, { url: 'https://a:b@receiver.example/', events: [] }, once());
  expect(
    wrong.body.errors.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`),
  ).toEqual(['url webhook-url.format', 'events webhook-events.empty']);
});
