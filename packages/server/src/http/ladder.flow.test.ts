import { randomUUID } from 'node:crypto';
import { TERMS } from '@suizheng/domain/contract/consent-terms.ts';
import { residents } from '@suizheng/sandbox/population/residents.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVouchProvider } from '../gateways/vouch-provider.ts';
import { newHolderKey } from '../testing/seed-application.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer } from '../testing/test-server.ts';
import { vouchBrowser } from '../testing/vouch-browser.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let order = 0;
const freshMobile = () => `1361000${String(++order).padStart(4, '0')}`;

beforeAll(async () => {
  context = await testContext();
  const vouch = createVouchProvider(
    {
      issuer: `${context.world.url}/vouch`,
      clientId: 'suizheng',
      clientSecret: 'test-key',
      timeoutMs: 5_000,
      insecure: true,
    },
    { now: () => 0 },
  );
  server = await startTestServer({ ...context, vouch });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const once = () => ({ 'idempotency-key': randomUUID(), 'accept-language': 'en' });

async function signedIn(mobile = freshMobile()) {
  const me = server.client();
  await signInAs(me, context.world.url, mobile);
  const register = (person: { name: string; number: string }) =>
    me.post(
      '/api/v1/applications',
      {
        procedure: 'registration',
        input: { document: 'resident-id', name: person.name, number: person.number, terms: TERMS.version },
      },
      once(),
    );
  const functions = async () => {
    const { body } = await me.get('/api/v1/account/functions');
    return Object.fromEntries(
      body.map((one: { id: string; stands: string; by: string | null }) => [one.id, one]),
    );
  };
  return { me, register, functions };
}

it('A8: what is open, what a level would open and by which way, and what is not built yet', async () => {
  const mobile = freshMobile();
  const resident = await context.world.enrol('李名单', '1990-03-07', mobile);
  const { me, register, functions } = await signedIn(mobile);
  const before = await functions();
  expect(before.track).toMatchObject({ stands: 'open', by: null });
  expect(before['step-up']).toMatchObject({ stands: 'needs-level', level: 'real-name', by: 'registration' });
  expect(before['organisation-members']).toMatchObject({ stands: 'needs-level', organisation: true });
  expect(before['driving-licence']).toMatchObject({ stands: 'coming', level: 'real-person' });
  const { body } = await register(resident);
  const after = await me.post(`/api/v1/applications/${body.id}/mobile-check`);
  expect(after.body).toMatchObject({ state: 'issued', credentialId: null });
  const now = await functions();
  expect(now['step-up']).toMatchObject({ stands: 'open', by: null });
  expect(now['organisation-members']).toMatchObject({ stands: 'needs-organisation' });
  expect((await server.client().get('/api/v1/account/functions')).status).toBe(401);
});

it('A8: a function above the account’s level is refused: the level is named in words, and the way there by code', async () => {
  const { me } = await signedIn();
  const answer = await me.post(
    '/api/v1/applications',
    { procedure: 'step-up', input: { expires: '2032-05-03' } },
    once(),
  );
  expect(answer.status).toBe(403);
  expect(answer.body).toMatchObject({
    code: 'level-needed',
    title: 'The level “real-name” is needed first',
    params: { level: 'real-name', held: 'registered', by: 'registration' },
  });
  const chinese = await me.post(
    '/api/v1/applications',
    { procedure: 'step-up', input: { expires: '2032-05-03' } },
    { ...once(), 'accept-language': 'zh-CN' },
  );
  expect(chinese.body.title).toBe('需要先完成实名认证');
});

it('A8: an account that holds the level is told so; a credential’s procedure stays open to it', async () => {
  const mobile = freshMobile();
  const resident = await context.world.enrol('王名单', '1990-03-07', mobile);
  const { me, register } = await signedIn(mobile);
  const { body } = await register(resident);
  await me.post(`/api/v1/applications/${body.id}/mobile-check`);
  expect((await register(resident)).body).toMatchObject({ code: 'level-held', status: 409 });
  const rail = await me.post(
    '/api/v1/applications',
    { procedure: 'rail-temporary-id', input: { ...resident, city: '杭州' }, holderKey: newHolderKey().text },
    once(),
  );
  expect(rail.status).toBe(201);
});

it('A1 A11: a registration for the wrong holder key, or with one, still names each field', async () => {
  const { me } = await signedIn();
  const answer = await me.post(
    '/api/v1/applications',
    { procedure: 'registration', input: { document: 'resident-id', name: '', number: '1' } },
    once(),
  );
  expect(answer.status).toBe(422);
  expect(
    answer.body.errors.map((fault: { field: string; code: string }) => [fault.field, fault.code]),
  ).toEqual([
    ['input.name', 'name.empty'],
    ['input.number', 'resident-id.length'],
    ['input.terms', 'terms.missing'],
  ]);
  for (const { reason, next } of answer.body.errors) expect([reason, next].every(Boolean)).toBe(true);
});

it('A2: real-name wants the mobile on file; the refusal leads to the registration with its other ways', async () => {
  const resident = await context.world.enrol('赵异号', '1990-03-07', freshMobile());
  const { me } = await signedIn();
  const answer = await me.post('/api/v1/account/real-name', resident, { 'accept-language': 'en' });
  expect(answer.body).toMatchObject({ code: 'mobile-not-on-file', params: { by: 'registration' } });
  expect((await me.get('/api/v1/account')).body.level).toBe('registered');
});

it('A3: the whole way over HTTP: the browser leaves with a mark, comes back without its session, and is redirected', async () => {
  const person = residents([]).find((one) => one.mobile !== null && one.vouching === undefined)!;
  const { me, register } = await signedIn();
  const { body } = await register(person);
  await me.post(`/api/v1/applications/${body.id}/mobile-check`);
  const begun = await me.post(`/api/v1/applications/${body.id}/vouching`);
  expect(begun.status).toBe(200);
  const cookie = begun.headers.getSetCookie().find((line) => line.startsWith('sz_mark='))!;
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  const url = await vouchBrowser(context.world.url).allow(begun.body.authorizeUrl, person.id);
  expect(url.origin).toBe(server.url);
  const visit = (mark?: string) =>
    fetch(url, { redirect: 'manual', headers: mark === undefined ? {} : { cookie: mark } });
  const stranger = await visit();
  expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/?problem=vouching-foreign']);
  // SameSite=Strict keeps the session cookie away on the way back from another site: only the mark comes along.
  const back = await visit(cookie.split(';')[0]!);
  expect([back.status, back.headers.get('location')]).toEqual([303, `/applications/${body.id}`]);
  expect(back.headers.get('cache-control')).toBe('no-store');
  expect((await me.get('/api/v1/account')).body.level).toBe('real-name');
  // Loaded again, it tells what came of it.
  const again = await visit(cookie.split(';')[0]!);
  expect(again.headers.get('location')).toBe(`/applications/${body.id}`);
  const words = server.log.join('\n');
  for (const name of ['code', 'state']) expect(words).not.toContain(url.searchParams.get(name)!);
});
