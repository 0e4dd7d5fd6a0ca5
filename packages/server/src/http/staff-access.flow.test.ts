import { createHash, randomUUID } from 'node:crypto';
import { API } from '@suizheng/domain/contract/api.ts';
import { STAFF_ACCESS_POLICY, STAFF_ROLES, type StaffRole } from '@suizheng/domain/policy/staff-access.ts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context.ts';
import { addStaff } from '../flows/staff/add-staff.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer, type TestClient } from '../testing/test-server.ts';

type Server = Awaited<ReturnType<typeof startTestServer>>;
let context: TestContext;
let server: Server;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context, { limits: false });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

/** A browser's key, and proofs by it. */
async function newKey() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return (
    method: string,
    path: string,
    options: { ath?: string; jti?: string; at?: Date; host?: string; origin?: Server } = {},
  ) => {
    const host = options.host ?? `127.0.0.1:${(options.origin ?? server).port}`;
    const payload = {
      htm: method,
      htu: `http://${host}${path}`,
      jti: options.jti ?? randomUUID(),
      ...(options.ath === undefined ? {} : { ath: options.ath }),
    };
    return new SignJWT(payload)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .setIssuedAt(options.at ?? context.clock())
      .sign(privateKey);
  };
}
type Key = Awaited<ReturnType<typeof newKey>>;

const tokenOf = async (...roles: StaffRole[]) =>
  (await addStaff(context, SYSTEM, { name: '周警官', counter: '随证站', roles }, context.clock())).token;

/** Signs in by the demonstration's way: same session, same key, same cookie. */
async function enter(key: Key, client: TestClient, ...roles: StaffRole[]): Promise<string> {
  const path = '/api/v1/staff/demo-sessions';
  const answer = await client.post(
    path,
    { token: await tokenOf(...roles) },
    { dpop: await key('POST', path) },
  );
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('sz_staff='));
  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict/);
  expect(answer.body.ath).toBe(createHash('sha256').update(client.staff!).digest('base64url'));
  return answer.body.ath;
}

const ME = '/api/v1/staff/me';
const me = async (client: TestClient, key: Key, options: Parameters<Key>[2]) =>
  client.get(ME, { dpop: await key('GET', ME, options) });

async function suspected(): Promise<number> {
  const rows = await context.db
    .selectFrom('audit_event')
    .select('event_id')
    .where('action', '=', 'staff.session-stolen-suspected')
    .execute();
  return rows.length;
}

describe('A: roles', () => {
  const staffResources = API.filter(({ access }) => access === 'staff');

  it('A: every staff resource names its roles', () => {
    expect(staffResources.filter(({ roles }) => roles === undefined).map(({ id }) => id)).toEqual([]);
    expect(staffResources.length).toBeGreaterThan(10);
  });

  it('A: each refuses every other role, and whoever has none, before anything is read', async () => {
    const tokens = new Map<StaffRole, string>();
    for (const role of STAFF_ROLES) tokens.set(role, await tokenOf(role));
    const none = await tokenOf();
    let refused = 0;
    for (const resource of staffResources) {
      const path = resource.path.replaceAll(/\{(\w+)\}/g, '0b0f9d1e-5c1f-4a68-9f6e-2f3f0d1a7b55');
      const others = STAFF_ROLES.filter((role) => !resource.roles!.includes(role));
      for (const token of [...others.map((role) => tokens.get(role)!), none]) {
        const answer = await server.client().send(resource.method, path, {
          ...(resource.body === undefined ? {} : { raw: 'not even JSON' }),
          headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
        });
        expect([resource.id, answer.status, answer.body?.code]).toEqual([resource.id, 403, 'not-allowed']);
        refused += 1;
      }
    }
    console.log(`staff resources: ${staffResources.length}, refusals seen: ${refused}`);
  });

  it('A: nobody changes or ends their own access; ending somebody’s ends their sessions at once', async () => {
    const [admin, officer] = [server.client(), server.client()];
    const [adminKey, officerKey] = [await newKey(), await newKey()];
    const adminAth = await enter(adminKey, admin, 'administrator');
    const officerAth = await enter(officerKey, officer, 'officer');
    const { body: self } = await me(admin, adminKey, { ath: adminAth });
    const { body: other } = await me(officer, officerKey, { ath: officerAth });
    const act = async (method: 'POST' | 'PUT', path: string, body?: unknown) =>
      admin.send(method, path, {
        ...(body === undefined ? {} : { body }),
        headers: { dpop: await adminKey(method, path, { ath: adminAth }) },
      });
    expect((await act('PUT', `/api/v1/staff/${self.id}/roles`, { roles: ['officer'] })).body.code).toBe(
      'not-allowed',
    );
    expect((await act('POST', `/api/v1/staff/${self.id}/end`)).body.code).toBe('not-allowed');
    const changed = await act('PUT', `/api/v1/staff/${other.id}/roles`, { roles: ['reviewer'] });
    expect(changed.body.roles).toEqual(['reviewer']);
    expect((await me(officer, officerKey, { ath: officerAth })).body.roles).toEqual(['reviewer']);
    expect((await act('POST', `/api/v1/staff/${other.id}/end`)).body.state).toBe('ended');
    expect((await me(officer, officerKey, { ath: officerAth })).body.code).toBe('not-signed-in');
  });
});

