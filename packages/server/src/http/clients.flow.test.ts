import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASSERTION_TYPE } from '../flows/parties/client-assertion.ts';
import { issuerOf, TOKEN_PATH } from '../flows/parties/issuer.ts';
import { selfSigned } from '../testing/certificate.ts';
import { once } from '../testing/gate.ts';
import { newMember } from '../testing/organisation.ts';
import { activeParty } from '../testing/parties.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer, type TestClient } from '../testing/test-server.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let party: Awaited<ReturnType<typeof activeParty>>;
let admin: TestClient;
let jwk: JsonWebKey;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
  party = await activeParty(context, { services: ['credential-check', 'real-name-check'] });
  ({ client: admin } = await newMember(context, server, party.organisationId));
  jwk = publicJwk('ec', { namedCurve: 'P-256' });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

// biome-ignore lint/suspicious/noExplicitAny: every kind of key, and some that Node alone knows
const pairOf = (kind: string, options: object = {}) => (generateKeyPairSync as any)(kind, options);
const publicJwk = (kind: string, options: object = {}) =>
  pairOf(kind, options).publicKey.export({ format: 'jwk' });
const register = (body: object, client = admin, partyId = party.partyId) =>
  client.post(
    `/api/v1/parties/${partyId}/clients`,
    { label: '柜面系统', services: ['real-name-check'], ...body },
    once(),
  );
const faults = (answer: { body: { errors?: { field: string; code: string }[] } }) =>
  answer.body.errors?.map(({ field, code }) => `${field} ${code}`);

