import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, jwtVerify, SignJWT } from 'jose';
import {
  allowInsecureRequests,
  type CustomFetch,
  clientCredentialsGrant,
  customFetch,
  discovery,
  PrivateKeyJwt,
} from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuerOf, TOKEN_PATH } from '../flows/parties/issuer.ts';
import { formOf, oauthTrip, said } from '../testing/oauth-trip.ts';
import { activeParty, clientOf } from '../testing/parties.ts';

let trip: Awaited<ReturnType<typeof oauthTrip>>;
beforeAll(async () => {
  trip = await oauthTrip();
});
afterAll(() => trip.close());

describe('V1: the token endpoint', () => {
  it('V1: gives a token that its published keys verify, for the services of the client', async () => {
    const answer = await trip.ask(await formOf(trip.client.assertion()));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'real-name-check card-status-check',
    });
    const jwks = await (await fetch(`${trip.server.url}/api/v1/oauth/jwks`)).json();
    expect(jwks.keys).toHaveLength(1);
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    const { payload, protectedHeader } = await jwtVerify(
      answer.body.access_token,
      await importJWK(jwks.keys[0], 'ES256'),
      { currentDate: trip.context.clock(), typ: 'at+jwt', issuer: issuerOf(trip.context) },
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: jwks.keys[0].kid });
    expect(payload).toMatchObject({
      sub: trip.client.clientId,
      client_id: trip.client.clientId,
      aud: `${issuerOf(trip.context)}/api/v1`,
      exp: trip.seconds() + 600,
    });
  });

  it('V1: tells where everything is, as RFC 8414 has it', async () => {
    const answer = await fetch(`${trip.server.url}/.well-known/oauth-authorization-server`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    const issuer = issuerOf(trip.context);
    expect(await answer.json()).toMatchObject({
      issuer,
      token_endpoint: `${issuer}${TOKEN_PATH}`,
      jwks_uri: `${issuer}/api/v1/oauth/jwks`,
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'self_signed_tls_client_auth'],
    });
  });

  it('V1: a scope narrows the token; scope escalation and unknown scopes are invalid_scope', async () => {
    const narrow = await trip.ask(await formOf(trip.client.assertion(), { scope: 'card-status-check' }));
    expect(narrow.body.scope).toBe('card-status-check');
    for (const scope of [
      'link-check',
      'real-name-check link-check',
      'openid',
      'real-name-check  card-status-check',
      ' ',
    ]) {
      const answer = await trip.ask(await formOf(trip.client.assertion(), { scope }));
      expect([scope, answer.status, answer.body.error]).toEqual([scope, 400, 'invalid_scope']);
    }
  });

  it('V1: every algorithm of the discovery document works', async () => {
    const party = await activeParty(trip.context);
    for (const alg of ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA']) {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      const one = await clientOf(trip.context, party);
      await trip.setKeys(one.clientId, [{ ...(await exportJWK(publicKey)), alg }]);
      const claims = { iss: one.clientId, sub: one.clientId, aud: issuerOf(trip.context), jti: randomUUID() };
      const assertion = await new SignJWT({ ...claims, iat: trip.seconds(), exp: trip.seconds() + 60 })
        .setProtectedHeader({ alg })
        .sign(privateKey);
      expect([alg, (await trip.ask(await formOf(assertion))).status]).toEqual([alg, 200]);
    }
  });
});

describe('V1: tricks with the form', () => {
  it('V1: duplicate parameters, parameters in the address, a shared secret or broken escapes are invalid_request', async () => {
    const good = new URLSearchParams(await formOf(trip.client.assertion())).toString();
    for (const [form, path] of [
      [`${good}&grant_type=client_credentials`],
      [`${good}&scope=a&scope=b`],
      [`${good}&client_secret=guess`],
      [`${good}&x=%zz`],
      [`${good}&x=%00`],
      [good, `${TOKEN_PATH}?scope=real-name-check`],
      [
        `client_assertion_type=x&client_assertion=${await trip.client.assertion()}&grant_type=client_credentials`,
      ],
      ['grant_type=client_credentials&client_assertion_type=x'],
      [''],
    ] as const) {
      const answer = await trip.ask(form, path === undefined ? {} : { path });
      expect([form.slice(-40), answer.status]).toEqual([form.slice(-40), form === '' ? 401 : 400]);
    }
  });

  it('V1: JSON, oversized forms and other methods are refused in the words of OAuth', async () => {
    expect(said(await trip.ask('{}', { type: 'application/json' }))).toMatchObject({
      status: 415,
      error: 'invalid_request',
    });
    expect(said(await trip.ask(`scope=${'a'.repeat(20_000)}`))).toMatchObject({
      status: 413,
      error: 'invalid_request',
    });
    const get = await fetch(trip.server.url + TOKEN_PATH);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('V1: other grants are unsupported, but only to a client that has proven itself', async () => {
    const other = await trip.ask(await formOf(trip.client.assertion(), { grant_type: 'authorization_code' }));
    expect(other.body.error).toBe('unsupported_grant_type');
    expect((await trip.ask({ grant_type: 'password', client_id: trip.client.clientId })).body.error).toBe(
      'invalid_client',
    );
    const none = await trip.ask(await formOf(trip.client.assertion(), { grant_type: '' }));
    expect(none.body.error).toBe('invalid_request');
  });

  it('V1: no other resource reads forms: a page of another site cannot post one', async () => {
    const answer = await fetch(`${trip.server.url}/api/v1/sms-codes`, {
      method: 'POST',
      body: new URLSearchParams({ mobile: '19912345678' }),
    });
    expect(answer.status).toBe(415);
  });

  it('V1: next steps come in the language asked for; the description is plain ASCII for logs', async () => {
    const answer = await trip.ask('x=1', { headers: { 'accept-language': 'zh-Hant-TW' } });
    expect(answer.body.next).toContain('金鑰');
    expect(answer.body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });
});

describe('V1: a client library that knows nothing of us', () => {
  it('V1: finds its way from the issuer’s address alone, by RFC 8414 and RFC 7523', async () => {
    const { clientId, privateKey } = await clientOf(trip.context, await activeParty(trip.context));
    const now = Date.now();
    const frozen = trip.context.clock();
    trip.context.setNow(new Date(now));
    try {
      // The installation's name leads to this server, as its DNS would.
      const issuer = issuerOf(trip.context);
      const reach: CustomFetch = (url, options) =>
        fetch(url.replace(issuer, trip.server.url), options as RequestInit);
      const configuration = await discovery(
        new URL(issuer),
        clientId,
        undefined,
        PrivateKeyJwt({ key: privateKey, kid: 'test' }),
        { algorithm: 'oauth2', execute: [allowInsecureRequests], [customFetch]: reach },
      );
      const tokens = await clientCredentialsGrant(configuration, { scope: 'real-name-check' });
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: 'real-name-check' });
      const refused = clientCredentialsGrant(configuration, { scope: 'email' });
      await expect(refused).rejects.toMatchObject({ error: 'invalid_scope', status: 400 });
    } finally {
      trip.context.setNow(frozen);
    }
  });
});
