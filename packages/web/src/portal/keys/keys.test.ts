import { afterEach, expect, it, vi } from 'vitest';
import { fromBase64url } from '../../shared/base64url.ts';
import { askToken, signAssertion } from './ask-token.ts';
import { makeKey, publicHalf, readPrivateJwk } from './key-pair.ts';

afterEach(() => vi.unstubAllGlobals());

it('V1: a key made in the browser signs assertions that its public half verifies', async () => {
  const key = await makeKey();
  const assertion = await signAssertion(key, {
    clientId: 'c1',
    issuer: 'https://id.example',
    now: 1_700_000_000_500,
    jti: 'j1',
  });
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const read = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64url(part)));
  expect(read(header)).toEqual({ alg: 'ES256', typ: 'JWT', kid: key.kid });
  expect(read(claims)).toEqual({
    iss: 'c1',
    sub: 'c1',
    aud: 'https://id.example',
    jti: 'j1',
    iat: 1_700_000_000,
    exp: 1_700_000_060,
  });
  const { kid: _kid, alg: _alg, ...jwk } = publicHalf(key);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const verifier = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  const signed = new TextEncoder().encode(`${header}.${claims}`);
  const good = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    verifier,
    fromBase64url(signature),
    signed,
  );
  expect(good).toBe(true);
});

it('V1: what is told of a key has no private part', async () => {
  const key = await makeKey();
  expect(JSON.stringify(publicHalf(key))).not.toContain(key.d);
  expect(Object.keys(publicHalf(key)).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'x', 'y']);
});

it('V1: only a private key of P-256 is read as one', async () => {
  const key = await makeKey();
  expect(readPrivateJwk(JSON.stringify(key))).toEqual(key);
  for (const text of [
    '',
    '{',
    'null',
    JSON.stringify(publicHalf(key)),
    JSON.stringify({ ...key, crv: 'P-384' }),
  ])
    expect(readPrivateJwk(text)).toBe(null);
});

it('V1: the token endpoint is asked as RFC 6749 says, and its refusal is handed on in words', async () => {
  const asked: { url: string; body: URLSearchParams }[] = [];
  vi.stubGlobal('navigator', { languages: ['en'] });
  vi.stubGlobal('localStorage', { getItem: () => null });
  vi.stubGlobal('fetch', async (url: string, init?: { body: URLSearchParams }) => {
    if (url.startsWith('/.well-known')) return Response.json({ issuer: 'https://id.example' });
    asked.push({ url, body: init?.body ?? new URLSearchParams() });
    return asked.length === 1
      ? Response.json({ access_token: 'a', token_type: 'Bearer', expires_in: 600, scope: 'real-name-check' })
      : Response.json({ error: 'invalid_client', next: 'Check the key.', traceId: 't' }, { status: 401 });
  });
  const key = await makeKey();
  expect(await askToken(key, 'c1', 'real-name-check', Date.now())).toEqual({
    ok: true,
    token: 'a',
    seconds: 600,
    scope: 'real-name-check',
  });
  expect(asked[0]?.url).toBe('/api/v1/oauth/token');
  expect(asked[0]?.body.get('grant_type')).toBe('client_credentials');
  expect(await askToken(key, 'c1', '', Date.now())).toEqual({
    ok: false,
    error: 'invalid_client',
    next: 'Check the key.',
    traceId: 't',
  });
  expect(asked[1]?.body.has('scope')).toBe(false);
});