describe('V1: an administrator registers the party’s systems', () => {
  it('V1: by a JWK Set of public keys; the list shows thumbprints, not keys, and the audit log has it', async () => {
    const keys = [
      { ...jwk, kid: 'now', use: 'sig', alg: 'ES256', x5c: ['junk'], ext: true },
      { ...publicJwk('ec', { namedCurve: 'P-384' }), kid: 'next' },
      publicJwk('ed25519'),
      { ...publicJwk('rsa', { modulusLength: 2_048 }), alg: 'PS256' },
    ];
    const answer = await register({ jwks: { keys } });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({
      label: '柜面系统',
      method: 'private_key_jwt',
      services: ['real-name-check'],
      keys: [
        { kid: 'now', kind: 'P-256', thumbprint: expect.stringMatching(/^[\w-]{43}$/) },
        { kid: 'next', kind: 'P-384' },
        { kid: null, kind: 'Ed25519' },
        { kid: null, kind: 'RSA' },
      ],
      certificate: null,
      revokedAt: null,
    });
    const { jwks } = await context.db
      .selectFrom('client')
      .select('jwks')
      .where('client_id', '=', answer.body.id)
      .executeTakeFirstOrThrow();
    // Nothing is kept but what a signature is checked by.
    const { crv, kty, x, y } = jwk;
    expect(jwks!.keys[0]).toEqual({ crv, kty, x, y, kid: 'now', alg: 'ES256' });
    const list = await admin.get(`/api/v1/parties/${party.partyId}/clients`);
    expect(list.body[0]).toEqual(answer.body);
    const { rows } = await context.pool.query(`select action, detail from audit_event where object_id = $1`, [
      answer.body.id,
    ]);
    expect(rows).toEqual([
      { action: 'client.create', detail: expect.objectContaining({ party: party.partyId }) },
    ]);
  });

  it('V1: by a PEM certificate, until that certificate ends', async () => {
    const { cert: pem } = selfSigned('bank.example');
    const answer = await register({ certificate: pem });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({ method: 'self_signed_tls_client_auth', keys: [] });
    expect(answer.body.certificate.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.body.expiresAt).toBe(answer.body.certificate.until);
    expect((await register({ certificate: selfSigned('bank.example', ['rsa:2048']).cert })).status).toBe(201);
  });

  it('V1: private parts are refused loudly, each named', async () => {
    const pair = pairOf('rsa', { modulusLength: 2_048 });
    const rsa = pair.privateKey.export({ format: 'jwk' });
    const answer = await register({ jwks: { keys: [jwk, rsa] } });
    expect(faults(answer)).toEqual(
      ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((member) => `jwks.keys.1.${member} jwks.private`),
    );
    expect(answer.body.errors[0].next).toContain('作废');
    expect(answer.text).not.toContain(rsa.d);
    expect(server.log.join('')).not.toContain(rsa.d);
    expect(faults(await register({ jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }))).toEqual([
      'jwks.keys.0.k jwks.private',
    ]);
    const { cert: pem, key } = selfSigned('bank.example');
    expect(faults(await register({ certificate: key }))).toEqual(['certificate certificate.private']);
    expect(faults(await register({ certificate: `${pem}${key}` }))).toEqual([
      'certificate certificate.private',
    ]);
  });

  it('V1: weak, foreign, broken, doubled and oversized keys are refused, each named', async () => {
    const ec = { ...jwk };
    const cases: [object, string][] = [
      [publicJwk('rsa', { modulusLength: 1_024 }), 'jwks.keys.0 jwks.kind'],
      [publicJwk('rsa', { modulusLength: 2_048, publicExponent: 3 }), 'jwks.keys.0 jwks.kind'],
      [publicJwk('ec', { namedCurve: 'secp256k1' }), 'jwks.keys.0.crv jwks.kind'],
      [publicJwk('ed448'), 'jwks.keys.0.crv jwks.kind'],
      [publicJwk('x25519'), 'jwks.keys.0.crv jwks.kind'],
      [{ ...ec, y: ec.x }, 'jwks.keys.0 jwks.invalid'],
      [{ kty: 'EC', crv: 'P-256', x: 7, y: null }, 'jwks.keys.0 jwks.invalid'],
      [{ kty: 'EC', crv: 'constructor', x: 'AA', y: 'AA' }, 'jwks.keys.0.crv jwks.kind'],
      [{ kty: 'RSA', n: 'A'.repeat(3_000), e: 'AQAB' }, 'jwks.keys.0 jwks.invalid'],
      [{ ...ec, alg: 'ES384' }, 'jwks.keys.0.alg jwks.kind'],
      [{ ...ec, alg: 'none' }, 'jwks.keys.0.alg jwks.kind'],
      [{ ...ec, use: 'enc' }, 'jwks.keys.0.use jwks.kind'],
      [{ ...ec, key_ops: ['sign'] }, 'jwks.keys.0.key_ops jwks.kind'],
      [{ ...ec, kid: '' }, 'jwks.keys.0.kid jwks.invalid'],
      [{}, 'jwks.keys.0.kty jwks.kind'],
    ];
    for (const [key, fault] of cases)
      expect(faults(await register({ jwks: { keys: [key] } }))).toEqual([fault]);
    const twice = [
      { ...jwk, kid: 'a' },
      { ...publicJwk('ed25519'), kid: 'a' },
    ];
    expect(faults(await register({ jwks: { keys: twice } }))).toEqual(['jwks.keys.1.kid jwks.kid-twice']);
    const many = Array.from({ length: clientPolicy.mostKeys + 1 }, () => jwk);
    expect(faults(await register({ jwks: { keys: many } }))).toEqual(['jwks.keys jwks.too-large']);
    const long = { ...jwk, x5c: ['A'.repeat(clientPolicy.longestJwks)] };
    expect(faults(await register({ jwks: { keys: [long] } }))).toEqual(['jwks jwks.too-large']);
    expect((await register({ jwks: { keys: [{ ...jwk, x5c: ['A'.repeat(70_000)] }] } })).status).toBe(413);
    expect(faults(await register({ jwks: { keys: [] } }))).toEqual(['jwks.keys jwks.invalid']);
  });

  it('V1: what is no certificate, or an expired, weak or doubled one, is refused', async () => {
    const { cert: pem } = selfSigned('bank.example');
    const cut = pem.replace(/\n.{64}\n/, '\n');
    const key = pairOf('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
    for (const [text, fault] of [
      [cut, 'certificate.invalid'],
      [key, 'certificate.invalid'],
      [`${pem}${pem}`, 'certificate.invalid'],
      ['https://bank.example/certificate.pem', 'certificate.invalid'],
      [selfSigned('bank.example', ['rsa:1024']).cert, 'certificate.kind'],
    ])
      expect(faults(await register({ certificate: text }))).toEqual([`certificate ${fault}`]);
    const now = context.clock();
    context.advance(100 * 86_400_000);
    try {
      const { cert: later } = selfSigned('bank.example');
      const { client } = await newMember(context, server, party.organisationId);
      expect(faults(await register({ certificate: later }, client))).toEqual([
        'certificate certificate.expired',
      ]);
    } finally {
      context.setNow(now);
    }
  });

  it('V1: a client has keys or a certificate, services that its party was approved for, and a name', async () => {
    const { cert: pem } = selfSigned('bank.example');
    expect(faults(await register({}))).toEqual(['jwks client-key.one-of']);
    expect(faults(await register({ jwks: { keys: [jwk] }, certificate: pem }))).toEqual([
      'certificate client-key.one-of',
    ]);
    const more = { jwks: { keys: [jwk] }, services: ['real-name-check', 'link-check'] };
    expect(faults(await register(more))).toEqual(['services.1 service.not-approved']);
    expect(faults(await register({ jwks: { keys: [jwk] }, label: ' ' }))).toEqual([
      'label client-label.empty',
    ]);
  });

  it('V1: nobody but an administrator of the party’s own organisation sees or changes its systems', async () => {
    const { body: made } = await register({ jwks: { keys: [jwk] } });
    const other = await activeParty(context);
    const outsiders = [
      await newMember(context, server, other.organisationId),
      await newMember(context, server, party.organisationId, { role: 'operator' }),
      await newMember(context, server, null),
    ];
    for (const { client } of outsiders) {
      const answers = [
        await client.get(`/api/v1/parties/${party.partyId}/clients`),
        await client.get(`/api/v1/parties/${party.partyId}/usage`),
        await register({ jwks: { keys: [jwk] } }, client),
        await client.post(`/api/v1/parties/${party.partyId}/clients/${made.id}/revocation`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    }
    // Not through a party of one's own either.
    const crossed = await outsiders[0]!.client.post(
      `/api/v1/parties/${other.partyId}/clients/${made.id}/revocation`,
    );
    expect(crossed.status).toBe(404);
    const list = await admin.get(`/api/v1/parties/${party.partyId}/clients`);
    expect(list.body.find(({ id }: { id: string }) => id === made.id).revokedAt).toBeNull();
  });

  it('V1: a party has so many systems and no more, however many are registered at once; a repeated key makes one', async () => {
    const full = await activeParty(context);
    const { client } = await newMember(context, server, full.organisationId);
    const many = Array.from({ length: partyPolicy.mostClients + 5 }, () =>
      register({ jwks: { keys: [jwk] } }, client, full.partyId),
    );
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(partyPolicy.mostClients);
    expect(statuses.filter((status) => status === 409)).toHaveLength(5);
    const { body } = await client.get(`/api/v1/parties/${full.partyId}/clients`);
    await client.post(`/api/v1/parties/${full.partyId}/clients/${body[0].id}/revocation`);
    const body2 = { label: '甲', services: ['real-name-check'], jwks: { keys: [jwk] } };
    const headers = once();
    const path = `/api/v1/parties/${full.partyId}/clients`;
    const [first, again] = [await client.post(path, body2, headers), await client.post(path, body2, headers)];
    expect([first.status, again.body.id]).toEqual([201, first.body.id]);
  });
});

describe('V1: from the key to the service, as a system of the party lives it', () => {
  it('V1: registers, asks, is counted and told so; revoked, its token is refused at once here', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const { body: made } = await register({ jwks: { keys: [await exportJWK(publicKey)] } });
    const assertion = async () => {
      const iat = Math.floor(context.clock().getTime() / 1_000);
      const claims = { iss: made.id, sub: made.id, aud: issuerOf(context), jti: randomUUID() };
      return new SignJWT({ ...claims, iat, exp: iat + 60 })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey);
    };
    const askToken = async () =>
      fetch(server.url + TOKEN_PATH, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: ASSERTION_TYPE,
          client_assertion: await assertion(),
        }),
      });
    const { access_token: token } = (await (await askToken()).json()) as { access_token: string };
    const system = server.client();
    const check = (service = 'real-name-checks') =>
      system.post(
        `/api/v1/services/${service}`,
        { purpose: 'bank.account', name: '张晓晓', number: '990000199003070013' },
        { authorization: `Bearer ${token}`, ...once() },
      );
    const answer = await check();
    expect(answer.status, answer.text).toBeLessThan(300);
    expect(answer.headers.get('ratelimit-policy')).toBe('"minute";q=600;w=60, "day";q=100000;w=86400');
    expect(answer.headers.get('ratelimit')).toMatch(/^"minute";r=599;t=1, "day";r=99999;t=\d+$/);
    // The token names one service; another is not even read.
    expect((await check('credential-checks')).status).toBe(403);
    const usage = await admin.get(`/api/v1/parties/${party.partyId}/usage`);
    expect(usage.body).toEqual({
      days: [{ day: '2026-11-21', calls: { 'real-name-check': 1 } }],
      limits: [
        { service: 'credential-check', perMinute: 6_000, perDay: 2_000_000, usedToday: 0 },
        { service: 'real-name-check', perMinute: 600, perDay: 100_000, usedToday: 1 },
      ],
    });
    const revoked = await admin.post(`/api/v1/parties/${party.partyId}/clients/${made.id}/revocation`);
    expect(revoked.body.revokedAt).toBe(context.clock().toISOString());
    expect((await check()).status).toBe(401);
    expect((await askToken()).status).toBe(401);
    const { rows } = await context.pool.query(
      `select kind, data from party_event where party_id = $1 and data->>'clientId' = $2`,
      [party.partyId, made.id],
    );
    expect(rows).toEqual([{ kind: 'client.revoked', data: { clientId: made.id } }]);
    // Revoking again changes nothing, and tells nobody again.
    context.advance(1_000);
    const again = await admin.post(`/api/v1/parties/${party.partyId}/clients/${made.id}/revocation`);
    expect(again.body).toEqual(revoked.body);
  });

  it('V1: a call beyond the minute is refused with Retry-After and with what is left', async () => {
    const jwks = { keys: [jwk] };
    const { body: made } = await register({ jwks });
    await context.db
      .updateTable('relying_party')
      .set({ limits: JSON.stringify({ 'real-name-check': { perMinute: 1, perDay: 5 } }) })
      .where('party_id', '=', party.partyId)
      .execute();
    await server.desk.directory.refresh();
    const token = await tokenFor(made.id);
    const call = () =>
      server
        .client()
        .post(
          '/api/v1/services/real-name-checks',
          { purpose: 'bank.account', name: '张晓晓', number: '990000199003070013' },
          { authorization: `Bearer ${token}`, ...once() },
        );
    context.advance(120_000);
    await call();
    const refused = await call();
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.headers.get('ratelimit')).toBe('"minute";r=0;t=60');
  });
});

