import { afterAll, beforeAll, expect, it } from 'vitest';
import { SIGN_IN_POLICY } from '../flows/accounts/sign-in-policy.ts';
import { from, signInTrip } from '../testing/sign-in-trip.ts';
import { inboxOf, newestCode, signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let trip: Awaited<ReturnType<typeof signInTrip>>;
let client: TestClient;
beforeAll(async () => {
  trip = await signInTrip();
  client = trip.server.client();
});
afterAll(() => trip.close());

it('A10: a code by text message signs in, an unknown mobile becomes an account, the cookie is out of reach of scripts', async () => {
  const me = trip.server.client();
  const mobile = trip.freshMobile();
  const sent = await me.post('/api/v1/sms-codes', { mobile: `+86 ${mobile}` });
  expect(sent.status).toBe(202);
  expect(sent.body).toEqual({
    expiresAt: new Date(trip.context.clock().getTime() + 10 * MINUTE).toISOString(),
    resendAfter: new Date(trip.context.clock().getTime() + MINUTE).toISOString(),
  });
  const code = await newestCode(trip.context.world.url, mobile);
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
  const rows = await trip.context.db.selectFrom('session').select('token_hash').execute();
  expect(rows.some(({ token_hash }) => token_hash.toString('base64url') === me.cookie)).toBe(false);
});

it('A10: the same mobile comes back to the same account, also when two sign-ins race for one code', async () => {
  const mobile = trip.freshMobile();
  const first = await signInAs(trip.server.client(), trip.context.world.url, mobile);
  trip.context.advance(MINUTE);
  await client.post('/api/v1/sms-codes', { mobile });
  const code = await newestCode(trip.context.world.url, mobile);
  const both = await Promise.all([1, 2, 3, 4].map(() => client.post('/api/v1/sessions', { mobile, code })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  expect(both.find(({ status }) => status === 201)!.body.id).toBe(first.body.id);
});

it('A10: a code is good for 10 minutes, once', async () => {
  const mobile = trip.freshMobile();
  await client.post('/api/v1/sms-codes', { mobile });
  const code = await newestCode(trip.context.world.url, mobile);
  trip.context.advance(10 * MINUTE);
  const late = await client.post('/api/v1/sessions', { mobile, code });
  expect(late.body).toMatchObject({
    code: 'validation-failed',
    errors: [{ field: 'code', code: 'code.expired' }],
  });
  const again = await signInAs(trip.server.client(), trip.context.world.url, mobile);
  expect(again.status).toBe(201);
  const used = await client.post('/api/v1/sessions', {
    mobile,
    code: await newestCode(trip.context.world.url, mobile),
  });
  expect(used.body.errors).toMatchObject([{ field: 'code', code: 'code.expired' }]);
});

it('A10: after five wrong tries the code is dead, also for the right digits', async () => {
  const mobile = trip.freshMobile();
  await client.post('/api/v1/sms-codes', { mobile });
  const code = await newestCode(trip.context.world.url, mobile);
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
  const mobile = trip.freshMobile();
  for (let i = 0; i < 45; i += 1) {
    const answer = await client.post('/api/v1/sessions', { mobile, code: '000000' });
    expect(answer.body.errors[0].code).toBe('code.expired');
  }
  expect((await signInAs(trip.server.client(), trip.context.world.url, mobile)).status).toBe(201);
});

it('A10: only the newest code counts', async () => {
  const mobile = trip.freshMobile();
  await client.post('/api/v1/sms-codes', { mobile });
  const old = await newestCode(trip.context.world.url, mobile);
  trip.context.advance(MINUTE);
  await client.post('/api/v1/sms-codes', { mobile });
  if (old !== (await newestCode(trip.context.world.url, mobile))) {
    expect((await client.post('/api/v1/sessions', { mobile, code: old })).status).toBe(422);
  }
});

it('A10: nobody learns whether a mobile has an account', async () => {
  const known = trip.freshMobile();
  const unknown = trip.freshMobile();
  await signInAs(trip.server.client(), trip.context.world.url, known);
  trip.context.advance(MINUTE);
  const shape = async (mobile: string) => {
    const sent = await client.post('/api/v1/sms-codes', { mobile });
    const refused = await client.post('/api/v1/sessions', { mobile, code: '000000' });
    const never = await client.post('/api/v1/sessions', { mobile: trip.freshMobile(), code: '000000' });
    return [sent, refused, never].map(({ status, body }) => ({ status, body: { ...body, traceId: '' } }));
  };
  expect(await shape(unknown)).toEqual(await shape(known));
});

it('A10: a second message waits a minute, even for requests at the same moment', async () => {
  const mobile = trip.freshMobile();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => client.post('/api/v1/sms-codes', { mobile })),
  );
  expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.body).toMatchObject({ code: 'too-many-requests', params: { seconds: 60 } });
  expect(refused.headers.get('retry-after')).toBe('60');
  expect(await inboxOf(trip.context.world.url, mobile)).toHaveLength(1);
});

