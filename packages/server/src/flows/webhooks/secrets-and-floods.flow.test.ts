import { randomUUID } from 'node:crypto';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { activeParty, administratorOf } from '../../testing/parties.ts';
import { provenWebhook } from '../../testing/proven-webhook.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startWebhookSink } from '../../testing/webhook-sink.ts';
import { IDEMPOTENCY_POLICY } from '../idempotency/answer-once.ts';
import { deliverToParty } from './deliver.ts';
import { redeliver, testWebhook } from './deliveries.ts';
import { rotateSecret } from './webhooks.ts';

let context: TestContext;
let caller: { accountId: string; personId: string; level: 'real-person' };
let partyId: string;

beforeAll(async () => {
  context = await testContext();
  const party = await activeParty(context);
  partyId = party.partyId;
  caller = await administratorOf(context, party);
});
afterAll(() => context.close());

const act = () => ({ operationId: randomUUID(), actor: SYSTEM });
const create = (url: string, own = act()) =>
  provenWebhook(context, caller, { partyId, url, events: ['client.revoked'] }, own);

it('V1: who kept the key of a call reads by it no secret that was made since', async () => {
  const made = act();
  const { webhook, signingSecret } = await create('https://receiver.example/a', made);
  expect((await create('https://receiver.example/a', made)).signingSecret).toBe(signingSecret);
  const key = { partyId, webhookId: webhook.id };
  const again = act();
  const rotated = await rotateSecret(context, caller, key, again);
  // The first call's answer was the first secret.
  await expect(create('https://receiver.example/a', made)).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
  expect((await rotateSecret(context, caller, key, again)).signingSecret).toBe(rotated.signingSecret);
  context.advance(IDEMPOTENCY_POLICY.keptForMs + 1);
  await expect(rotateSecret(context, caller, key, again)).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
});

it('V1: a delivery that arrives is sent again a few times, not as often as an administrator likes', async () => {
  const sink = await startWebhookSink();
  try {
    const { webhook } = await create(sink.url);
    const key = { partyId, webhookId: webhook.id };
    const { id } = await testWebhook(context, caller, key);
    const { most } = webhookPolicy.redeliveries;
    for (let n = 0; n < most; n += 1) await redeliver(context, caller, key, id);
    await expect(redeliver(context, caller, key, id)).rejects.toMatchObject({ code: 'too-many-requests' });
    await deliverToParty(context, partyId);
    context.advance(webhookPolicy.redeliveries.withinMs);
    await redeliver(context, caller, key, id);
  } finally {
    await sink.close();
  }
});
