import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuerOf, TOKEN_PATH } from '../flows/parties/issuer.ts';
import { formOf, oauthTrip, said } from '../testing/oauth-trip.ts';
import { activeParty, clientOf } from '../testing/parties.ts';
import { startTestServer } from '../testing/test-server.ts';
import { forged } from '../testing/token-request.ts';

let trip: Awaited<ReturnType<typeof oauthTrip>>;
beforeAll(async () => {
  trip = await oauthTrip();
});
afterAll(() => trip.close());

describe('V1: attacks on the client’s proof', () => {
  const goodClaims = () => ({
    iss: trip.client.clientId,
    sub: trip.client.clientId,
    aud: issuerOf(trip.context),
    iat: trip.seconds(),
    exp: trip.seconds() + 60,
    jti: randomUUID(),
  });

  it('V1: alg none, and HS256 with the public key for a secret, are refused', async () => {
    const { jwks } = await trip.context.db
      .selectFrom('client')
      .select('jwks')
      .where('client_id', '=', trip.client.clientId)
      .executeTakeFirstOrThrow();
    const publicKey = Buffer.from(JSON.stringify(jwks!.keys[0]));
    const hs256 = await new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256' }).sign(publicKey);
    for (const assertion of [
      forged({ alg: 'none' }, goodClaims()),
      forged({ alg: 'None', kid: 'test' }, goodClaims(), 'AA'),
      forged({ alg: 'ES256', kid: 'test' }, goodClaims(), Buffer.alloc(64).toString('base64url')),
      hs256,
    ]) {
      expect(said(await trip.ask(await formOf(assertion)))).toMatchObject({
        status: 401,
        error: 'invalid_client',
      });
    }
  });

  it('V1: a key that the attacker brings in the header (jwk, jku, x5c) is not looked at', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    const assertion = await new SignJWT(goodClaims())
      .setProtectedHeader({ alg: 'ES256', kid: 'test', jwk, jku: 'http://127.0.0.1:1/keys' })
      .sign(privateKey);
    expect((await trip.ask(await formOf(assertion))).body.error).toBe('invalid_client');
  });

  it('V1: wrong aud, and an aud that names others beside us, are refused; the token endpoint is a good one', async () => {
    const issuer = issuerOf(trip.context);
    for (const aud of [
      'https://elsewhere.example',
      `${issuer}/`,
      [issuer, 'https://elsewhere.example'],
      [],
    ]) {
      const answer = await trip.ask(await formOf(trip.client.assertion({ aud })));
      expect([aud, answer.body.error]).toEqual([aud, 'invalid_client']);
    }
    for (const aud of [`${issuer}${TOKEN_PATH}`, [issuer], [issuer, `${issuer}${TOKEN_PATH}`]]) {
      expect([aud, (await trip.ask(await formOf(trip.client.assertion({ aud })))).status]).toEqual([
        aud,
        200,
      ]);
    }
  });

  it('V1: expired, not yet made, made too long ago or too lasting, without jti: refused', async () => {
    const now = trip.seconds();
    for (const claims of [
      { exp: now - 31 },
      { iat: now + 31, exp: now + 60 },
      { iat: now - 331, exp: now + 10 },
      { exp: now + 3_600 },
      { nbf: now + 60 },
      { jti: undefined },
      { jti: 'short' },
      { iat: undefined },
      { exp: undefined },
      { iat: '1' as unknown as number },
    ]) {
      const answer = await trip.ask(await formOf(trip.client.assertion(claims as JWTPayload)));
      expect([claims, answer.body.error]).toEqual([claims, 'invalid_client']);
    }
  });

  it('V1: a replayed jti is refused, by whichever process hears it second; of twenty at once one is given', async () => {
    const form = await formOf(trip.client.assertion());
    const answers = await Promise.all(Array.from({ length: 20 }, () => trip.ask(form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const other = await startTestServer(trip.context);
    const again = await fetch(other.url + TOKEN_PATH, { method: 'POST', body: new URLSearchParams(form) });
    expect(again.status).toBe(401);
    await other.close();
  });

  it('V1: another client’s key, or its assertion under our client_id, gets nothing', async () => {
    const other = await clientOf(trip.context, await activeParty(trip.context));
    const lent = { iss: trip.client.clientId, sub: trip.client.clientId };
    const crossed = { iss: other.clientId, sub: trip.client.clientId };
    for (const form of [
      await formOf(other.assertion(lent)),
      await formOf(other.assertion(crossed)),
      await formOf(other.assertion(), { client_id: trip.client.clientId }),
    ]) {
      expect((await trip.ask(form)).body.error).toBe('invalid_client');
    }
  });

  it('V1: an unknown client, a revoked one, a bad signature and a replay answer alike, to the byte', async () => {
    const revoked = await clientOf(trip.context, await activeParty(trip.context));
    await trip.context.db
      .updateTable('client')
      .set({ revoked_at: trip.context.clock() })
      .where('client_id', '=', revoked.clientId)
      .execute();
    const stranger = randomUUID();
    const used = await formOf(trip.client.assertion());
    await trip.ask(used);
    const [, , signature] = (await trip.client.assertion()).split('.');
    const spoiled = `${(await trip.client.assertion()).split('.').slice(0, 2).join('.')}.${signature}`;
    const answers = await Promise.all([
      trip.ask(await formOf(trip.client.assertion({ iss: stranger, sub: stranger }))),
      trip.ask(await formOf(revoked.assertion())),
      trip.ask(await formOf(spoiled)),
      trip.ask(used),
      trip.ask({ grant_type: 'client_credentials', client_id: trip.client.clientId }),
      trip.ask({ grant_type: 'client_credentials' }),
    ]);
    for (const answer of answers) expect(said(answer)).toEqual(said(answers[0]!));
    expect(answers[0]!.headers.get('cache-control')).toBe('no-store');
  });

  it('V1: a client of a suspended party gets no token, and is told so only when it has proven itself', async () => {
    const party = await activeParty(trip.context);
    const one = await clientOf(trip.context, party);
    await trip.context.db
      .updateTable('relying_party')
      .set({ state: 'suspended' })
      .where('party_id', '=', party.partyId)
      .execute();
    expect((await trip.ask(await formOf(one.assertion()))).body.error).toBe('unauthorized_client');
    const other = await clientOf(trip.context, party);
    const lent = { iss: one.clientId, sub: one.clientId };
    expect((await trip.ask(await formOf(other.assertion(lent)))).body.error).toBe('invalid_client');
  });
});
