import { afterAll, beforeAll, expect, it } from 'vitest';
import { SIGN_IN_POLICY } from '../flows/accounts/sign-in-policy.ts';
import { syntheticSubject } from '../testing/seed-application.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { inboxOf, newestCode, signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: TestClient;
let last = 0;
/** A mobile that no other test uses. */
const freshMobile = () => {
  last += 1;
  return `1990000${String(last).padStart(4, '0')}`;
};
/** Callers from an address of their own. */
const from = (ip: string) => ({ 'x-forwarded-for': ip });

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
  client = server.client();
});
afterAll(async () => {
  await server.close();
  await context.close();
});

it('A10: a code by text message signs in, an unknown mobile becomes an account, the cookie is out of reach of scripts', async () => {
  const me = server.client();
  const mobile = freshMobile();
  const sent = await me.post('/api/v1/sms-codes', { mobile: `+86 ${mobile}` });
  expect(sent.status).toBe(202);
  expect(sent.body).toEqual({
    expiresAt: new Date(context.clock().getTime() + 10 * MINUTE).toISOString(),
    resendAfter: new Date(context.clock().getTime() + MINUTE).toISOString(),
  });
  const code = await newestCode(context.world.url, mobile);
  const answer = await me.post('/api/v1/sessions', { mobile, code });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({
    level: 'registered',
    person: null,
    mobile: `199****${mobile.slice(-4)}`,
  });
  const cookie = answer.headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/^sz_session=[\w-]{43}; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
  expect((await me.get('/api/v1/account')).body.id).toBe(answer.body.id);
  // The token lies in the database only as a hash.
  const rows = await context.db.selectFrom('session').select('token_hash').execute();
  expect(rows.some(({ token_hash }) => token_hash.toString('base64url') === me.cookie)).toBe(false);
});

it('A10: the same mobile comes back to the same account, also when two sign-ins race for one code', async () => {
  const mobile = freshMobile();
  const first = await signInAs(server.client(), context.world.url, mobile);
  context.advance(MINUTE);
  await client.post('/api/v1/sms-codes', { mobile });
  const code = await newestCode(context.world.url, mobile);
  const both = await Promise.all([1, 2, 3, 4].map(() => client.post('/api/v1/sessions', { mobile, code })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  expect(both.find(({ status }) => status === 201)!.body.id).toBe(first.body.id);
});

it('A10: a code is good for 10 minutes, once', async () => {
  const mobile = freshMobile();
  await client.post('/api/v1/sms-codes', { mobile });
  const code = await newestCode(context.world.url, mobile);
  context.advance(10 * MINUTE);
  const late = await client.post('/api/v1/sessions', { mobile, code });
  expect(late.body).toMatchObject({
    code: 'validation-failed',
    errors: [{ field: 'code', code: 'code.expired' }],
  });
  const again = await signInAs(server.client(), context.world.url, mobile);
  expect(again.status).toBe(201);
  const used = await client.post('/api/v1/sessions', {
    mobile,
    code: await newestCode(context.world.url, mobile),
  });
  expect(used.body.errors).toMatchObject([{ field: 'code', code: 'code.expired' }]);
});

it('A10: after five wrong tries the code is dead, also for the right digits', async () => {
  const mobile = freshMobile();
  await client.post('/api/v1/sms-codes', { mobile });
  const code = await newestCode(context.world.url, mobile);
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const tries = await Promise.all(
    [1, 2, 3, 4, 5].map(() => client.post('/api/v1/sessions', { mobile, code: wrong })),
  );
  expect(tries.map(({ body }) => body.errors[0].code).sort()).toEqual([
    'code.expired',
    ...Array(4).fill('code.wrong'),
  ]);
  const right = await client.post('/api/v1/sessions', { mobile, code });
  expect(right.body.errors[0].code).toBe('code.expired');
});

it('A10: nobody locks a mobile out by tries at codes that were never sent', async () => {
  const mobile = freshMobile();
  for (let i = 0; i < 45; i += 1) {
    const answer = await client.post('/api/v1/sessions', { mobile, code: '000000' });
    expect(answer.body.errors[0].code).toBe('code.expired');
  }
  expect((await signInAs(server.client(), context.world.url, mobile)).status).toBe(201);
});

it('A10: only the newest code counts', async () => {
  const mobile = freshMobile();
  await client.post('/api/v1/sms-codes', { mobile });
  const old = await newestCode(context.world.url, mobile);
  context.advance(MINUTE);
  await client.post('/api/v1/sms-codes', { mobile });
  if (old !== (await newestCode(context.world.url, mobile))) {
    expect((await client.post('/api/v1/sessions', { mobile, code: old })).status).toBe(422);
  }
});

it('A10: nobody learns whether a mobile has an account', async () => {
  const known = freshMobile();
  const unknown = freshMobile();
  await signInAs(server.client(), context.world.url, known);
  context.advance(MINUTE);
  const shape = async (mobile: string) => {
    const sent = await client.post('/api/v1/sms-codes', { mobile });
    const refused = await client.post('/api/v1/sessions', { mobile, code: '000000' });
    const never = await client.post('/api/v1/sessions', { mobile: freshMobile(), code: '000000' });
    return [sent, refused, never].map(({ status, body }) => ({ status, body: { ...body, traceId: '' } }));
  };
  expect(await shape(unknown)).toEqual(await shape(known));
});

it('A10: a second message waits a minute, even for requests at the same moment', async () => {
  const mobile = freshMobile();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.post('/api/v1/sms-codes', { mobile })),
  );
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.body).toMatchObject({ code: 'too-many-requests', params: { seconds: 60 } });
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await inboxOf(context.world.url, mobile)).toHaveLength(1);
});

