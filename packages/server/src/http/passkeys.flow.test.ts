import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SIGN_IN_POLICY } from '../flows/accounts/sign-in-policy.ts';
import { registrationOf } from '../testing/applicant.ts';
import { type SoftPasskey, softPasskey } from '../testing/authenticator.ts';
import { newMobile } from '../testing/counter.ts';
import { once } from '../testing/gate.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { signInAs, startTestServer, type TestClient } from '../testing/test-server.ts';

const MINUTE = 60_000;
const INVALID = [{ field: 'response', code: 'passkey.invalid' }];

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { requestsAMinute: 10_000 });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const codesOf = (body: { errors?: { field: string; code: string }[] }) =>
  body.errors?.map(({ field, code }) => ({ field, code }));
const toAdd = async (client: TestClient): Promise<string> =>
  (await client.post('/api/v1/account/passkey-options')).body.challenge;
const toSignIn = async (): Promise<string> =>
  (await server.client().post('/api/v1/passkey-options')).body.challenge;
const add = (client: TestClient, response: object) =>
  client.post('/api/v1/account/passkeys', { name: '手机', response });
const enter = (response: object, client = server.client()) =>
  client.post('/api/v1/passkey-sessions', { response });

async function withPasskey(client: TestClient): Promise<SoftPasskey> {
  const passkey = softPasskey();
  const added = await add(client, passkey.create(await toAdd(client)));
  expect(added.status, added.text).toBe(200);
  return passkey;
}

describe('A10: passkeys', () => {
  it('A10: an account has so many and no more, however many were begun before the first was made', async () => {
    const client = server.client();
    await signInAs(client, context.world.url, newMobile());
    const { mostOfAccount } = SIGN_IN_POLICY.passkey;
    const challenges: string[] = [];
    for (let n = 0; n <= mostOfAccount; n += 1) challenges.push(await toAdd(client));
    const added = await Promise.all(
      challenges.map((challenge) => add(client, softPasskey().create(challenge))),
    );
    const outcomes = added.map(({ status, body }) => (status === 200 ? 'added' : body.code)).sort();
    expect(outcomes).toEqual([...Array.from({ length: mostOfAccount }, () => 'added'), 'wrong-state']);
  });

  it('A10: a challenge works once, for its own ceremony, account, site and time', async () => {
    const [mine, theirs] = [server.client(), server.client()];
    await signInAs(mine, context.world.url, newMobile());
    await signInAs(theirs, context.world.url, newMobile());
    const passkey = await withPasskey(mine);
    const attacks: [string, object][] = [
      ['another site', passkey.use(await toSignIn(), { origin: 'https://evil.example' })],
      ['another port', passkey.use(await toSignIn(), { origin: 'http://localhost:8081' })],
      ['another RP', passkey.use(await toSignIn(), { rpId: 'evil.example' })],
      ['no user verified', passkey.use(await toSignIn(), { userVerified: false })],
      ['a challenge to add', passkey.use(await toAdd(mine))],
      [
        'a challenge of staff',
        passkey.use((await mine.post('/api/v1/staff/passkey-options')).body.challenge),
      ],
      [
        'another key under the same id',
        softPasskey(Buffer.from(passkey.id, 'base64url')).use(await toSignIn()),
      ],
    ];
    for (const [name, response] of attacks) {
      const { status, body } = await enter(response);
      expect([name, status, codesOf(body)]).toEqual([name, 422, INVALID]);
    }
    const response = passkey.use(await toSignIn());
    const both = await Promise.all([1, 2, 3].map(() => enter(response)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    const late = await toSignIn();
    context.advance(SIGN_IN_POLICY.passkey.challengeForMs + 1_000);
    expect((await enter(passkey.use(late))).status).toBe(422);
    // Nobody adds a passkey by another account's challenge, nor by one to sign in.
    for (const challenge of [await toAdd(mine), await toSignIn()]) {
      const { status, body } = await add(theirs, softPasskey().create(challenge));
      expect([status, codesOf(body)]).toEqual([422, INVALID]);
    }
    const copy = softPasskey(Buffer.from(passkey.id, 'base64url'));
    expect((await add(theirs, copy.create(await toAdd(theirs)))).body.code).toBe('wrong-state');
  });

  it('A10: a counter that does not grow is a copied passkey', async () => {
    const client = server.client();
    await signInAs(client, context.world.url, newMobile());
    const passkey = await withPasskey(client);
    expect((await enter(passkey.use(await toSignIn(), { count: 7 }))).status).toBe(200);
    expect((await enter(passkey.use(await toSignIn(), { count: 7 }))).status).toBe(422);
    expect((await enter(passkey.use(await toSignIn(), { count: 8 }))).status).toBe(200);
  });
});

describe('A10: whoever was on a number before', () => {
  it('A10: an account that becomes a person’s keeps no session and no passkey of who had the number before', async () => {
    for (const by of ['real-name', 'registration'] as const) {
      const mobile = newMobile();
      const person = await context.world.enrol('周小禾', '1985-03-07', mobile);
      const former = server.client();
      await signInAs(former, context.world.url, mobile);
      const passkey = await withPasskey(former);
      context.advance(MINUTE);

      const owner = server.client();
      const { body: account } = await signInAs(owner, context.world.url, mobile);
      const own = await withPasskey(owner);
      const { name, number } = person;
      const proven =
        by === 'real-name'
          ? await owner.post('/api/v1/account/real-name', { name, number })
          : await owner.post(
              '/api/v1/applications',
              { procedure: 'registration', input: registrationOf(person) },
              once(),
            );
      expect(proven.status, proven.text).toBeLessThan(300);

      // What is the person's is not the former one's: neither by the session nor by the passkey.
      expect([by, (await former.get('/api/v1/account')).status]).toEqual([by, 401]);
      expect([by, (await enter(passkey.use(await toSignIn()))).status]).toEqual([by, 422]);
      expect((await owner.get('/api/v1/account')).body).toMatchObject({ id: account.id, sees: 'whole' });
      expect((await enter(own.use(await toSignIn()))).body).toMatchObject({ id: account.id, sees: 'whole' });
      const told = await context.db
        .selectFrom('notification')
        .select('kind')
        .where('account_id', '=', account.id)
        .where('kind', '=', 'passkey-removed')
        .execute();
      expect(told).toHaveLength(1);
    }
  });
});
