import { randomUUID } from 'node:crypto';
import { civilMinute } from '@suizheng/domain/policy/calendar.ts';
import { STAFF_ACCESS_POLICY } from '@suizheng/domain/policy/staff-access.ts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { inviteStaff, newEnrolmentLink } from '../flows/staff/add-staff.ts';
import { stepOf } from '../flows/staff/one-time-code.ts';
import { type SoftPasskey, softPasskey } from '../testing/authenticator.ts';
import { newMobile } from '../testing/counter.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer } from '../testing/test-server.ts';

const { oneTimeCode } = STAFF_ACCESS_POLICY;
const STEP_MS = oneTimeCode.periodS * 1_000;

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer({ ...context, mode: { sandbox: false } }, { requestsAMinute: 10_000 });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const faultOf = (body: { errors?: { field: string; code: string }[] }) => body.errors?.[0]?.code;
const codeOf = (secret: string, at: Date = context.clock()) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({
    timestamp: at.getTime(),
  });
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function invite(staffId: string = randomUUID()): Promise<string> {
  const staff = { name: '陈窗口', counter: '随证站', roles: ['officer'] as const };
  const how = { staffId, createdBy: null, now: context.clock() };
  return (await inviteStaff({ ...context, mode: { sandbox: false } }, SYSTEM, staff, how)).link;
}
const open = (link: string) => server.client().post('/api/v1/staff/enrolment-options', { link });
const give = (link: string, response: object) =>
  server.client().post('/api/v1/staff/enrolment-passkeys', { link, response });
const complete = (link: string, code: string) =>
  server.client().post('/api/v1/staff/enrolments', { link, code });

async function enrolled(given?: string): Promise<{ passkey: SoftPasskey; secret: string }> {
  const link = given ?? (await invite());
  const { body } = await open(link);
  const passkey = softPasskey();
  expect((await give(link, passkey.create(body.passkey.challenge))).status).toBe(204);
  expect((await complete(link, codeOf(body.secret))).status).toBe(204);
  return { passkey, secret: body.secret };
}

async function proof(path: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return new SignJWT({ htm: 'POST', htu: `${server.url}${path}`, jti: randomUUID() })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(publicKey) })
    .setIssuedAt(context.clock())
    .sign(privateKey);
}

async function enter(passkey: SoftPasskey, code: string) {
  const client = server.client();
  const { body } = await client.post('/api/v1/staff/passkey-options');
  const path = '/api/v1/staff/sessions';
  return client.post(path, { code, response: passkey.use(body.challenge) }, { dpop: await proof(path) });
}

describe('A: an enrolment link', () => {
  it('A: belongs to whoever opened it last: what was seen or given by an earlier opening is worth nothing', async () => {
    const link = await invite();
    const { body: seen } = await open(link);
    const thief = softPasskey();
    const { body: held } = await open(link);
    // A second factor that somebody else has seen is none.
    expect(held.secret).not.toBe(seen.secret);
    const own = softPasskey();
    expect((await give(link, own.create(held.passkey.challenge))).status).toBe(204);
    // Over the shoulder of who enrols: the passkey given last does not slip in under their code.
    expect(faultOf((await give(link, thief.create(seen.passkey.challenge))).body)).toBe('passkey.invalid');
    expect(faultOf((await complete(link, codeOf(seen.secret))).body)).toBe('code.wrong');
    expect((await complete(link, codeOf(held.secret))).status).toBe(204);
    context.advance(STEP_MS);
    expect((await enter(thief, codeOf(held.secret))).status).toBe(422);
    expect((await enter(own, codeOf(held.secret))).status).toBe(200);
    expect((await open(link)).status).toBe(422);
  });

  it('A: opened anew, it forgets the passkey that waited, and its holder notices', async () => {
    const link = await invite();
    const { body } = await open(link);
    expect((await give(link, softPasskey().create(body.passkey.challenge))).status).toBe(204);
    const { body: later } = await open(link);
    expect((await complete(link, codeOf(later.secret))).body.code).toBe('wrong-state');
  });
});