describe('A: a staff session belongs to a key', () => {
  it('A: the cookie without a proof, or with another key’s, ends the session and is on record', async () => {
    for (const attack of [
      'none',
      'other-key',
      'no-ath',
      'other-session',
      'other-path',
      'other-method',
      'other-host',
    ] as const) {
      const client = server.client();
      const key = await newKey();
      const ath = await enter(key, client, 'officer');
      expect((await me(client, key, { ath })).status).toBe(200);
      const before = await suspected();
      const thief = await newKey();
      const proofs = {
        none: null,
        'other-key': await thief('GET', ME, { ath }),
        'no-ath': await key('GET', ME),
        'other-session': await key('GET', ME, { ath: createHash('sha256').update('x').digest('base64url') }),
        'other-method': await key('POST', ME, { ath }),
        'other-host': await key('GET', ME, { ath, host: `localhost:${server.port}` }),
        'other-path': await key('GET', '/api/v1/counter/readers', { ath }),
      };
      const proof = proofs[attack];
      const stolen = await client.get(ME, proof === null ? {} : { dpop: proof });
      expect([attack, stolen.status, stolen.body.code]).toEqual([attack, 401, 'not-signed-in']);
      expect(await suspected()).toBe(before + 1);
      expect((await me(client, key, { ath })).body.code).toBe('not-signed-in');
    }
  });

  it('A: a proof counts once, within a minute of its time, and asks for a fresh one otherwise; the session goes on', async () => {
    const client = server.client();
    const key = await newKey();
    const ath = await enter(key, client, 'officer');
    const jti = randomUUID();
    const proof = await key('GET', ME, { ath, jti });
    const both = await Promise.all([1, 2, 3, 4].map(() => client.get(ME, { dpop: proof })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect(both.find(({ status }) => status === 401)!.body.code).toBe('proof-stale');
    const late = new Date(context.clock().getTime() - STAFF_ACCESS_POLICY.proof.aroundMs - 2_000);
    expect((await me(client, key, { ath, at: late })).body.code).toBe('proof-stale');
    expect((await me(client, key, { ath })).status).toBe(200);
  });

  it('A: a quarter of an hour without use ends it, and eight hours in any case', async () => {
    const client = server.client();
    const key = await newKey();
    const ath = await enter(key, client, 'officer');
    const { idleMs, longestMs } = STAFF_ACCESS_POLICY.session;
    for (let used = 0; used + idleMs < longestMs; used += idleMs - 1_000) {
      expect((await me(client, key, { ath })).status).toBe(200);
      context.advance(idleMs - 1_000);
    }
    context.advance(idleMs);
    expect((await me(client, key, { ath })).body.code).toBe('not-signed-in');
    const idle = server.client();
    const idleAth = await enter(key, idle, 'officer');
    context.advance(idleMs + 1_000);
    expect((await me(idle, key, { ath: idleAth })).status).toBe(401);
  });

  it('A: signed out, the cookie and the key open nothing', async () => {
    const client = server.client();
    const key = await newKey();
    const ath = await enter(key, client, 'officer');
    const token = client.staff;
    const path = '/api/v1/staff/session-end';
    const out = await client.post(path, { why: 'signed-out' }, { dpop: await key('POST', path, { ath }) });
    expect(out.status).toBe(204);
    expect(client.staff).toBe(null);
    client.staff = token;
    expect((await me(client, key, { ath })).status).toBe(401);
  });
});

describe('A: permanent tokens', () => {
  it('A: a sandbox takes a bearer token; production refuses it, and exchanges none', async () => {
    const token = await tokenOf('officer');
    const bearer = { authorization: `Bearer ${token}` };
    expect((await server.client().get(ME, bearer)).status).toBe(200);
    const production = await startTestServer({ ...context, mode: { sandbox: false } }, { secure: true });
    expect((await production.client().get(ME, bearer)).body.code).toBe('not-signed-in');
    const path = '/api/v1/staff/demo-sessions';
    const key = await newKey();
    const dpop = await key('POST', path, { origin: production });
    expect((await production.client().post(path, { token }, { dpop })).body.code).toBe('not-found');
    await production.close();
  });

  it('A: wrong passkeys and unknown challenges are told alike', async () => {
    const path = '/api/v1/staff/sessions';
    const key = await newKey();
    const { body: options } = await server.client().post('/api/v1/staff/passkey-options');
    expect(options).toMatchObject({ userVerification: 'required', rpId: 'localhost' });
    const answer = (challenge: string) => ({
      id: 'AAAA',
      rawId: 'AAAA',
      type: 'public-key',
      response: {
        clientDataJSON: Buffer.from(JSON.stringify({ challenge })).toString('base64url'),
        authenticatorData: 'AAAA',
        signature: 'AAAA',
      },
    });
    const shapes: unknown[] = [];
    for (const challenge of [options.challenge, options.challenge, 'unknown']) {
      const { status, body } = await server
        .client()
        .post(path, { code: '123456', response: answer(challenge) }, { dpop: await key('POST', path) });
      shapes.push([status, body.errors]);
    }
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
    expect(JSON.stringify(shapes[0])).toContain('passkey.invalid');
  });
});
