import { randomUUID } from 'node:crypto';
import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASSERTION_TYPE } from '../flows/parties/client-assertion.ts';
import { issuerOf, TOKEN_PATH } from '../flows/parties/issuer.ts';
import { clientTrip, faults } from '../testing/client-trip.ts';
import { once } from '../testing/gate.ts';
import { startTestServer } from '../testing/test-server.ts';

let trip: Awaited<ReturnType<typeof clientTrip>>;
beforeAll(async () => {
  trip = await clientTrip();
});
afterAll(() => trip.close());

/** A token as `grantToken` would give it, without the client's proof. */
async function tokenFor(clientId: string): Promise<string> {
  const { issueAccessToken } = await import('../flows/parties/access-token.ts');
  const grant = { clientId, services: ['real-name-check'], certificate: null, jti: randomUUID() } as const;
  return issueAccessToken(trip.context, grant, trip.context.clock());
}

describe('V1: from the key to the service, as a system of the party lives it', () => {
  it('V1: registers, asks, is counted and told so; revoked, its token is refused at once here', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const { body: made } = await trip.register({ jwks: { keys: [await exportJWK(publicKey)] } });
    const assertion = async () => {
      const iat = Math.floor(trip.context.clock().getTime() / 1_000);
      const claims = { iss: made.id, sub: made.id, aud: issuerOf(trip.context), jti: randomUUID() };
      return new SignJWT({ ...claims, iat, exp: iat + 60 })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey);
    };
    const askToken = async () =>
      fetch(trip.server.url + TOKEN_PATH, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: ASSERTION_TYPE,
          client_assertion: await assertion(),
        }),
      });
    const { access_token: token } = (await (await askToken()).json()) as { access_token: string };
    const system = trip.server.client();
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
    const usage = await trip.admin.get(`/api/v1/parties/${trip.party.partyId}/usage`);
    expect(usage.body).toEqual({
      days: [{ day: '2026-11-21', calls: { 'real-name-check': 1 } }],
      limits: [
        { service: 'credential-check', perMinute: 6_000, perDay: 2_000_000, usedToday: 0 },
        { service: 'real-name-check', perMinute: 600, perDay: 100_000, usedToday: 1 },
      ],
    });
    const revoked = await trip.admin.post(
      `/api/v1/parties/${trip.party.partyId}/clients/${made.id}/revocation`,
    );
    expect(revoked.body.revokedAt).toBe(trip.context.clock().toISOString());
    expect((await check()).status).toBe(401);
    expect((await askToken()).status).toBe(401);
    const { rows } = await trip.context.pool.query(
      `select kind, data from party_event where party_id = $1 and data->>'clientId' = $2`,
      [trip.party.partyId, made.id],
    );
    expect(rows).toEqual([{ kind: 'client.revoked', data: { clientId: made.id } }]);
    // Revoking again changes nothing, and tells nobody again.
    trip.context.advance(1_000);
    const again = await trip.admin.post(
      `/api/v1/parties/${trip.party.partyId}/clients/${made.id}/revocation`,
    );
    expect(again.body).toEqual(revoked.body);
  });

  it('V1: a call beyond the minute is refused with Retry-After and with what is left', async () => {
    const jwks = { keys: [trip.jwk] };
    const { body: made } = await trip.register({ jwks });
    await trip.context.db
      .updateTable('relying_party')
      .set({ limits: JSON.stringify({ 'real-name-check': { perMinute: 1, perDay: 5 } }) })
      .where('party_id', '=', trip.party.partyId)
      .execute();
    await trip.server.desk.directory.refresh();
    const token = await tokenFor(made.id);
    const call = () =>
      trip.server
        .client()
        .post(
          '/api/v1/services/real-name-checks',
          { purpose: 'bank.account', name: '张晓晓', number: '990000199003070013' },
          { authorization: `Bearer ${token}`, ...once() },
        );
    trip.context.advance(120_000);
    await call();
    const refused = await call();
    expect([refused.status, refused.body.code]).toEqual([429, 'too-many-requests']);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.headers.get('ratelimit')).toBe('"minute";r=0;t=60');
  });
});

describe('V1: trial clients', () => {
  it('V1: in a sandbox anybody gets one by a public key, with small limits, for a day', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const made = await trip.server
      .client()
      .post('/api/v1/trial-clients', { jwk: await exportJWK(publicKey) });
    expect(made.status, made.text).toBe(200);
    expect(made.body).toMatchObject({
      clientId: expect.stringMatching(/^trial-/),
      limits: clientPolicy.trialLimits,
      expiresAt: new Date(trip.context.clock().getTime() + partyPolicy.trialForMs).toISOString(),
    });
    expect(made.body.purposes).toContain('bank.account');
    const iat = Math.floor(trip.context.clock().getTime() / 1_000);
    const claims = {
      iss: made.body.clientId,
      sub: made.body.clientId,
      aud: issuerOf(trip.context),
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
    const token = await fetch(trip.server.url + TOKEN_PATH, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const answer = await trip.server
      .client()
      .post(
        '/api/v1/services/real-name-checks',
        { purpose: 'bank.account', name: '张晓晓', number: '990000199003070013' },
        { authorization: `Bearer ${access_token}`, ...once() },
      );
    expect(answer.headers.get('ratelimit-policy')).toBe('"minute";q=60;w=60, "day";q=500;w=86400');
    const second = await trip.server.client().post('/api/v1/trial-clients', { jwk: trip.jwk });
    expect([second.status, second.body.partyId]).toEqual([200, made.body.partyId]);
  });

  it('V1: a private key is refused here too, and one network makes so many an hour', async () => {
    const secret = { ...trip.jwk, d: 'A'.repeat(43) };
    expect(faults(await trip.server.client().post('/api/v1/trial-clients', { jwk: secret }))).toEqual([
      'jwk.d jwks.private',
    ]);
    const statuses: number[] = [];
    for (let i = 0; i < 32; i++)
      statuses.push((await trip.server.client().post('/api/v1/trial-clients', { jwk: trip.jwk })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('V1: production knows no trial clients', async () => {
    const production = await startTestServer({ ...trip.context, mode: { sandbox: false } });
    expect((await production.client().post('/api/v1/trial-clients', { jwk: trip.jwk })).status).toBe(404);
    await production.close();
  });
});
