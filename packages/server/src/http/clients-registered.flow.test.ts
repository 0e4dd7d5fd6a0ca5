import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../testing/certificate.ts';
import { clientTrip, faults, pairOf, publicJwk } from '../testing/client-trip.ts';
import { once } from '../testing/gate.ts';
import { newMember } from '../testing/organisation.ts';
import { activeParty } from '../testing/parties.ts';

let trip: Awaited<ReturnType<typeof clientTrip>>;
beforeAll(async () => {
  trip = await clientTrip();
});
afterAll(() => trip.close());

describe('V1: an administrator registers the party’s systems', () => {
  it('V1: by a JWK Set of public keys; the list shows thumbprints, not keys, and the audit log has it', async () => {
    const keys = [
      { ...trip.jwk, kid: 'now', use: 'sig', alg: 'ES256', x5c: ['junk'], ext: true },
      { ...publicJwk('ec', { namedCurve: 'P-384' }), kid: 'next' },
      publicJwk('ed25519'),
      { ...publicJwk('rsa', { modulusLength: 2_048 }), alg: 'PS256' },
    ];
    const answer = await trip.register({ jwks: { keys } });
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
    const { jwks } = await trip.context.db
      .selectFrom('client')
      .select('jwks')
      .where('client_id', '=', answer.body.id)
      .executeTakeFirstOrThrow();
    // Nothing is kept but what a signature is checked by.
    const { crv, kty, x, y } = trip.jwk;
    expect(jwks!.keys[0]).toEqual({ crv, kty, x, y, kid: 'now', alg: 'ES256' });
    const list = await trip.admin.get(`/api/v1/parties/${trip.party.partyId}/clients`);
    expect(list.body[0]).toEqual(answer.body);
    const { rows } = await trip.context.pool.query(
      `select action, detail from audit_event where object_id = $1`,
      [answer.body.id],
    );
    expect(rows).toEqual([
      { action: 'client.create', detail: expect.objectContaining({ party: trip.party.partyId }) },
    ]);
  });

  it('V1: by a PEM certificate, until that certificate ends', async () => {
    const { cert: pem } = selfSigned('bank.example');
    const answer = await trip.register({ certificate: pem });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.body).toMatchObject({ method: 'self_signed_tls_client_auth', keys: [] });
    expect(answer.body.certificate.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.body.expiresAt).toBe(answer.body.certificate.until);
    expect((await trip.register({ certificate: selfSigned('bank.example', ['rsa:2048']).cert })).status).toBe(
      201,
    );
  });

  it('V1: private parts are refused loudly, each named', async () => {
    const pair = pairOf('rsa', { modulusLength: 2_048 });
    const rsa = pair.privateKey.export({ format: 'jwk' });
    const answer = await trip.register({ jwks: { keys: [trip.jwk, rsa] } });
    expect(faults(answer)).toEqual(
      ['d', 'p', 'q', 'dp', 'dq', 'qi'].map((member) => `jwks.keys.1.${member} jwks.private`),
    );
    expect(answer.body.errors[0].next).toContain('作废');
    expect(answer.text).not.toContain(rsa.d);
    expect(trip.server.log.join('')).not.toContain(rsa.d);
    expect(faults(await trip.register({ jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }))).toEqual([
      'jwks.keys.0.k jwks.private',
    ]);
    const { cert: pem, key } = selfSigned('bank.example');
    expect(faults(await trip.register({ certificate: key }))).toEqual(['certificate certificate.private']);
    expect(faults(await trip.register({ certificate: `${pem}${key}` }))).toEqual([
      'certificate certificate.private',
    ]);
  });

  it('V1: weak, foreign, broken, doubled and oversized keys are refused, each named', async () => {
    const ec = { ...trip.jwk };
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
      expect(faults(await trip.register({ jwks: { keys: [key] } }))).toEqual([fault]);
    const twice = [
      { ...trip.jwk, kid: 'a' },
      { ...publicJwk('ed25519'), kid: 'a' },
    ];
    expect(faults(await trip.register({ jwks: { keys: twice } }))).toEqual([
      'jwks.keys.1.kid jwks.kid-twice',
    ]);
    const many = Array.from({ length: clientPolicy.mostKeys + 1 }, () => trip.jwk);
    expect(faults(await trip.register({ jwks: { keys: many } }))).toEqual(['jwks.keys jwks.too-large']);
    const long = { ...trip.jwk, x5c: ['A'.repeat(clientPolicy.longestJwks)] };
    expect(faults(await trip.register({ jwks: { keys: [long] } }))).toEqual(['jwks jwks.too-large']);
    expect(
      (await trip.register({ jwks: { keys: [{ ...trip.jwk, x5c: ['A'.repeat(70_000)] }] } })).status,
    ).toBe(413);
    expect(faults(await trip.register({ jwks: { keys: [] } }))).toEqual(['jwks.keys jwks.invalid']);
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
      expect(faults(await trip.register({ certificate: text }))).toEqual([`certificate ${fault}`]);
    const now = trip.context.clock();
    trip.context.advance(100 * 86_400_000);
    try {
      const { cert: later } = selfSigned('bank.example');
      const { client } = await newMember(trip.context, trip.server, trip.party.organisationId);
      expect(faults(await trip.register({ certificate: later }, client))).toEqual([
        'certificate certificate.expired',
      ]);
    } finally {
      trip.context.setNow(now);
    }
  });

  it('V1: a client has keys or a certificate, services that its party was approved for, and a name', async () => {
    const { cert: pem } = selfSigned('bank.example');
    expect(faults(await trip.register({}))).toEqual(['jwks client-key.one-of']);
    expect(faults(await trip.register({ jwks: { keys: [trip.jwk] }, certificate: pem }))).toEqual([
      'certificate client-key.one-of',
    ]);
    const more = { jwks: { keys: [trip.jwk] }, services: ['real-name-check', 'link-check'] };
    expect(faults(await trip.register(more))).toEqual(['services.1 service.not-approved']);
    expect(faults(await trip.register({ jwks: { keys: [trip.jwk] }, label: ' ' }))).toEqual([
      'label client-label.empty',
    ]);
  });

  it('V1: nobody but an administrator of the party’s own organisation sees or changes its systems', async () => {
    const { body: made } = await trip.register({ jwks: { keys: [trip.jwk] } });
    const other = await activeParty(trip.context);
    const outsiders = [
      await newMember(trip.context, trip.server, other.organisationId),
      await newMember(trip.context, trip.server, trip.party.organisationId, { role: 'operator' }),
      await newMember(trip.context, trip.server, null),
    ];
    for (const { client } of outsiders) {
      const answers = [
        await client.get(`/api/v1/parties/${trip.party.partyId}/clients`),
        await client.get(`/api/v1/parties/${trip.party.partyId}/usage`),
        await trip.register({ jwks: { keys: [trip.jwk] } }, client),
        await client.post(`/api/v1/parties/${trip.party.partyId}/clients/${made.id}/revocation`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    }
    // Not through a party of one's own either.
    const crossed = await outsiders[0]!.client.post(
      `/api/v1/parties/${other.partyId}/clients/${made.id}/revocation`,
    );
    expect(crossed.status).toBe(404);
    const list = await trip.admin.get(`/api/v1/parties/${trip.party.partyId}/clients`);
    expect(list.body.find(({ id }: { id: string }) => id === made.id).revokedAt).toBeNull();
  });

  it('V1: a party has so many systems and no more, however many are registered at once; a repeated key makes one', async () => {
    const full = await activeParty(trip.context);
    const { client } = await newMember(trip.context, trip.server, full.organisationId);
    const many = Array.from({ length: partyPolicy.mostClients + 5 }, () =>
      trip.register({ jwks: { keys: [trip.jwk] } }, client, full.partyId),
    );
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(partyPolicy.mostClients);
    expect(statuses.filter((status) => status === 409)).toHaveLength(5);
    const { body } = await client.get(`/api/v1/parties/${full.partyId}/clients`);
    await client.post(`/api/v1/parties/${full.partyId}/clients/${body[0].id}/revocation`);
    const body2 = { label: '甲', services: ['real-name-check'], jwks: { keys: [trip.jwk] } };
    const headers = once();
    const path = `/api/v1/parties/${full.partyId}/clients`;
    const [first, again] = [await client.post(path, body2, headers), await client.post(path, body2, headers)];
    expect([first.status, again.body.id]).toEqual([201, first.body.id]);
  });
});