describe('A: staff sign in', () => {
  it('A: a one-time code counts once, also for many at a moment, and not again after the enrolment', async () => {
    const { passkey, secret } = await enrolled();
    expect(faultOf((await enter(passkey, codeOf(secret))).body)).toBe('code.wrong');
    context.advance(STEP_MS);
    const code = codeOf(secret);
    const many = await Promise.all([1, 2, 3].map(() => enter(passkey, code)));
    expect(many.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    context.advance(STEP_MS);
    // The step before is over once a later one was used.
    expect((await enter(passkey, codeOf(secret))).status).toBe(200);
    expect((await enter(passkey, code)).status).toBe(422);
  });

  it('A: whoever has the passkey alone gets five codes a quarter of an hour, a thousand at once included', async () => {
    const { passkey, secret } = await enrolled();
    context.advance(STEP_MS * 3);
    const wrong = wrongFor(codeOf(secret));
    const answers = await Promise.all(Array.from({ length: 25 }, () => enter(passkey, wrong)));
    const looked = answers.filter(({ body }) => faultOf(body) === 'code.wrong');
    const [quarter] = oneTimeCode.wrong;
    expect(looked).toHaveLength(quarter.most);
    const refused = await enter(passkey, codeOf(secret));
    expect(refused).toMatchObject({ status: 429, body: { code: 'one-time-codes-used' } });
    expect(refused.body.next).toContain(civilMinute(new Date(context.clock().getTime() + quarter.withinMs)));
    context.advance(quarter.withinMs);
    expect((await enter(passkey, codeOf(secret))).status).toBe(200);
  });

  it('A: codes guessed day after day get in with less chance than the policy states; a new enrolment starts afresh', async () => {
    const staffId = randomUUID();
    const { passkey, secret } = await enrolled(await invite(staffId));
    const { guessed, wrong, digits, drift } = oneTimeCode;
    const [, day, month] = wrong;
    // The worst moment to begin: the window that the holder's own sign-in began ends while codes are guessed.
    context.advance(STEP_MS);
    expect((await enter(passkey, codeOf(secret))).status).toBe(200);
    context.advance(month.withinMs - 5 * day.withinMs);
    const began = context.clock().getTime();
    const accepted = [-3, -2, -1, 0, 1, 2, 3].filter(
      (step) =>
        stepOf(
          Buffer.from(Secret.fromBase32(secret).buffer),
          codeOf(secret, new Date(began + step * STEP_MS)),
          context.clock(),
        ) !== null,
    ).length;
    expect(accepted).toBe(2 * drift + 1);
    const looked: number[] = [];
    while (context.clock().getTime() - began < guessed.withinMs) {
      const now = context.clock().getTime();
      const { status, body } = await enter(passkey, wrongFor(codeOf(secret)));
      if (status === 422) looked.push(now - began);
      // No sooner than told, and no later: nobody guesses faster.
      else context.advance(body.params.seconds * 1_000);
    }
    const inOneDay = looked.map((at) => looked.filter((one) => one >= at && one < at + day.withinMs).length);
    // A window begins with its first count: two may meet within a day, never more.
    expect(Math.max(...inOneDay)).toBeLessThanOrEqual(2 * day.most);
    expect((looked.length * accepted) / 10 ** digits).toBeLessThanOrEqual(guessed.chance);
    expect(looked.length).toBeGreaterThan(month.most);
    const how = { staffId, createdBy: null, now: context.clock() };
    const again = await enrolled((await newEnrolmentLink(context.db, context, how)).link);
    context.advance(STEP_MS);
    expect((await enter(again.passkey, codeOf(again.secret))).status).toBe(200);
  });

  it('A: a staff passkey opens no account, a citizen’s no desk', async () => {
    const staff = await enrolled();
    const citizen = server.client();
    await signInAs(citizen, context.world.url, newMobile());
    const passkey = softPasskey();
    const { body } = await citizen.post('/api/v1/account/passkey-options');
    const made = { name: '手机', response: passkey.create(body.challenge) };
    expect((await citizen.post('/api/v1/account/passkeys', made)).status).toBe(200);
    const { body: options } = await citizen.post('/api/v1/passkey-options');
    const response = staff.passkey.use(options.challenge);
    expect(faultOf((await citizen.post('/api/v1/passkey-sessions', { response })).body)).toBe(
      'passkey.invalid',
    );
    context.advance(STEP_MS);
    expect(faultOf((await enter(passkey, codeOf(staff.secret))).body)).toBe('passkey.invalid');
  });
});
