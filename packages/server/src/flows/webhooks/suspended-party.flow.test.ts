import { randomUUID } from 'node:crypto';
import { PARTY_EVENT_KINDS, type PartyEventKind } from '@suizheng/domain/policy/webhooks.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { SYSTEM } from '../../context.ts';
import { activeParty, administratorOf } from '../../testing/parties.ts';
import { provenWebhook } from '../../testing/proven-webhook.ts';
import { type TestContext, testContext } from '../../testing/test-context.ts';
import { startWebhookSink } from '../../testing/webhook-sink.ts';
import { end, resume, suspend } from '../parties/standing.ts';
import { tellParty } from '../parties/tell-party.ts';
import { addStaff } from '../staff/add-staff.ts';
import { deliverToParty } from './deliver.ts';
import { listDeliveries, redeliver } from './deliveries.ts';
import { createWebhook } from './webhooks.ts';

let context: TestContext;
let sink: Awaited<ReturnType<typeof startWebhookSink>>;
let officer: Parameters<typeof suspend>[3];

beforeAll(async () => {
  context = await testContext();
  const someone = { name: '周警官', counter: '随证站', roles: ['officer'] as const };
  const { staffId } = await addStaff(context, SYSTEM, { ...someone, roles: ['officer'] }, context.clock());
  officer = { staff: { staffId, ...someone }, actor: SYSTEM } as unknown as typeof officer;
});
afterAll(() => context.close());
beforeEach(async () => {
  sink = await startWebhookSink();
});
afterEach(() => sink.close());

const withWebhook = async () => {
  const party = await activeParty(context);
  const { partyId } = party;
  const caller = await administratorOf(context, party);
  const act = { operationId: randomUUID(), actor: SYSTEM };
  const made = await provenWebhook(
    context,
    caller,
    { partyId, url: sink.url, events: PARTY_EVENT_KINDS },
    act,
  );
  const key = { partyId, webhookId: made.webhook.id };
  const tell = (kind: PartyEventKind) => {
    context.advance(1);
    return tellParty(context.db, { partyId, kind, data: { evidenceId: randomUUID() } }, context.clock());
  };
  return { partyId, caller, key, tell };
};
const why = { reason: 'misuse', note: '查明前暂停' };
const arrived = () => sink.events().map(({ kind }) => kind);

it('V1: a suspended party hears of its suspension, and of nobody it asked about; resumed, it can have that sent', async () => {
  const { partyId, caller, key, tell } = await withWebhook();
  // One waits for its next try, one is not handed out yet, one happens afterwards.
  sink.answerWith((_, response) => response.writeHead(500).end());
  await tell('link-check.answered');
  await deliverToParty(context, partyId);
  sink.received.length = 0;
  sink.answerWith((_, response) => response.writeHead(204).end());
  await tell('presentation.doubled');
  context.advance(1);
  await suspend(context, partyId, why, officer);
  await tell('link-check.answered');
  context.advance(3_600_000);
  await deliverToParty(context, partyId);
  expect(arrived()).toEqual(['party.suspended']);
  const kept = (await listDeliveries(context, caller, key)).filter(({ state }) => state === 'dead');
  expect(kept).toHaveLength(3);
  await expect(redeliver(context, caller, key, kept[0]!.id)).rejects.toMatchObject({ code: 'wrong-state' });
  await resume(context, partyId, { note: '已查明' }, officer);
  for (const { id } of kept) await redeliver(context, caller, key, id);
  await deliverToParty(context, partyId);
  expect(arrived().slice(1).sort()).toEqual([
    'link-check.answered',
    'link-check.answered',
    'party.resumed',
    'presentation.doubled',
  ]);
});

it('V1: no address is proven for a party that is suspended; resumed, its challenge can be sent again', async () => {
  const { partyId, caller } = await withWebhook();
  const url = `${sink.url}/second`;
  const act = { operationId: randomUUID(), actor: SYSTEM };
  const made = await createWebhook(context, caller, { partyId, url, events: PARTY_EVENT_KINDS }, act);
  const key = { partyId, webhookId: made.webhook.id };
  await suspend(context, partyId, why, officer);
  const [challenge] = await listDeliveries(context, caller, key);
  expect(challenge).toMatchObject({ kind: 'webhook.challenge', state: 'dead' });
  await expect(redeliver(context, caller, key, challenge!.id)).rejects.toMatchObject({ code: 'wrong-state' });
  await deliverToParty(context, partyId);
  expect(arrived()).toEqual(['party.suspended']);
  await resume(context, partyId, { note: '已查明' }, officer);
  await redeliver(context, caller, key, challenge!.id);
  await deliverToParty(context, partyId);
  expect(arrived()).toContain('webhook.challenge');
});

it('V1: a party that ended hears that it ended, and then nothing about anybody', async () => {
  const { partyId, tell } = await withWebhook();
  await tell('presentation.doubled');
  context.advance(1);
  await end(context, partyId, { reason: 'misuse', note: '终止' }, officer);
  await tell('link-check.answered');
  await deliverToParty(context, partyId);
  expect(arrived()).toEqual(['party.ended']);
});
