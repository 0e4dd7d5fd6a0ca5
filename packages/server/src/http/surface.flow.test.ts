import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readinessOf } from '../app.ts';
import { connect as connectDatabase } from '../db/connect.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let webDir: string;

beforeAll(async () => {
  webDir = mkdtempSync(join(tmpdir(), 'suizheng-web-'));
  for (const folder of ['verifier', 'counter', 'portal', 'assets', '.vite']) mkdirSync(join(webDir, folder));
  writeFileSync(join(webDir, 'index.html'), '<p>citizen</p>');
  writeFileSync(join(webDir, 'verifier', 'index.html'), '<p>gate</p>');
  writeFileSync(join(webDir, 'counter', 'index.html'), '<p>counter</p>');
  writeFileSync(join(webDir, 'portal', 'index.html'), '<p>portal</p>');
  writeFileSync(join(webDir, 'sw.js'), 'self');
  writeFileSync(join(webDir, 'assets', 'index-AbC12345.js'), 'x'.repeat(5_000));
  writeFileSync(join(webDir, '.vite', 'manifest.json'), '{}');
  context = await testContext();
  server = await startTestServer(context, { webDir });
  client = server.client();
});
afterAll(async () => {
  await server.close();
  await context.close();
  rmSync(webDir, { recursive: true });
});

/** Sends bytes as they are and reads until the server ends the connection. */
function raw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setTimeout(30_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

it('every answer carries the security headers and a trace id', async () => {
  for (const path of ['/', '/api/v1/site', '/api/v1/account', '/nowhere', '/healthz']) {
    const { headers } = await client.get(path);
    expect(headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
    expect(headers.get('strict-transport-security')).toBe(null);
    expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  }
});

it('promises TLS, and gives Secure cookies, where it is not a sandbox', async () => {
  const secure = await startTestServer(context, { secure: true });
  const me = secure.client();
  expect((await me.get('/healthz')).headers.get('strict-transport-security')).toContain('max-age=31536000');
  const { headers } = await signInAs(me, context.world.url, '19912340001');
  expect(headers.getSetCookie()[0]).toMatch(/^__Host-sz_session=.*; Path=\/; .*; Secure/);
  await secure.close();
});

it('goes on with the caller’s W3C trace, and names it in the problem', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const answer = await client.get('/api/v1/account', { traceparent: `00-${trace}-00f067aa0ba902b7-01` });
  expect(answer.headers.get('x-trace-id')).toBe(trace);
  expect(answer.body.traceId).toBe(trace);
  const forged = await client.get('/api/v1/account', { traceparent: '00-zz-11-01' });
  expect(forged.body.traceId).not.toBe(trace);
});

it('A11: refusals speak the person’s language: title, reason and next step', async () => {
  const titles: Record<string, string> = {
    'zh-CN': '有几项需要改正',
    'zh-HK,zh;q=0.8': '有幾項需要更正',
    'zh-TW': '有幾項需要更正',
    'en-GB;q=0.9': 'Some entries need correcting',
    'fr, *;q=0.5': '有几项需要改正',
  };
  for (const [language, title] of Object.entries(titles)) {
    const { body, headers } = await client.post(
      '/api/v1/sms-codes',
      { mobile: '12' },
      { 'accept-language': language },
    );
    expect(body.title).toBe(title);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('content-language')).toMatch(/^(zh-Han|en)/);
    expect(body.errors).toMatchObject([{ field: 'mobile', code: 'mobile.format' }]);
    expect(body.errors[0].reason.length * body.errors[0].next.length * body.next.length).toBeGreaterThan(0);
  }
});

it('A11: every wrong field is named at once, with its path', async () => {
  const me = server.client();
  await signInAs(me, context.world.url, '19912340002');
  const { body } = await me.post(
    '/api/v1/real-person-checks',
    { for: { kind: 'application', id: 7 }, consent: {}, more: 1 },
    { 'idempotency-key': 'k' },
  );
  expect(
    Object.fromEntries(body.errors.map((e: { field: string; code: string }) => [e.field, e.code])),
  ).toEqual({
    'for.id': 'field.invalid',
    'consent.version': 'consent.missing',
    more: 'field.unknown',
  });
});

it('what is not there is 404, what cannot be done there is 405 with Allow', async () => {
  expect((await client.get('/api/v1/nothing')).body.code).toBe('not-found');
  const answer = await client.send('DELETE', '/api/v1/sms-codes');
  expect(answer.status).toBe(405);
  expect(answer.body.code).toBe('method-not-allowed');
  expect(answer.headers.get('allow')).toBe('POST');
  expect((await client.send('PUT', '/api/v1/applications', { body: {} })).headers.get('allow')).toBe(
    'POST, GET',
  );
  expect((await client.send('OPTIONS', '/api/v1/sessions')).status).toBe(405);
});