it('A10: a mobile gets at most so many messages an hour, an address may ask for at most so many; both survive a restart', async () => {
  const mobile = freshMobile();
  const [perHour] = SIGN_IN_POLICY.limits.codesToMobile;
  for (let i = 0; i < perHour!.most; i += 1) {
    const sent = await client.post('/api/v1/sms-codes', { mobile });
    expect(sent.status).toBe(202);
    context.setNow(sent.body.resendAfter);
  }
  expect((await client.post('/api/v1/sms-codes', { mobile })).status).toBe(429);
  const restarted = await startTestServer(context);
  const answer = await restarted.client().post('/api/v1/sms-codes', { mobile });
  expect(answer.status).toBe(429);
  expect(answer.body.params.seconds).toBeGreaterThan(60);
  await restarted.close();
  context.advance(HOUR);
  expect((await client.post('/api/v1/sms-codes', { mobile })).status).toBe(202);

  const [perAddress] = SIGN_IN_POLICY.limits.codesToAddress;
  const subject = context.keys.blindIndex('address', '203.0.113.9');
  await context.db
    .updateTable('attempt_count')
    .set({ count: perAddress!.most })
    .where('subject', '=', subject)
    .execute();
  expect(
    (await client.post('/api/v1/sms-codes', { mobile: freshMobile() }, from('203.0.113.9'))).status,
  ).toBe(202);
  await context.db
    .updateTable('attempt_count')
    .set({ count: perAddress!.most })
    .where('subject', '=', subject)
    .execute();
  expect(
    (await client.post('/api/v1/sms-codes', { mobile: freshMobile() }, from('203.0.113.9'))).status,
  ).toBe(429);
  expect(
    (await client.post('/api/v1/sms-codes', { mobile: freshMobile() }, from('203.0.113.10'))).status,
  ).toBe(202);
});

it('A10: the message is in the person’s language and bears nothing but the code', async () => {
  const words = {
    'zh-CN': '登录验证码',
    'zh-HK': '登入驗證碼',
    'zh-TW': '登入驗證碼',
    'en-GB': 'sign-in code',
  };
  for (const [language, expected] of Object.entries(words)) {
    const mobile = freshMobile();
    await client.post('/api/v1/sms-codes', { mobile }, { 'accept-language': language });
    const [text] = await inboxOf(context.world.url, mobile);
    expect(text).toContain(expected);
    expect(text).not.toContain(mobile);
  }
});

it('A10: a subscriber of IPv6 has one limit, whichever of the 2⁶⁴ addresses each request comes from', async () => {
  const ask = (address: string) => client.post('/api/v1/sms-codes', { mobile: freshMobile() }, from(address));
  expect((await ask('2001:db8:7:1::1')).status).toBe(202);
  const [perAddress] = SIGN_IN_POLICY.limits.codesToAddress;
  await context.db
    .updateTable('attempt_count')
    .set({ count: perAddress!.most })
    .where('subject', '=', context.keys.blindIndex('address', '2001:db8:7:1::/64'))
    .execute();
  expect((await ask('2001:db8:7:1:ffff::2')).status).toBe(429);
  expect((await ask('2001:db8:7:2::1')).status).toBe(202);
});

