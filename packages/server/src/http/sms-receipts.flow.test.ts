import { randomUUID } from 'node:crypto';
import { smsSignature } from '@suizheng/domain/contract/registers.ts';
import { signRequest } from '@suizheng/domain/http-signature/sign-request.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { notify } from '../flows/notifications/notify.ts';
import { registerCallPolicy } from '../gateways/call-policy.ts';
import { createSmsGateway, type SmsGateway } from '../gateways/sms-gateway.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer } from '../testing/test-server.ts';

const PATH = '/api/v1/sms-receipts';
let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
  context.world.pushReceiptsTo(server.url + PATH);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const receipt = { messageId: 'm', reference: randomUUID(), status: 'delivered', at: '2026-11-21T01:00:00Z' };

async function push(
  signing: Partial<Parameters<typeof signRequest>[1]> = {},
  sent: unknown = { receipts: [receipt] },
) {
  const body = new TextEncoder().encode(JSON.stringify({ receipts: [receipt] }));
  const parts = { method: 'POST', path: PATH, query: '', contentType: 'application/json', body };
  const headers = await signRequest(parts, {
    ...smsSignature.receipt,
    secret: new TextEncoder().encode('test-key'),
    created: new Date(),
    nonce: randomUUID(),
    ...signing,
  });
  return (await server.client().post(PATH, sent, headers)).status;
}

it('the gateway’s push of a receipt is recorded with the message it speaks of', async () => {
  const accountId = await context.newAccount();
  const news = { accountId, kind: 'application-issued', params: {}, sms: true } as const;
  const id = await context.db.transaction().execute((trx) => notify(trx, news, context.clock()));
  await context.sms.send({ to: '16100000070', text: '一', reference: String(id) });
  const state = () =>
    context.db
      .selectFrom('notification')
      .select('sms')
      .where('notification_id', '=', String(id))
      .executeTakeFirstOrThrow();
  await vi.waitFor(async () => expect(await state()).toEqual({ sms: 'delivered' }), 30_000);
});

it('a receipt of the gateway is taken, as often as it comes', async () => {
  const nonce = randomUUID();
  expect([await push({ nonce }), await push({ nonce })]).toEqual([204, 204]);
});

it('a receipt that the gateway did not sign, or signed for something else or long ago, is refused', async () => {
  expect((await server.client().post(PATH, { receipts: [receipt] })).status).toBe(403);
  expect(await push({ secret: new TextEncoder().encode('guessed') })).toBe(403);
  // Our own order, sent back to us.
  expect(await push(smsSignature.order)).toBe(403);
  expect(await push({ created: new Date(Date.now() - 600_000) })).toBe(403);
  const other = { receipts: [{ ...receipt, status: 'failed' }] };
  expect(await push({}, other)).toBe(403);
  expect(server.log.some((line) => line.includes('a pushed receipt was refused'))).toBe(true);
  expect(server.log.join()).not.toContain(receipt.reference);
});

it('while the gateway’s key is replaced, receipts signed with either are taken; afterwards only with the new one', async () => {
  const gateway = (secret: string, secretBefore?: string) =>
    createSmsGateway({
      baseUrl: context.world.url,
      policy: registerCallPolicy,
      effects,
      secret,
      secretBefore,
    });
  const effects = { random: Math.random, newId: randomUUID, now: () => performance.now() };
  const signed = async (secret: string) => {
    const body = new TextEncoder().encode(JSON.stringify({ receipts: [receipt] }));
    const parts = { method: 'POST', path: PATH, query: '', contentType: 'application/json', body };
    const signature = await signRequest(parts, {
      ...smsSignature.receipt,
      secret: new TextEncoder().encode(secret),
      created: new Date(),
      nonce: randomUUID(),
    });
    const headers: Readonly<Record<string, string>> = { 'content-type': parts.contentType, ...signature };
    return { ...parts, header: (name: string) => headers[name] };
  };
  const takes = async (key: SmsGateway, secret: string) => (await key.checkPush(await signed(secret))).ok;
  const [during, after] = [gateway('new', 'old'), gateway('new')];
  expect([await takes(during, 'new'), await takes(during, 'old'), await takes(during, 'guessed')]).toEqual([
    true,
    true,
    false,
  ]);
  expect([await takes(after, 'new'), await takes(after, 'old')]).toEqual([true, false]);
  await Promise.all([during.close(), after.close()]);
});
