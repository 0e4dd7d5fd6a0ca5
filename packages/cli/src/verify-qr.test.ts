import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signPack } from '@suizheng/domain/credential/pack.ts';
import { statusDigest } from '@suizheng/domain/credential/status-delta.ts';
import { packStatuses, signStatusList } from '@suizheng/domain/credential/status-list.ts';
import { createWorld, T } from '@suizheng/domain/credential/testing/world.ts';
import { signTrustList, trustDigest } from '@suizheng/domain/credential/trust-list.ts';
import { openKeyStore } from '@suizheng/server/crypto/key-store.ts';
import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keysRotate } from './keys.ts';
import { verifyQr } from './verify-qr.ts';

let data: string;
let server: Server;
let served: Map<string, Uint8Array>;
let url: string;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'verify-'));
  served = new Map();
  server = createServer((request, response) => {
    const bytes = served.get(request.url ?? '');
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  rmSync(data, { recursive: true });
});

const run = async (...argv: string[]) => {
  const out: string[] = [];
  const io = {
    out: (t: string) => out.push(t),
    err: () => {},
    env: { SUIZHENG_DATA: data, LANG: 'en_GB.UTF-8' },
  };
  const code = await verifyQr([...argv, '--json'], io);
  return { code, json: out.length > 0 ? JSON.parse(out.at(-1)!) : undefined };
};

/** A world at the present second, published by the server under the installation's own root. */
async function publish() {
  const w = await createWorld(nodeCrypto());
  const shift = Math.floor(Date.now() / 1000) - T;
  const keys = openKeyStore({ dir: join(data, 'keys'), clock: () => new Date() });
  const trust = {
    ...w.trust,
    issuedAt: w.trust.issuedAt + shift,
    expiresAt: w.trust.expiresAt + shift,
    keys: w.trust.keys.map((k) => ({ ...k, validFrom: 0, validUntil: k.validUntil + shift })),
  };
  const list = { list: 1, size: 1000, issuedAt: T + shift - 5, expiresAt: T + shift + 600, ttl: 60 };
  served.set('/api/v1/trust-list', await signTrustList(trust, keys.trustRoot()));
  served.set(
    '/api/v1/status-lists/1',
    await signStatusList({ ...list, entries: [[9, 'revoked']] }, w.statusSigner.signer),
  );
  const at = (index: number) =>
    w.issue({
      issuedAt: T + shift - 60,
      expiresAt: T + shift + 3600,
      presentUntil: T + shift + 1800,
      status: { list: 1, index },
    });
  return { code: async (index: number) => w.present(await at(index), new Date()), trust, keys };
}

/** A pack file over what is served, as a gate's own. */
async function packFile(
  { trust, keys }: Pick<Awaited<ReturnType<typeof publish>>, 'trust' | 'keys'>,
  change: object = {},
) {
  const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const crypto = nodeCrypto();
  const now = Math.floor(Date.now() / 1000);
  const device = '0b0f9d1e-5c1f-4a68-9f6e-2f3f0d1a7b55';
  const digest = await statusDigest(packStatuses(1000, [[9, 'revoked']]), crypto);
  const manifest = await signPack(
    {
      sequence: Date.now(),
      issuedAt: now,
      expiresAt: now + 600,
      device,
      trust: await trustDigest(trust, crypto),
      rights: new Uint8Array(32),
      lists: [{ list: 1, version: 1, issuedAt: now, digest }],
    },
    keys.trustRoot(),
  );
  const at = new Date().toISOString();
  const body = {
    reader: { id: device, label: '闸机', scope: 'rail', purposes: [], organisation: '站', enrolledAt: at },
    manifest: b64(manifest),
    trustList: b64(served.get('/api/v1/trust-list')!),
    statusLists: [{ list: 1, kind: 'whole', token: b64(served.get('/api/v1/status-lists/1')!) }],
    grant: b64(new Uint8Array(3)),
    flags: [],
    fetchedAt: at,
    ...change,
  };
  const pack = join(data, 'pack.json');
  writeFileSync(pack, JSON.stringify(body));
  return pack;
}

