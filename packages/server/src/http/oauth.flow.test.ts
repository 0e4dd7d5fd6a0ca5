import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import {
  allowInsecureRequests,
  type CustomFetch,
  clientCredentialsGrant,
  customFetch,
  discovery,
  PrivateKeyJwt,
} from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ASSERTION_TYPE } from '../flows/parties/client-assertion.ts';
import { issuerOf, TOKEN_PATH } from '../flows/parties/issuer.ts';
import { activeParty, clientOf } from '../testing/parties.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer } from '../testing/test-server.ts';
import { askForToken, forged, type TokenCall, type TokenForm } from '../testing/token-request.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
type Client = Awaited<ReturnType<typeof clientOf>>;
let client: Client;

beforeAll(async () => {
  context = await testContext();
  server = await startTestServer(context);
  client = await clientOf(context, await activeParty(context), {
    services: ['real-name-check', 'card-status-check'],
  });
});
afterAll(async () => {
  await server.close();
  await context.close();
});

const ask = (form: TokenForm, how?: TokenCall) => askForToken(server.url, form, how);

async function formOf(assertion: string | Promise<string>, more: Record<string, string> = {}) {
  return {
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await assertion,
    ...more,
  };
}

/** What a refusal says besides its trace id; the same bytes for every reason that must not be told apart. */
function said({ status, body }: Awaited<ReturnType<typeof ask>>) {
  const { traceId, ...rest } = body;
  expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  return { status, ...rest };
}

const seconds = () => Math.floor(context.clock().getTime() / 1_000);

describe('V1: the token endpoint', () => {
  it('V1: gives a token that its published keys verify, for the services of the client', async () => {
    const answer = await ask(await formOf(client.assertion()));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'real-name-check card-status-check',
    });
    const jwks = await (await fetch(`${server.url}/api/v1/oauth/jwks`)).json();
    expect(jwks.keys).toHaveLength(1);
    expect(JSON.stringify(jwks)).not.toContain('"d"');
    const { payload, protectedHeader } = await jwtVerify(
      answer.body.access_token,
      await importJWK(jwks.keys[0], 'ES256'),
      { currentDate: context.clock(), typ: 'at+jwt', issuer: issuerOf(context) },
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: jwks.keys[0].kid });
    expect(payload).toMatchObject({
      sub: client.clientId,
      client_id: client.clientId,
      aud: `${issuerOf(context)}/api/v1`,
      exp: seconds() + 600,
    });
  });

  it('V1: tells where everything is, as RFC 8414 has it', async () => {
    const answer = await fetch(`${server.url}/.well-known/oauth-authorization-server`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    const issuer = issuerOf(context);
    expect(await answer.json()).toMatchObject({
      issuer,
      token_endpoint: `${issuer}${TOKEN_PATH}`,
      jwks_uri: `${issuer}/api/v1/oauth/jwks`,
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'self_signed_tls_client_auth'],
    });
  });

  it('V1: a scope narrows the token; scope escalation and unknown scopes are invalid_scope', async () => {
    const narrow = await ask(await formOf(client.assertion(), { scope: 'card-status-check' }));
    expect(narrow.body.scope).toBe('card-status-check');
    for (const scope of [
      'link-check',
      'real-name-check link-check',
      'openid',
      'real-name-check  card-status-check',
      ' ',
    ]) {
      const answer = await ask(await formOf(client.assertion(), { scope }));
      expect([scope, answer.status, answer.body.error]).toEqual([scope, 400, 'invalid_scope']);
    }
  });

  it('V1: every algorithm of the discovery document works', async () => {
    const party = await activeParty(context);
    for (const alg of ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA']) {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
      const one = await clientOf(context, party);
      await setKeys(one.clientId, [{ ...(await exportJWK(publicKey)), alg }]);
      const claims = { iss: one.clientId, sub: one.clientId, aud: issuerOf(context), jti: randomUUID() };
      const assertion = await new SignJWT({ ...claims, iat: seconds(), exp: seconds() + 60 })
        .setProtectedHeader({ alg })
        .sign(privateKey);
      expect([alg, (await ask(await formOf(assertion))).status]).toEqual([alg, 200]);
    }
  });
});

