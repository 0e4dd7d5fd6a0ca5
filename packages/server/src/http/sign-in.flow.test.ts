import { API } from '@suizheng/domain/contract/api.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findOrCreatePerson } from '../db/people.ts';
import { raiseSession, tokenHash } from '../flows/accounts/session.ts';
import { SIGN_IN_POLICY } from '../flows/accounts/sign-in-policy.ts';
import { forgetExpired } from '../flows/retention/forget-expired.ts';
import { syntheticSubject } from '../testing/seed-application.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { newestCode, signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let last = 0;
const freshMobile = () => {
  last += 1;
  return `1990001${String(last).padStart(4, '0')}`;
};
const from = (ip: string) => ({ 'x-forwarded-for': ip });
const ask = (client: TestClient, mobile: string, ip = '198.51.100.7') =>
  client.post('/api/v1/sms-codes', { mobile }, from(ip));
const guess = (client: TestClient, mobile: string, code: string, ip = '198.51.100.7') =>
  client.post('/api/v1/sessions', { mobile, code }, from(ip));
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** The account of a mobile comes to belong to a person, as after registration. */
async function bindPerson(accountId: string): Promise<string> {
  const person = await findOrCreatePerson(
    context.db,
    context.keys,
    syntheticSubject(last + 500),
    context.clock(),
  );
  await context.db
    .updateTable('account')
    .set({ person_id: person.person_id, level: 'real-person' })
    .where('account_id', '=', accountId)
    .execute();
  return person.person_id;
}

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
});
afterAll(async () => {
  await server.close();
  await context.close();
});

