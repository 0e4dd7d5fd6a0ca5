import { afterAll, beforeAll, expect, it } from 'vitest';
import { SIGN_IN_POLICY } from '../flows/accounts/sign-in-policy.ts';
import { syntheticSubject } from '../testing/seed-application.ts';
import { signInTrip } from '../testing/sign-in-trip.ts';
import { signInAs } from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let trip: Awaited<ReturnType<typeof signInTrip>>;
beforeAll(async () => {
  trip = await signInTrip();
});
afterAll(() => trip.close());

it('A10: a session slides with its use, ends after a day without, and after 30 days in any case', async () => {
  const me = trip.server.client();
  await signInAs(me, trip.context.world.url, trip.freshMobile());
  expect((await me.get('/api/v1/account')).headers.getSetCookie()).toEqual([]);
  for (let day = 0; day < 29; day += 1) {
    trip.context.advance(23 * HOUR);
    const { status, headers } = await me.get('/api/v1/account');
    expect(status).toBe(200);
    const until = /Expires=([^;]*)/.exec(headers.getSetCookie()[0]!)![1]!;
    expect(Date.parse(until)).toBeGreaterThan(trip.context.clock().getTime() + 23 * HOUR);
  }
  for (let hours = 0; hours < 60; hours += 20) {
    trip.context.advance(20 * HOUR);
    await me.get('/api/v1/account');
  }
  expect((await me.get('/api/v1/account')).body.code).toBe('not-signed-in');
  const idle = trip.server.client();
  await signInAs(idle, trip.context.world.url, trip.freshMobile());
  trip.context.advance(24 * HOUR);
  expect((await idle.get('/api/v1/account')).status).toBe(401);
});

it('B5: signing out ends the session for good, other sessions go on', async () => {
  const mobile = trip.freshMobile();
  const [here, there] = [trip.server.client(), trip.server.client()];
  await signInAs(here, trip.context.world.url, mobile);
  trip.context.advance(MINUTE);
  await signInAs(there, trip.context.world.url, mobile);
  const token = here.cookie;
  const out = await here.send('DELETE', '/api/v1/sessions/current');
  expect(out.status).toBe(204);
  expect(here.cookie).toBe(null);
  here.cookie = token;
  expect((await here.get('/api/v1/account')).status).toBe(401);
  expect((await there.get('/api/v1/account')).status).toBe(200);
});

it('A1: name and number that agree with the register make the account real-name, and prefill forms (B1)', async () => {
  const mobile = trip.freshMobile();
  const resident = await trip.context.world.enrol('欧阳晓晓', '1990-03-07', mobile);
  const me = trip.server.client();
  await signInAs(me, trip.context.world.url, mobile);
  const answer = await me.post('/api/v1/account/real-name', resident);
  expect(answer.body).toMatchObject({ level: 'real-name', person: resident });
  const again = await me.post('/api/v1/account/real-name', resident);
  expect(again.body.level).toBe('real-name');
});

it('A11: a mismatch names the field, never what the register holds; an account never changes its person', async () => {
  const mobile = trip.freshMobile();
  const resident = await trip.context.world.enrol('王小明', '1990-03-07', mobile);
  const other = await trip.context.world.enrol('李大文', '1985-01-02', mobile);
  const me = trip.server.client();
  await signInAs(me, trip.context.world.url, mobile);
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
  const mobile = trip.freshMobile();
  const resident = await trip.context.world.enrol('赵敏', '1990-03-07', mobile);
  const me = trip.server.client();
  const { body } = await signInAs(me, trip.context.world.url, mobile);
  await me.post('/api/v1/account/real-name', resident);
  await trip.context.db
    .updateTable('account')
    .set({ level: 'real-person' })
    .where('account_id', '=', body.id)
    .execute();
  expect((await me.post('/api/v1/account/real-name', resident)).body.level).toBe('real-person');
});

it('Real-name checks are too few to find out who has which number', async () => {
  const me = trip.server.client();
  await signInAs(me, trip.context.world.url, trip.freshMobile());
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
  const resident = await trip.context.world.enrol('孙静');
  const me = trip.server.client();
  await signInAs(me, trip.context.world.url, trip.freshMobile());
  await trip.context.world.fault('error');
  const answer = await me.post('/api/v1/account/real-name', resident);
  await trip.context.world.fault('off');
  expect(answer.status).toBe(503);
  expect(answer.body.code).toBe('register-unavailable');
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  expect((await me.get('/api/v1/account')).body.level).toBe('registered');
});
