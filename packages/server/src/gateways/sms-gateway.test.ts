import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmsGateway } from './sms-gateway.ts';
import { quickPolicy, startOutsideWorld, testEffects, testKeys } from './testing/outside-world.ts';

let world: Awaited<ReturnType<typeof startOutsideWorld>>;
beforeAll(async () => {
  world = await startOutsideWorld();
});
afterAll(() => world.close());

function connect() {
  const { effects, events, onCall } = testEffects();
  const sms = createSmsGateway({
    baseUrl: world.url,
    secret: testKeys.sms,
    policy: quickPolicy,
    effects,
    onCall,
  });
  return { sms, events };
}

async function inbox(mobile: string): Promise<{ text: string }[]> {
  const answer = await fetch(`${world.url}/sms/inbox?mobile=${mobile}`);
  return ((await answer.json()) as { messages: { text: string }[] }).messages;
}

test('A1: a message reaches the phone, and a repeat with its reference sends no second one', async () => {
  const { sms } = connect();
  const message = { to: '16100000050', text: '验证码 123456', reference: 'code-1' };
  const first = await sms.send(message);
  expect(first).toMatchObject({ kind: 'accepted' });
  expect(await sms.send(message)).toMatchObject({ ...first, requestId: expect.any(String) });
  expect(await inbox(message.to)).toMatchObject([{ text: message.text }]);
});

test('A1: an answer lost on the way is asked for again and still sends one message', async () => {
  await world.fault({ target: 'sms', mode: 'reset', times: 2 });
  const { sms, events } = connect();
  const message = { to: '16100000051', text: '验证码 654321', reference: 'code-2' };
  expect(await sms.send(message)).toMatchObject({ kind: 'accepted' });
  expect(events).toMatchObject([{ attempts: 3 }]);
  expect(await inbox(message.to)).toHaveLength(1);
});

test('a reference used for another text is refused', async () => {
  const { sms } = connect();
  await sms.send({ to: '16100000052', text: '一', reference: 'code-3' });
  const again = await sms.send({ to: '16100000052', text: '二', reference: 'code-3' });
  expect(again).toMatchObject({ kind: 'unavailable', reason: 'rejected' });
});

test('receipts come in order, page by page, and tell what failed', async () => {
  const { sms } = connect();
  const start = await sms.receipts();
  if (start.kind !== 'receipts') throw new Error(start.reason);
  await sms.send({ to: '16100000053', text: '到', reference: 'receipt-1' });
  await sms.send({ to: '16100009999', text: '不到', reference: 'receipt-2' });
  const page = await sms.receipts(start.next);
  expect(page).toMatchObject({
    receipts: [
      { reference: 'receipt-1', status: 'delivered' },
      { reference: 'receipt-2', status: 'failed' },
    ],
  });
  if (page.kind === 'receipts')
    expect(await sms.receipts(page.next)).toMatchObject({ receipts: [], next: page.next });
});
