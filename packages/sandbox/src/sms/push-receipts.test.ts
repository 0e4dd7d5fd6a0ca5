import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { smsSignature } from '@suizheng/domain/contract/registers.ts';
import { verifyRequest } from '@suizheng/domain/http-signature/verify-request.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signOrder } from '../conformance/sign-order.ts';
import type { FaultOrder } from '../faults.ts';
import { type Sandbox, startSandbox } from '../start-sandbox.ts';
import { PUSH_TRIES, waitAfter } from './push-policy.ts';

type Push = { readonly references: string[]; readonly signed: boolean };

let dataDir: string;
let sandbox: Sandbox;
let pushes: Push[];
let status: number;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const result = await verifyRequest(
    {
      method: request.method!,
      path: request.url!,
      query: '',
      header: (name) => request.headers[name] as string | undefined,
      body,
    },
    {
      secrets: { [smsSignature.receipt.keyId]: new TextEncoder().encode('sk') },
      tag: smsSignature.receipt.tag,
      now: new Date(),
    },
  );
  const { receipts } = JSON.parse(body.toString()) as { receipts: { reference: string }[] };
  pushes.push({ references: receipts.map(({ reference }) => reference), signed: result.ok });
  response.writeHead(status).end();
});

beforeEach(async () => {
  pushes = [];
  status = 204;
  dataDir = mkdtempSync(join(tmpdir(), 'receipts-'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await start();
});
afterEach(async () => {
  await sandbox.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<void> {
  const receiptsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/receipts`;
  const keys = { registerApiKey: 'rk', smsApiKey: 'sk' };
  sandbox = await startSandbox({ port: 0, dataDir, facesDir: join(dataDir, 'none'), ...keys, receiptsUrl });
}

async function send(reference: string, to = '16100000001'): Promise<number> {
  const address = `${sandbox.url}/sms/v1/messages`;
  const body = new TextEncoder().encode(JSON.stringify({ to, text: '一', reference }));
  const headers = { 'content-type': 'application/json', ...(await signOrder('POST', address, 'sk', body)) };
  return (await fetch(address, { method: 'POST', headers, body })).status;
}

async function fault(order: FaultOrder): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/faults`, { method: 'PUT', headers, body: JSON.stringify(order) });
}

async function inbox(): Promise<Record<string, string>[]> {
  const answer = await fetch(`${sandbox.url}/sms/inbox?all=1`);
  return ((await answer.json()) as { messages: Record<string, string>[] }).messages;
}

const pushed = () => pushes.flatMap(({ references }) => references);
/** Waits as long as a busy machine may need. */
const come = (check: () => unknown) => vi.waitFor(check, 15_000);

test('a receipt is pushed, signed, for what arrived and for what did not; the inbox says so', async () => {
  expect([await send('a'), await send('b', '16100009999')]).toEqual([202, 202]);
  await come(() => expect(pushed()).toEqual(['a', 'b']));
  expect(pushes.every(({ signed }) => signed)).toBe(true);
  await come(async () =>
    expect(await inbox()).toMatchObject([
      { reference: 'b', status: 'failed', receipt: 'pushed' },
      { reference: 'a', status: 'delivered', receipt: 'pushed' },
    ]),
  );
  expect(await (await fetch(`${sandbox.url}/sms`)).text()).toContain('未送达');
});

test('a push that is refused comes again, also after a restart', async () => {
  status = 503;
  await send('a');
  await come(() => expect(pushed()).toEqual(['a']));
  await sandbox.close();
  status = 204;
  await start();
  await come(() => expect(pushed()).toEqual(['a', 'a']));
  await come(async () => expect(await inbox()).toMatchObject([{ receipt: 'pushed' }]));
});

test('receipts come twice, late or never as ordered; what is lost can still be asked for', async () => {
  await fault({ target: 'receipts', mode: 'duplicate' });
  await send('twice');
  await come(() => expect(pushed()).toEqual(['twice', 'twice']));
  await fault({ target: 'receipts', mode: 'delay', ms: 30, times: 1 });
  await send('late');
  await come(() => expect(pushed()).toEqual(['twice', 'twice', 'late']));
  await fault({ target: 'receipts', mode: 'error' });
  await send('never');
  await come(async () => expect((await inbox())[0]).toMatchObject({ receipt: 'kept' }));
  const address = `${sandbox.url}/sms/v1/receipts`;
  const asked = await fetch(address, { headers: await signOrder('GET', address, 'sk') });
  const { receipts } = (await asked.json()) as { receipts: { reference: string }[] };
  expect(receipts.map(({ reference }) => reference)).toEqual(['twice', 'late', 'never']);
});

test('an order that comes a second time is refused, and sends nothing', async () => {
  const address = `${sandbox.url}/sms/v1/messages`;
  const body = new TextEncoder().encode(JSON.stringify({ to: '16100000001', text: '一', reference: 'r' }));
  const headers = { 'content-type': 'application/json', ...(await signOrder('POST', address, 'sk', body)) };
  const answers = [1, 2].map(() => fetch(address, { method: 'POST', headers, body }));
  expect((await Promise.all(answers)).map((answer) => answer.status).sort()).toEqual([202, 401]);
});

test('the wait between pushes grows to a minute and ends', () => {
  const waits = Array.from({ length: PUSH_TRIES - 1 }, (_, index) => waitAfter(index + 1));
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
});
