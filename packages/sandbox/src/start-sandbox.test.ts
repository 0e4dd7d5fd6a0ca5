import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registerPaths } from '@suizheng/domain/contract/registers.ts';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signOrder } from './conformance/sign-order.ts';
import { type Sandbox, startSandbox } from './start-sandbox.ts';

let dataDir: string;
let sandbox: Sandbox;
const start = () =>
  startSandbox({
    port: 0,
    dataDir,
    facesDir: join(dataDir, 'no-faces'),
    registerApiKey: 'rk',
    smsApiKey: 'sk',
  });

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.close();
  rmSync(dataDir, { recursive: true });
});

function post(path: string, body: unknown, headers: Record<string, string> = {}, url = sandbox.url) {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer rk', ...headers },
    body: JSON.stringify(body),
  });
}

const signedFor = (address: string, body: unknown) =>
  signOrder('POST', address, 'sk', new TextEncoder().encode(JSON.stringify(body)));

async function enrol(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const picture = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#888' } })
    .png()
    .toBuffer();
  form.set('portrait', new Blob([new Uint8Array(picture)]), 'me.png');
  return fetch(`${sandbox.url}/people`, {
    method: 'POST',
    body: form,
    headers: { accept: 'application/json' },
  });
}

const newcomer = { name: '阿里木·热合曼', sex: 'male', birthDate: '1999-09-09', mobile: '16100000999' };

test('a newcomer enrols with a picture and is known to the register, also after a restart', async () => {
  const answer = await enrol(newcomer);
  expect(answer.status).toBe(201);
  const { name, number } = (await answer.json()) as { name: string; number: string };
  await sandbox.close();
  sandbox = await start();
  expect(await (await post('/population/v1/real-name-checks', { name, number })).json()).toEqual({
    result: 'match',
    cardState: 'valid',
  });
  const portrait = await post('/population/v1/portraits', { number, purpose: 'real-person-check' });
  expect(portrait.headers.get('content-type')).toBe('image/jpeg');
  expect((await sharp(await portrait.arrayBuffer()).metadata()).width).toBe(300);
});

test('two newcomers born on one day get different numbers, and reset forgets both', async () => {
  const numbers = await Promise.all(
    [newcomer, newcomer].map(async (one) => ((await (await enrol(one)).json()) as { number: string }).number),
  );
  expect(new Set(numbers).size).toBe(2);
  await fetch(`${sandbox.url}/reset`, { method: 'POST' });
  const answer = await post('/population/v1/real-name-checks', { name: newcomer.name, number: numbers[0] });
  expect(await answer.json()).toEqual({ result: 'no-match', differs: 'unknown-person' });
});

test.each([
  [{ name: '' }, '/name'],
  [{ birthDate: '2999-01-01' }, '/birthDate'],
  [{ birthDate: '1999-02-30' }, '/birthDate'],
  [{ mobile: '123' }, '/mobile'],
])('an enrolment with %o is refused and names the field', async (change, pointer) => {
  const answer = await enrol({ ...newcomer, ...change });
  expect(answer.status).toBe(400);
  expect((await answer.json()) as object).toMatchObject({ errors: [{ pointer }] });
});

test('without portraits people exist, and the demo person says so', async () => {
  const person = (await (await fetch(`${sandbox.url}/demo-person`)).json()) as Record<string, string>;
  expect(person).toMatchObject({ portraitUrl: null, note: expect.stringContaining('No portraits') });
  const answer = await post('/population/v1/portraits', { number: person.number, purpose: 'review' });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'no-portrait', status: 404 });
});

test('a card reported lost is lost at once, and valid again when it is found', async () => {
  const { name, number } = (await (await fetch(`${sandbox.url}/demo-person`)).json()) as Record<
    string,
    string
  >;
  const state = async () =>
    (
      (await (await post('/population/v1/real-name-checks', { name, number })).json()) as {
        cardState: string;
      }
    ).cardState;
  const report = (lost: string) =>
    fetch(`${sandbox.url}/people/p01/card`, {
      method: 'POST',
      body: new URLSearchParams({ lost }),
      redirect: 'manual',
    });
  expect(await state()).toBe('valid');
  await report('yes');
  expect(await state()).toBe('lost');
  await report('no');
  expect(await state()).toBe('valid');
});

test('another site in the same browser cannot reset the demo', async () => {
  await enrol(newcomer);
  const answer = await fetch(`${sandbox.url}/reset`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(answer.status).toBe(400);
  expect((await fetch(`${sandbox.url}/people/e1`)).status).toBe(200);
});

test('every page stands on its own, and a script in a name stays text', async () => {
  await enrol({ ...newcomer, name: "O'Neil" });
  for (const path of ['/', '/sms', '/docs', '/people/p01', '/people/e1']) {
    const answer = await fetch(sandbox.url + path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('演示');
  }
  expect(await (await fetch(`${sandbox.url}/people/e1`)).text()).toContain('O&#39;Neil');
});

test('the OpenAPI document lists the whole contract and no page', async () => {
  const document = (await (await fetch(`${sandbox.url}/openapi.json`)).json()) as {
    openapi: string;
    paths: object;
  };
  expect(document.openapi).toMatch(/^3\.1/);
  const paths = Object.keys(document.paths);
  expect(paths).toEqual(expect.arrayContaining(Object.values(registerPaths)));
  expect(paths).not.toContain('/');
});

test('a message accepted before kill -9 is there afterwards', async () => {
  const env = {
    ...process.env,
    SANDBOX_PORT: '0',
    SUIZHENG_DATA: join(dataDir, 'killed'),
    REGISTER_API_KEY: 'rk',
    SMS_API_KEY: 'sk',
  };
  const boot = async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, url: /http\S+/.exec(line.toString())![0] };
  };
  const first = await boot();
  const message = { to: '16100000001', text: '验证码 123456', reference: 'r-1' };
  const send = async (url: string) =>
    post('/sms/v1/messages', message, await signedFor(`${url}/sms/v1/messages`, message), url);
  const sent = await send(first.url);
  expect(sent.status).toBe(202);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await boot();
  const again = await send(second.url);
  expect(await again.json()).toEqual(await sent.json());
  second.child.kill('SIGKILL');
  await once(second.child, 'exit');
}, 60_000);