it('says what is wrong with a body that cannot be read', async () => {
  const ask = (payload: BodyInit, type = 'application/json') =>
    client.send('POST', '/api/v1/sms-codes', { raw: payload, headers: { 'content-type': type } });
  expect((await ask('{')).body.code).toBe('malformed-request');
  expect((await ask(new Uint8Array([0x22, 0xff, 0x22]))).body.code).toBe('malformed-request');
  expect((await ask('{}', 'text/plain')).body.code).toBe('unsupported-media-type');
  expect((await ask('{}', 'application/json; charset=gbk')).body.code).toBe('unsupported-media-type');
  expect((await ask('{}', 'application/json; charset="utf-8"')).body.code).not.toBe('unsupported-media-type');
  expect((await ask('{}', 'nonsense')).status).toBe(415);
  expect((await ask(`"${'x'.repeat(70_000)}"`)).body.code).toBe('too-large');
  expect((await ask('{"mobile":"1\\u0000"}')).body.errors).toMatchObject([{ field: 'mobile' }]);
  expect((await ask('{"mobile":"\\ud800"}')).body.errors).toMatchObject([{ field: 'mobile' }]);
  expect((await ask('{"__proto__":{"mobile":"19912345678"}}')).body.code).toBe('validation-failed');
  expect((await ask(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)).body.code).toBe('malformed-request');
  expect((await ask('null')).body.errors).toMatchObject([{ field: 'mobile', code: 'mobile.empty' }]);
  expect((await ask('[]')).body.errors).toMatchObject([{ field: 'body' }]);
});