/** A token as `grantToken` would give it, without the client's proof. */
async function tokenFor(clientId: string): Promise<string> {
  const { issueAccessToken } = await import('../flows/parties/access-token.ts');
  const grant = { clientId, services: ['real-name-check'], certificate: null, jti: randomUUID() } as const;
  return issueAccessToken(context, grant, context.clock());
}

describe('V1: trial clients', () => {
  it('V1: in a sandbox anybody gets one by a public key, with small limits, for a day', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const made = await server.client().post('/api/v1/trial-clients', { jwk: await exportJWK(publicKey) });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({
      clientId: expect.stringMatching(/^trial-/),
      limits: clientPolicy.trialLimits,
      expiresAt: new Date(context.clock().getTime() + partyPolicy.trialForMs).toISOString(),
    });
    expect(made.body.purposes).toContain('bank.account');
    const iat = Math.floor(context.clock().getTime() / 1_000);
    const claims = {
      iss: made.body.clientId,
      sub: made.body.clientId,
      aud: issuerOf(context),
      jti: randomUUID(),
    };
    const assertion = await new SignJWT({ ...claims, iat, exp: iat + 60 })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(privateKey);
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    };
    const token = await fetch(server.url + TOKEN_PATH, { method: 'POST', body: new URLSearchParams(form) });
    const { access_token } = (await token.json()) as { access_token: string };
    const answer = await server
      .client()
      .post(
        '/api/v1/services/real-name-checks',
        { purpose: 'bank.account', name: '张晓晓', number: '990000199003070013' },
        { authorization: `Bearer ${access_token}`, ...once() },
      );
    expect(answer.headers.get('ratelimit-policy')).toBe('"minute";q=60;w=60, "day";q=500;w=86400');
    const second = await server.client().post('/api/v1/trial-clients', { jwk });
    expect([second.status, second.body.partyId]).toEqual([200, made.body.partyId]);
  });

  it('V1: a private key is refused here too, and one network makes so many an hour', async () => {
    const secret = { ...jwk, d: 'A'.repeat(43) };
    expect(faults(await server.client().post('/api/v1/trial-clients', { jwk: secret }))).toEqual([
      'jwk.d jwks.private',
    ]);
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++)
      statuses.push((await server.client().post('/api/v1/trial-clients', { jwk })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('V1: production knows no trial clients', async () => {
    const production = await startTestServer({ ...context, mode: { sandbox: false } });
    expect((await production.client().post('/api/v1/trial-clients', { jwk })).status).toBe(404);
    await production.close();
  });
});