describe('A10: guesses that get through, counted', () => {
  it('A10: of 200 wrong guesses from a browser that asked for no code, none is compared, and the code lives on', async () => {
    const [owner, stranger] = [server.client(), server.client()];
    const mobile = freshMobile();
    await ask(owner, mobile);
    const code = await newestCode(context.world.url, mobile);
    const answers = new Map<string, number>();
    for (let i = 0; i < 200; i += 1) {
      const { body } = await guess(stranger, mobile, String(i).padStart(6, '0'), '203.0.113.50');
      answers.set(body.errors[0].code, (answers.get(body.errors[0].code) ?? 0) + 1);
    }
    // Not even the right digits: the code belongs to the browser that asked.
    expect((await guess(stranger, mobile, code, '203.0.113.50')).status).toBe(422);
    expect([...answers]).toEqual([['code.expired', 200]]);
    const { attempts } = await context.db
      .selectFrom('sms_code')
      .select('attempts')
      .where('mobile_index', '=', context.keys.blindIndex('mobile', mobile))
      .executeTakeFirstOrThrow();
    expect(attempts).toBe(0);
    expect((await guess(owner, mobile, code)).status).toBe(201);
  });

  it('A10: a stranger who asks for codes himself gets at most 40 guesses a day at a mobile, from however many browsers', async () => {
    const mobile = freshMobile();
    let compared = 0;
    const end = context.clock().getTime() + DAY - MINUTE;
    for (let round = 0; context.clock().getTime() < end && round < 60; round += 1) {
      const client = server.client();
      const sent = await ask(client, mobile, `203.0.113.${round}`);
      if (sent.status === 202) {
        const wrong = wrongFor(await newestCode(context.world.url, mobile));
        for (let i = 0; i < 8; i += 1) {
          const { status, body } = await guess(client, mobile, wrong, `203.0.113.${round}`);
          if (status === 422 && body.errors[0].code === 'code.wrong') compared += 1;
          // The fifth of a code is compared too, and answers that the code is dead.
          else if (status === 422 && i === SIGN_IN_POLICY.code.attempts - 1) compared += 1;
        }
      }
      const wait = sent.status === 202 ? Date.parse(sent.body.resendAfter) : context.clock().getTime() + HOUR;
      context.setNow(new Date(wait));
    }
    expect(compared).toBeGreaterThan(0);
    expect(compared).toBeLessThanOrEqual(SIGN_IN_POLICY.limits.signInsOfMobile[0]!.most);
    context.advance(DAY);
  });

  it('A10: whoever uses up a mobile’s messages and tries does not lock its owner out of a browser of theirs', async () => {
    const mobile = freshMobile();
    const owner = server.client();
    await signInAs(owner, context.world.url, mobile);
    context.advance(HOUR);
    const index = context.keys.blindIndex('mobile', mobile);
    for (const kind of ['codes-to', 'sign-ins-of']) {
      for (const window_ms of [String(HOUR), String(DAY)]) {
        const values = { subject: index, kind, window_ms, window_start: context.clock(), count: 999 };
        await context.db
          .insertInto('attempt_count')
          .values(values)
          .onConflict((conflict) =>
            conflict
              .columns(['subject', 'kind', 'window_ms'])
              .doUpdateSet({ count: 999, window_start: context.clock() }),
          )
          .execute();
      }
    }
    expect((await ask(server.client(), mobile, '203.0.113.77')).status).toBe(429);
    expect((await ask(owner, mobile)).status).toBe(202);
    expect((await guess(owner, mobile, await newestCode(context.world.url, mobile))).status).toBe(201);
  });

  it('A10: pumping: messages to one range of numbers, and from one network, end at their limits; waits grow', async () => {
    const range = '1330000';
    const most = SIGN_IN_POLICY.limits.codesToRange[0]!.most;
    let sent = 0;
    for (let i = 0; i < most + 30; i += 1) {
      const mobile = `${range}${String(i).padStart(4, '0')}`;
      const { status } = await ask(server.client(), mobile, `2001:db8:${(i + 16).toString(16)}::1`);
      if (status === 202) sent += 1;
    }
    expect(sent).toBe(most);

    const network = context.keys.blindIndex('address', 'network 192.0.2.0/24');
    expect((await ask(server.client(), freshMobile(), '192.0.2.1')).status).toBe(202);
    await context.db
      .updateTable('attempt_count')
      .set({ count: SIGN_IN_POLICY.limits.codesToNetwork[0]!.most })
      .where('subject', '=', network)
      .execute();
    expect((await ask(server.client(), freshMobile(), '192.0.2.200')).status).toBe(429);
    expect((await ask(server.client(), freshMobile(), '192.0.3.1')).status).toBe(202);

    const mobile = freshMobile();
    const waits: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { body } = await ask(server.client(), mobile);
      waits.push((Date.parse(body.resendAfter) - context.clock().getTime()) / MINUTE);
      context.setNow(body.resendAfter);
    }
    expect(waits).toEqual([1, 1, 2, 5, 15]);
  });

  it('A10: known and unknown mobiles: the same answers, the same rows written', async () => {
    const known = freshMobile();
    const { body } = await signInAs(server.client(), context.world.url, known);
    await bindPerson(body.id);
    context.advance(2 * DAY);
    const traceOf = async (mobile: string) => {
      const client = server.client();
      const answers = [
        await ask(client, mobile, '198.51.100.90'),
        ...(await Promise.all(
          ['000000', '111111'].map((code) => guess(server.client(), mobile, code, '198.51.100.90')),
        )),
        await guess(client, mobile, wrongFor(await newestCode(context.world.url, mobile)), '198.51.100.90'),
      ];
      const index = context.keys.blindIndex('mobile', mobile);
      const counted = await context.db
        .selectFrom('attempt_count')
        .select(['kind', 'count'])
        .where('subject', '=', index)
        .where('window_start', '=', context.clock())
        .orderBy('kind')
        .orderBy('window_ms')
        .execute();
      const shapes = answers.map(({ status, body, headers }) => ({
        status,
        body: { ...body, traceId: '' },
        cookies: headers.getSetCookie().map((line) => line.replace(/=[^;]+/, '=')),
      }));
      return { shapes, counted };
    };
    const [a, b] = [await traceOf(known), await traceOf(freshMobile())];
    expect(b).toEqual(a);
  });
});