const setKeys = (clientId: string, keys: readonly unknown[]) =>
  context.db
    .updateTable('client')
    .set({ jwks: JSON.stringify({ keys }) })
    .where('client_id', '=', clientId)
    .execute();

describe('V1: attacks on the client’s proof', () => {
  const goodClaims = () => ({
    iss: client.clientId,
    sub: client.clientId,
    aud: issuerOf(context),
    iat: seconds(),
    exp: seconds() + 60,
    jti: randomUUID(),
  });

  it('V1: alg none, and HS256 with the public key for a secret, are refused', async () => {
    const { jwks } = await context.db
      .selectFrom('client')
      .select('jwks')
      .where('client_id', '=', client.clientId)
      .executeTakeFirstOrThrow();
    const publicKey = Buffer.from(JSON.stringify(jwks!.keys[0]));
    const hs256 = await new SignJWT(goodClaims()).setProtectedHeader({ alg: 'HS256' }).sign(publicKey);
    for (const assertion of [
      forged({ alg: 'none' }, goodClaims()),
      forged({ alg: 'None', kid: 'test' }, goodClaims(), 'AA'),
      forged({ alg: 'ES256', kid: 'test' }, goodClaims(), Buffer.alloc(64).toString('base64url')),
      hs256,
    ]) {
      expect(said(await ask(await formOf(assertion)))).toMatchObject({
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
    expect((await ask(await formOf(assertion))).body.error).toBe('invalid_client');
  });

  it('V1: wrong aud, and an aud that names others beside us, are refused; the token endpoint is a good one', async () => {
    const issuer = issuerOf(context);
    for (const aud of [
      'https://elsewhere.example',
      `${issuer}/`,
      [issuer, 'https://elsewhere.example'],
      [],
    ]) {
      const answer = await ask(await formOf(client.assertion({ aud })));
      expect([aud, answer.body.error]).toEqual([aud, 'invalid_client']);
    }
    for (const aud of [`${issuer}${TOKEN_PATH}`, [issuer], [issuer, `${issuer}${TOKEN_PATH}`]]) {
      expect([aud, (await ask(await formOf(client.assertion({ aud })))).status]).toEqual([aud, 200]);
    }
  });

  it('V1: expired, not yet made, made too long ago or too lasting, without jti: refused', async () => {
    const now = seconds();
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
      const answer = await ask(await formOf(client.assertion(claims as JWTPayload)));
      expect([claims, answer.body.error]).toEqual([claims, 'invalid_client']);
    }
  });

  it('V1: a replayed jti is refused, by whichever process hears it second; of twenty at once one is given', async () => {
    const form = await formOf(client.assertion());
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(form)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const other = await startTestServer(context);
    const again = await fetch(other.url + TOKEN_PATH, { method: 'POST', body: new URLSearchParams(form) });
    expect(again.status).toBe(401);
    await other.close();
  });

  it('V1: another client’s key, or its assertion under our client_id, gets nothing', async () => {
    const other = await clientOf(context, await activeParty(context));
    const lent = { iss: client.clientId, sub: client.clientId };
    const crossed = { iss: other.clientId, sub: client.clientId };
    for (const form of [
      await formOf(other.assertion(lent)),
      await formOf(other.assertion(crossed)),
      await formOf(other.assertion(), { client_id: client.clientId }),
    ]) {
      expect((await ask(form)).body.error).toBe('invalid_client');
    }
  });

  it('V1: an unknown client, a revoked one, a bad signature and a replay answer alike, to the byte', async () => {
    const revoked = await clientOf(context, await activeParty(context));
    await context.db
      .updateTable('client')
      .set({ revoked_at: context.clock() })
      .where('client_id', '=', revoked.clientId)
      .execute();
    const stranger = randomUUID();
    const used = await formOf(client.assertion());
    await ask(used);
    const [, , signature] = (await client.assertion()).split('.');
    const spoiled = `${(await client.assertion()).split('.').slice(0, 2).join('.')}.${signature}`;
    const answers = await Promise.all([
      ask(await formOf(client.assertion({ iss: stranger, sub: stranger }))),
      ask(await formOf(revoked.assertion())),
      ask(await formOf(spoiled)),
      ask(used),
      ask({ grant_type: 'client_credentials', client_id: client.clientId }),
      ask({ grant_type: 'client_credentials' }),
    ]);
    for (const answer of answers) expect(said(answer)).toEqual(said(answers[0]!));
    expect(answers[0]!.headers.get('cache-control')).toBe('no-store');
  });

  it('V1: a client of a suspended party gets no token, and is told so only when it has proven itself', async () => {
    const party = await activeParty(context);
    const one = await clientOf(context, party);
    await context.db
      .updateTable('relying_party')
      .set({ state: 'suspended' })
      .where('party_id', '=', party.partyId)
      .execute();
    expect((await ask(await formOf(one.assertion()))).body.error).toBe('unauthorized_client');
    const other = await clientOf(context, party);
    const lent = { iss: one.clientId, sub: one.clientId };
    expect((await ask(await formOf(other.assertion(lent)))).body.error).toBe('invalid_client');
  });
});

describe('V1: tricks with the form', () => {
  it('V1: duplicate parameters, parameters in the address, a shared secret or broken escapes are invalid_request', async () => {
    const good = new URLSearchParams(await formOf(client.assertion())).toString();
    for (const [form, path] of [
      [`${good}&grant_type=client_credentials`],
      [`${good}&scope=a&scope=b`],
      [`${good}&client_secret=guess`],
      [`${good}&x=%zz`],
      [`${good}&x=%00`],
      [good, `${TOKEN_PATH}?scope=real-name-check`],
      [`client_assertion_type=x&client_assertion=${await client.assertion()}&grant_type=client_credentials`],
      ['grant_type=client_credentials&client_assertion_type=x'],
      [''],
    ] as const) {
      const answer = await ask(form, path === undefined ? {} : { path });
      expect([form.slice(-40), answer.status]).toEqual([form.slice(-40), form === '' ? 401 : 400]);
    }
  });

  it('V1: JSON, oversized forms and other methods are refused in the words of OAuth', async () => {
    expect(said(await ask('{}', { type: 'application/json' }))).toMatchObject({
      status: 415,
      error: 'invalid_request',
    });
    expect(said(await ask(`scope=${'a'.repeat(20_000)}`))).toMatchObject({
      status: 413,
      error: 'invalid_request',
    });
    const get = await fetch(server.url + TOKEN_PATH);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('V1: other grants are unsupported, but only to a client that has proven itself', async () => {
    const other = await ask(await formOf(client.assertion(), { grant_type: 'authorization_code' }));
    expect(other.body.error).toBe('unsupported_grant_type');
    expect((await ask({ grant_type: 'password', client_id: client.clientId })).body.error).toBe(
      'invalid_client',
    );
    const none = await ask(await formOf(client.assertion(), { grant_type: '' }));
    expect(none.body.error).toBe('invalid_request');
  });

  it('V1: no other resource reads forms: a page of another site cannot post one', async () => {
    const answer = await fetch(`${server.url}/api/v1/sms-codes`, {
      method: 'POST',
      body: new URLSearchParams({ mobile: '19912345678' }),
    });
    expect(answer.status).toBe(415);
  });

  it('V1: next steps come in the language asked for; the description is plain ASCII for logs', async () => {
    const answer = await ask('x=1', { headers: { 'accept-language': 'zh-Hant-TW' } });
    expect(answer.body.next).toContain('金鑰');
    expect(answer.body.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  });
});

describe('V1: a client library that knows nothing of us', () => {
  it('V1: finds its way from the issuer’s address alone, by RFC 8414 and RFC 7523', async () => {
    const { clientId, privateKey } = await clientOf(context, await activeParty(context));
    const now = Date.now();
    const frozen = context.clock();
    context.setNow(new Date(now));
    try {
      // The installation's name leads to this server, as its DNS would.
      const issuer = issuerOf(context);
      const reach: CustomFetch = (url, options) =>
        fetch(url.replace(issuer, server.url), options as RequestInit);
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
      context.setNow(frozen);
    }
  });
});