test('garbage is refused as malformed with exit 1, with no server and no keys', async () => {
  for (const text of ['hello', 'SZ1:', 'SZ1:%%%', 'https://example.org/']) {
    const { code, json } = await run(text);
    expect(code).toBe(1);
    expect(json).toMatchObject({ outcome: 'refuse', reason: 'malformed', colour: 'red' });
  }
});

test('no text, two texts and unknown options are misuse', async () => {
  for (const argv of [[], ['a', 'b'], ['a', '--polish'], ['SZ1:', '--pack', 'x', '--server', 'y']]) {
    expect((await run(...argv)).code).toBe(2);
  }
});

test('V6: a good code exits 0, a revoked one 1, one out of scope 1', async () => {
  const { code } = await publish();
  expect(await run(await code(7), '--server', url)).toMatchObject({
    code: 0,
    json: { outcome: 'accept', reason: 'valid', colour: 'green' },
  });
  expect(await run(await code(9), '--server', url)).toMatchObject({ code: 1, json: { reason: 'revoked' } });
  expect(await run(await code(7), '--server', url, '--scope', 'rail')).toMatchObject({ code: 0 });
  for (const [scope, reason] of [
    ['hotel', 'not-valid-here'],
    ['border', 'not-valid-for-border'],
  ] as const) {
    expect(await run(await code(7), '--server', url, '--scope', scope)).toMatchObject({
      code: 1,
      json: { reason },
    });
  }
});

test('V3: without the server the cache answers, amber, and says so', async () => {
  const { code } = await publish();
  await run(await code(7), '--server', url);
  const closed = 'http://127.0.0.1:9';
  const { code: exit, json } = await run(await code(7), '--server', closed);
  expect(exit).toBe(0);
  expect(json).toMatchObject({ verdict: 'accepted-offline', reason: 'valid-offline', colour: 'amber' });
  expect(json.source).toContain('cache');
});

test('V3: an offline pack verifies without a server, all its parts together or not at all', async () => {
  const published = await publish();
  const { code } = published;
  const pack = await packFile(published);
  expect(await run(await code(7), '--pack', pack)).toMatchObject({
    code: 0,
    json: { reason: 'valid-offline' },
  });
  expect(await run(await code(9), '--pack', pack)).toMatchObject({ code: 1, json: { reason: 'revoked' } });
  await packFile(published, { statusLists: [] });
  expect(await run(await code(7), '--pack', pack)).toMatchObject({ code: 1, json: { outcome: 'refuse' } });
  await packFile(published, { manifest: 'AA' });
  expect(await run(await code(7), '--pack', pack)).toMatchObject({ code: 1, json: { outcome: 'refuse' } });
});

test('without a trust root nothing is believed', async () => {
  const { code } = await publish();
  const text = await code(7);
  rmSync(join(data, 'keys'), { recursive: true });
  expect(await run(text, '--server', url)).toMatchObject({ code: 1, json: { reason: 'unknown-issuer' } });
});

test('keys rotate publishes a new issuing key and names the old one', async () => {
  const out: string[] = [];
  const io = { out: (t: string) => out.push(t), err: () => {}, env: { SUIZHENG_DATA: data } };
  expect(await keysRotate(['--json'], io)).toBe(0);
  const rotation = JSON.parse(out[0]!);
  expect(rotation).toMatchObject({ outcome: 'accept', kid: expect.stringMatching(/^[0-9a-f]{8}$/) });
  const keys = openKeyStore({ dir: join(data, 'keys'), clock: () => new Date() });
  expect(keys.issuerKeys().map((k) => Buffer.from(k.kid).toString('hex'))).toContain(rotation.kid);
  expect(await keysRotate(['--polish'], io)).toBe(2);
  expect(await keysRotate(['--withdraw', '--json'], io)).toBe(0);
  expect(JSON.parse(out[1]!)).toMatchObject({ use: 'credential', withdrawn: true });
  expect(await keysRotate(['--fields', '--at-once', '--json'], io)).toBe(0);
  expect(JSON.parse(out[2]!)).toMatchObject({ use: 'field-epoch', withdrawn: false });
  expect(openKeyStore({ dir: join(data, 'keys'), clock: () => new Date() }).fieldKeys(1).epoch).toBe(2);
  expect(await keysRotate(['--status', '--json'], io)).toBe(0);
  expect(await keysRotate(['--status', '--withdraw'], io)).toBe(2);
});