it('A10: a mobile gets at most so many messages an hour, an address may ask for at most so many; both survive a restart', async () => {
  const mobile = trip.freshMobile();
  const [perHour] = SIGN_IN_POLICY.limits.codesToMobile;
  for (let i = 0; i < perHour!.most; i += 1) {
    const sent = await client.post('/api/v1/sms-codes', { mobile });
    expect(sent.status).toBe(202);
    trip.context.setNow(sent.body.resendAfter);
  }
  expect((await client.post('/api/v1/sms-codes', { mobile })).status).toBe(429);
  const restarted = await startTestServer(trip.context);
  const answer = await restarted.client().post('/api/v1/sms-codes', { mobile });
  expect(answer.status).toBe(429);
  expect(answer.body.params.seconds).toBeGreaterThan(60);
  await restarted.close();
  trip.context.advance(HOUR);
  expect((await client.post('/api/v1/sms-codes', { mobile })).status).toBe(202);

  const [perAddress] = SIGN_IN_POLICY.limits.codesToAddress;
  const subject = trip.context.keys.blindIndex('address', '203.0.113.9');
  await trip.context.db
    .updateTable('attempt_count')
    .set({ count: perAddress!.most })
    .where('subject', '=', subject)
    .execute();
  expect(
    (await client.post('/api/v1/sms-codes', { mobile: trip.freshMobile() }, from('203.0.113.9'))).status,
  ).toBe(202);
  await trip.context.db
    .updateTable('attempt_count')
    .set({ count: perAddress!.most })
    .where('subject', '=', subject)
    .execute();
  expect(
    (await client.post('/api/v1/sms-codes', { mobile: trip.freshMobile() }, from('203.0.113.9'))).status,
  ).toBe(429);
  expect(
    (await client.post('/api/v1/sms-codes', { mobile: trip.freshMobile() }, from('203.0.113.10'))).status,
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
    const mobile = trip.freshMobile();
    await client.post('/api/v1/sms-codes', { mobile }, { 'accept-language': language });
    const [text] = await inboxOf(trip.context.world.url, mobile);
    expect(text).toContain(expected);
    expect(text).not.toContain(mobile);
  }
});

it('A10: a subscriber of IPv6 has one limit, whichever of the 2⁶⁴ addresses each request comes from', async () => {
  const ask = (address: string) =>
    client.post('/api/v1/sms-codes', { mobile: trip.freshMobile() }, from(address));
  expect((await ask('2001:db8:7:1::1')).status).toBe(202);
  const [perAddress] = SIGN_IN_POLICY.limits.codesToAddress;
  await trip.context.db
    .updateTable('attempt_count')
    .set({ count: perAddress!.most })
    .where('subject', '=', trip.context.keys.blindIndex('address', '2001:db8:7:1::/64'))
    .execute();
  expect((await ask('2001:db8:7:1:ffff::2')).status).toBe(429);
  expect((await ask('2001:db8:7:2::1')).status).toBe(202);
});