it('answers bytes that are hardly HTTP with a problem too', async () => {
  const host = 'Host: a\r\nConnection: close\r\n';
  const cases: [string, number][] = [
    ['NONSENSE\r\n\r\n', 400],
    [`GET /api/v1/site HTTP/1.1\r\n${host}X: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    [`GET /${'a'.repeat(5_000)} HTTP/1.1\r\n${host}\r\n`, 413],
    [`GET /%zz HTTP/1.1\r\n${host}\r\n`, 400],
    [`GET /api/v1/applications/%00 HTTP/1.1\r\n${host}\r\n`, 401],
    [`POST /api/v1/sms-codes HTTP/1.1\r\n${host}Content-Length: abc\r\n\r\n`, 400],
    [`GET /api/v1/places/cities?q=%E4%B8 HTTP/1.1\r\n${host}\r\n`, 200],
    [`GET /api/v1/places/cities?q=a%00 HTTP/1.1\r\n${host}\r\n`, 422],
    [`BREW / HTTP/1.1\r\n${host}\r\n`, 400],
    [`PROPFIND /api/v1/site HTTP/1.1\r\n${host}\r\n`, 405],
  ];
  for (const [bytes, status] of cases) {
    const answer = await raw(bytes);
    expect([bytes.slice(0, 60), Number(answer.slice(9, 12))]).toEqual([bytes.slice(0, 60), status]);
    if (status === 200) continue;
    expect(answer.toLowerCase()).toContain('application/problem+json');
    expect(answer).toMatch(/"traceId":"[0-9a-f]{32}"/);
  }
});

it('a page of another site cannot make a browser change anything', async () => {
  const ask = (headers: Record<string, string>) =>
    client.post('/api/v1/sms-codes', { mobile: '19912340003' }, headers);
  expect((await ask({ origin: 'https://evil.example' })).body.code).toBe('not-allowed');
  expect((await ask({ origin: 'null' })).body.code).toBe('not-allowed');
  expect((await ask({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('not-allowed');
  expect((await ask({ origin: server.url })).status).toBe(202);
});

it('tells a flood to wait, and nobody else', async () => {
  const flood = await startTestServer(context, { requestsAMinute: 20 });
  const ip = { 'x-forwarded-for': '203.0.113.77' };
  const ask = (headers: Record<string, string>) => flood.client().get('/api/v1/staff/me', headers);
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask(ip)));
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(20);
  const refused = answers.find(({ status }) => status === 429);
  expect(refused?.body.code).toBe('too-many-requests');
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask({ 'x-forwarded-for': '203.0.113.78' })).status).toBe(401);
  expect((await flood.client().get('/healthz', ip)).status).toBe(200);
  await flood.close();
});

it('strangers who check codes do not use up what the gates behind the same address need', async () => {
  const flood = await startTestServer(context, { requestsAMinute: 20 });
  const check = (headers: Record<string, string>) =>
    flood
      .client()
      .post('/api/v1/verifications', { code: 'SZ1:X' }, { 'x-forwarded-for': '203.0.113.79', ...headers });
  const answers = await Promise.all(Array.from({ length: 25 }, () => check({})));
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  expect((await check({ authorization: 'Bearer szr_unknown-but-heard-0000' })).status).toBe(401);
  await flood.close();
});

it('serves the four web apps, each for every path below it; hashed files for ever, pages and sw.js never from a cache', async () => {
  const html = { accept: 'text/html' };
  const page = async (path: string) => (await client.get(path, html)).text;
  expect(await page('/')).toBe('<p>citizen</p>');
  expect(await page('/apply/rail/step-2')).toBe('<p>citizen</p>');
  expect(await page('/verifier/')).toBe('<p>gate</p>');
  expect(await page('/verifier/history')).toBe('<p>gate</p>');
  expect(await page('/counter')).toBe('<p>counter</p>');
  expect(await page('/portal')).toBe('<p>portal</p>');
  expect(await page('/portal/reference/checkRealName')).toBe('<p>portal</p>');
  const asset = await client.get('/assets/index-AbC12345.js', { 'accept-encoding': 'gzip' });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-encoding')).toBe('gzip');
  expect(asset.text).toHaveLength(5_000);
  for (const path of ['/', '/sw.js', '/verifier/']) {
    const { headers } = await client.get(path);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect((await client.get(path, { 'if-none-match': headers.get('etag')! })).status).toBe(304);
  }
  for (const path of [
    '/.vite/manifest.json',
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets',
    '/a.js',
  ]) {
    expect([path, (await client.get(path)).status]).toEqual([path, 404]);
  }
  expect((await client.get('/api/v1/none', html)).body.code).toBe('not-found');
});

it('answers health, readiness, measures and its own description', async () => {
  expect((await client.get('/healthz')).body).toEqual({ status: 'ok' });
  expect((await client.get('/readyz')).body).toEqual({ status: 'ready', parts: { database: 'ok' } });
  const metrics = (await client.get('/metrics')).text;
  expect(metrics).toContain('suizheng_http_request_seconds_bucket');
  expect(metrics).toContain('suizheng_faces_kept 0');
  expect(metrics).toContain('suizheng_webhook_deliveries{state="dead"} 0');
  expect(metrics).toMatch(/^suizheng_directory_age_seconds (-1|\d+(\.\d+)?(e-\d+)?)$/m);
  expect((await client.get('/openapi.json')).body.openapi).toBe('3.1.0');
  expect((await client.get('/api/v1/site')).body).toMatchObject({ mode: 'sandbox', smsInbox: null });
});

it('trust lists and status lists come with a tag, and are not sent twice', async () => {
  const first = await fetch(`${server.url}/api/v1/trust-list`);
  expect(first.headers.get('content-type')).toBe('application/cbor');
  const tag = first.headers.get('etag')!;
  const again = await fetch(`${server.url}/api/v1/trust-list`, { headers: { 'if-none-match': tag } });
  expect(again.status).toBe(304);
  expect((await client.get('/api/v1/status-lists/999999')).body.code).toBe('not-found');
  expect((await client.get('/api/v1/status-lists/x')).body.code).toBe('not-found');
});

it('serves the same with OpenTelemetry spans as without', async () => {
  const traced = await startTestServer(context, { telemetry: true });
  const answer = await traced.client().get('/api/v1/account', { 'accept-language': 'en' });
  expect(answer.body).toMatchObject({ code: 'not-signed-in', traceId: answer.headers.get('x-trace-id') });
  expect((await traced.client().get('/api/v1/site')).status).toBe(200);
  await traced.close();
});

it('without the database: not ready, and every call that needs it says to try again instead of breaking', async () => {
  const nowhere = connectDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', poolSize: 2 });
  const cut = { ...context, db: nowhere.db, pool: nowhere.pool };
  const down = await startTestServer(cut);
  const me = down.client();
  me.cookie = 'A'.repeat(43);
  for (const answer of [
    await me.post('/api/v1/sms-codes', { mobile: '19912340004' }),
    await me.get('/api/v1/account'),
    await me.get('/api/v1/staff/me', { authorization: `Bearer szs_${'A'.repeat(43)}` }),
  ]) {
    expect(answer.status).toBe(503);
    expect(answer.body.code).toBe('unavailable');
    expect(answer.headers.get('retry-after')).toBe('2');
  }
  expect((await me.get('/api/v1/procedures')).status).toBe(200);
  const parts = await readinessOf({
    context: cut,
    circuits: () => ({ geocoder: 'open' }),
    visionState: () => 'ok',
    close: async () => {},
  })();
  expect(parts).toMatchObject({
    database: { state: 'unavailable', needed: true },
    keys: { state: 'ok', needed: true },
    geocoder: { state: 'open', needed: false },
  });
  await down.close();
  await nowhere.close();
});