describe('A10: a number given out anew', () => {
  it('A10: a code alone on a new browser sees no person and gets nothing; the former holder is told', async () => {
    const mobile = freshMobile();
    const former = server.client();
    const { body: account } = await signInAs(former, context.world.url, mobile);
    await bindPerson(account.id);
    context.advance(MINUTE);
    const next = server.client();
    const { body } = await signInAs(next, context.world.url, mobile);
    expect(body).toMatchObject({ id: account.id, sees: 'masked', person: null });
    expect(body.maskedPerson.number).toContain('*');
    expect((await next.get('/api/v1/applications')).body).toEqual([]);
    const refused: string[] = [];
    for (const resource of API) {
      if (resource.access !== 'account' || resource.openToMasked === true) continue;
      const path = resource.path.replaceAll(/\{\w+\}/g, account.id);
      const answer = await next.send(resource.method, path, {
        ...(resource.body === undefined ? {} : { body: {} }),
        headers: { 'idempotency-key': resource.id },
      });
      expect([resource.id, answer.status, answer.body?.code]).toEqual([resource.id, 403, 'confirm-yourself']);
      refused.push(resource.id);
    }
    expect(refused).toEqual(
      expect.arrayContaining(['addPasskey', 'beginPasskey', 'endDevice', 'endDevices', 'exportData']),
    );
    const told = await context.db
      .selectFrom('notification')
      .select(['kind', 'sms'])
      .where('account_id', '=', account.id)
      .where('kind', '=', 'device-signed-in')
      .execute();
    expect(told).toHaveLength(1);
    expect(told[0]!.sms).not.toBe('none');
    // The same browser again is still new: signing in twice proves nothing.
    context.advance(MINUTE);
    expect((await signInAs(next, context.world.url, mobile)).body.sees).toBe('masked');
    context.advance(2 * MINUTE);
    expect((await signInAs(former, context.world.url, mobile)).body.sees).toBe('whole');
  });

  it('A10: whatever document the holder has, its number is masked as that document’s are', async () => {
    const permits = [
      ['taiwan-permit', '12345678', '12****78'],
      ['home-return-permit', 'H12345678', 'H1*****78'],
      ['residence-permit', '810000199408230021', '8100**********0021'],
    ] as const;
    for (const [document, number, masked] of permits) {
      const mobile = freshMobile();
      const { body: account } = await signInAs(server.client(), context.world.url, mobile);
      const subject = { name: '陈美玲', number, document };
      const person = await findOrCreatePerson(context.db, context.keys, subject, context.clock());
      await context.db
        .updateTable('account')
        .set({ person_id: person.person_id, level: 'real-name' })
        .where('account_id', '=', account.id)
        .execute();
      context.advance(MINUTE);
      const { body, text } = await signInAs(server.client(), context.world.url, mobile);
      expect(body.maskedPerson?.number).toBe(masked);
      expect(text).not.toContain(number);
    }
  });

  it('A10: the face of whom the account belonged to opens the session, another one’s does not', async () => {
    const mobile = freshMobile();
    const { body: account } = await signInAs(server.client(), context.world.url, mobile);
    const holder = await bindPerson(account.id);
    context.advance(MINUTE);
    const next = server.client();
    await signInAs(next, context.world.url, mobile);
    const { session_id } = await context.db
      .selectFrom('session')
      .select('session_id')
      .where('token_hash', '=', tokenHash(next.cookie!))
      .executeTakeFirstOrThrow();
    const check = { account_id: account.id, session_id, credential_id: null };
    const stranger = await findOrCreatePerson(
      context.db,
      context.keys,
      syntheticSubject(9_001),
      context.clock(),
    );
    await raiseSession(context.db, { ...check, person_id: stranger.person_id });
    expect((await next.get('/api/v1/account')).body.sees).toBe('masked');
    // Nor when that other person has come to stand on the account meanwhile.
    await context.db
      .updateTable('account')
      .set({ person_id: stranger.person_id })
      .where('account_id', '=', account.id)
      .execute();
    await raiseSession(context.db, { ...check, person_id: stranger.person_id });
    expect((await next.get('/api/v1/account')).body.sees).toBe('masked');
    await context.db
      .updateTable('account')
      .set({ person_id: holder })
      .where('account_id', '=', account.id)
      .execute();
    await raiseSession(context.db, { ...check, person_id: holder });
    expect((await next.get('/api/v1/account')).body.sees).toBe('whole');
    expect((await next.get('/api/v1/sessions')).body).toHaveLength(2);
  });
});