it('A10: a session slides with its use, ends after a day without, and after 30 days in any case', async () => {
  const me = server.client();
  await signInAs(me, context.world.url, freshMobile());
  expect((await me.get('/api/v1/account')).headers.getSetCookie()).toEqual([]);
  for (let day = 0; day < 29; day += 1) {
    context.advance(23 * HOUR);
    const { status, headers } = await me.get('/api/v1/account');
    expect(status).toBe(200);
    const until = /Expires=([^;]*)/.exec(headers.getSetCookie()[0]!)![1]!;
    expect(Date.parse(until)).toBeGreaterThan(context.clock().getTime() + 23 * HOUR);
  }
  for (let hours = 0; hours < 60; hours += 20) {
    context.advance(20 * HOUR);
    await me.get('/api/v1/account');
  }
  expect((await me.get('/api/v1/account')).body.code).toBe('not-signed-in');
  const idle = server.client();
  await signInAs(idle, context.world.url, freshMobile());
  context.advance(24 * HOUR);
  expect((await idle.get('/api/v1/account')).status).toBe(401);
});

it('B5: signing out ends the session for good, other sessions go on', async () => {
  const mobile = freshMobile();
  const [here, there] = [server.client(), server.client()];
  await signInAs(here, context.world.url, mobile);
  context.advance(MINUTE);
  await signInAs(there, context.world.url, mobile);
  const token = here.cookie;
  const out = await here.send('DELETE', '/api/v1/sessions/current');
  expect(out.status).toBe(204);
  expect(here.cookie).toBe(null);
  here.cookie = token;
  expect((await here.get('/api/v1/account')).status).toBe(401);
  expect((await there.get('/api/v1/account')).status).toBe(200);
});

it('A1: name and number that agree with the register make the account real-name, and prefill forms (B1)', async () => {
  const mobile = freshMobile();
  const resident = await context.world.enrol('欧阳晓晓', '1990-03-07', mobile);
  const me = server.client();
  await signInAs(me, context.world.url, mobile);
  const answer = await me.post('/api/v1/account/real-name', resident);
  expect(answer.body).toMatchObject({ level: 'real-name', person: resident });
  const again = await me.post('/api/v1/account/real-name', resident);
  expect(again.body.level).toBe('real-name');
});

it('A11: a mismatch names the field, never what the register holds; an account never changes its person', async () => {
  const mobile = freshMobile();
  const resident = await context.world.enrol('王小明', '1990-03-07', mobile);
  const other = await context.world.enrol('李大文', '1985-01-02', mobile);
  const me = server.client();
  await signInAs(me, context.world.url, mobile);
  const ask = (body: unknown) => me.post('/api/v1/account/real-name', body);
  const differs = await ask({ name: '王大明', number: resident.number });
  const unknown = await ask({ name: '王小明', number: syntheticSubject(7).number });
  for (const { status, body } of [differs, unknown]) {
    expect(status).toBe(422);
    expect(body.errors.map((fault: { field: string }) => fault.field)).toEqual(['name', 'number']);
  }
  expect(differs.body.errors[0].code).toBe('name-number.mismatch');
  expect((await ask({ name: '', number: '123' })).body.errors).toMatchObject([
    { field: 'name', code: 'name.empty' },
  ]);
  expect((await ask({ name: '王小明', number: '123' })).body.errors).toMatchObject([
    { field: 'number', code: 'resident-id.length' },
  ]);
  expect((await ask(resident)).status).toBe(200);
  const change = await ask(other);
  expect(change.body.code).toBe('wrong-state');
  expect((await me.get('/api/v1/account')).body.person).toEqual(resident);
});

it('A level is never lowered by a real-name check', async () => {
  const mobile = freshMobile();
  const resident = await context.world.enrol('赵敏', '1990-03-07', mobile);
  const me = server.client();
  const { body } = await signInAs(me, context.world.url, mobile);
  await me.post('/api/v1/account/real-name', resident);
  await context.db
    .updateTable('account')
    .set({ level: 'real-person' })
    .where('account_id', '=', body.id)
    .execute();
  expect((await me.post('/api/v1/account/real-name', resident)).body.level).toBe('real-person');
});

it('Real-name checks are too few to find out who has which number', async () => {
  const me = server.client();
  await signInAs(me, context.world.url, freshMobile());
  const [perHour] = SIGN_IN_POLICY.limits.realNameChecksOfAccount;
  const statuses: number[] = [];
  for (let i = 0; i <= perHour!.most; i += 1) {
    statuses.push(
      (await me.post('/api/v1/account/real-name', { name: '无名', number: '11010519491231002X' })).status,
    );
  }
  expect(statuses).toEqual([...Array(perHour!.most).fill(422), 429]);
});

it('A register that does not answer is said to be so, and nothing is stored', async () => {
  const resident = await context.world.enrol('孙静');
  const me = server.client();
  await signInAs(me, context.world.url, freshMobile());
  await context.world.fault('error');
  const answer = await me.post('/api/v1/account/real-name', resident);
  await context.world.fault('off');
  expect(answer.status).toBe(503);
  expect(answer.body.code).toBe('register-unavailable');
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect((await me.get('/api/v1/account')).body.level).toBe('registered');
});