describe('A10: devices', () => {
  it('A10: ends one, and all others; a browser that was ended is a stranger again', async () => {
    const mobile = freshMobile();
    const [here, there] = [server.client(), server.client()];
    const { body: account } = await signInAs(here, context.world.url, mobile);
    context.advance(MINUTE);
    await signInAs(there, context.world.url, mobile);
    await bindPerson(account.id);
    const { body: devices } = await here.get('/api/v1/sessions', { 'user-agent': 'x' });
    expect(devices.map(({ current }: { current: boolean }) => current)).toEqual([true, false]);
    expect((await here.post(`/api/v1/sessions/${devices[1].id}/end`)).status).toBe(204);
    expect((await there.get('/api/v1/account')).status).toBe(401);
    context.advance(2 * MINUTE);
    expect((await signInAs(there, context.world.url, mobile)).body.sees).toBe('masked');
    expect((await here.post('/api/v1/sessions/end', { which: 'others' })).body).toEqual({ ended: 1 });
    expect((await there.get('/api/v1/account')).status).toBe(401);
    expect((await here.get('/api/v1/account')).body.sees).toBe('whole');
    const { body } = await here.post('/api/v1/sessions/end', { which: 'all' });
    expect(body).toEqual({ ended: 1 });
    expect(here.cookie).toBe(null);
  });

  it('A10: a browser of theirs is known again after half a year', async () => {
    const mobile = freshMobile();
    const me = server.client();
    const { body: account } = await signInAs(me, context.world.url, mobile);
    await bindPerson(account.id);
    context.advance(180 * DAY);
    await forgetExpired(context);
    expect((await signInAs(me, context.world.url, mobile)).body.sees).toBe('whole');
    expect((await signInAs(server.client(), context.world.url, freshMobile())).body.sees).toBe('whole');
  });

  it('A10: nobody ends a session of somebody else’s account', async () => {
    const [mine, theirs] = [server.client(), server.client()];
    await signInAs(mine, context.world.url, freshMobile());
    await signInAs(theirs, context.world.url, freshMobile());
    const { body } = await theirs.get('/api/v1/sessions');
    expect((await mine.post(`/api/v1/sessions/${body[0].id}/end`)).body.code).toBe('not-found');
    expect((await theirs.get('/api/v1/account')).status).toBe(200);
  });

  it('A10: the device’s name lies sealed in the database', async () => {
    const me = server.client();
    const agent = { 'user-agent': 'Mozilla/5.0 (iPhone) Version/18.1 Mobile/15E148 Safari/604.1' };
    const mobile = freshMobile();
    await me.post('/api/v1/sms-codes', { mobile }, agent);
    const code = await newestCode(context.world.url, mobile);
    await me.post('/api/v1/sessions', { mobile, code }, agent);
    expect((await me.get('/api/v1/sessions')).body[0]).toMatchObject({ browser: 'Safari', system: 'iPhone' });
    const rows = await context.db.selectFrom('session').select('device').execute();
    expect(rows.some(({ device }) => device?.includes('iPhone'))).toBe(false);
  });
});
