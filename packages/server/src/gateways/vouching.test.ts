import * as client from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startOutsideWorld, testKeys } from './testing/outside-world.ts';

// The sandbox's OpenID provider under a client that is not ours: what holds here holds for any conformant provider.
let world: Awaited<ReturnType<typeof startOutsideWorld>>;
let configuration: client.Configuration;
const redirect_uri = 'http://localhost:4711/api/v1/vouching/callback';
beforeAll(async () => {
  world = await startOutsideWorld();
  configuration = await client.discovery(
    new URL(`${world.url}/vouch`),
    'suizheng',
    testKeys.register,
    undefined,
    {
      execute: [client.allowInsecureRequests],
    },
  );
});
afterAll(() => world.close());

/** A browser that keeps cookies, follows redirects inside the provider and has no script. */
function browser() {
  const cookies = new Map<string, string>();
  const go = async (url: string, form?: Record<string, string>): Promise<{ url: string; html: string }> => {
    if (url.startsWith(redirect_uri)) return { url, html: '' };
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    return next === null ? { url, html: await answer.text() } : go(new URL(next, url).href);
  };
  return go;
}

async function ask(parameters: Record<string, string> = {}) {
  const code_verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri,
    scope: 'openid phone',
    code_challenge: await client.calculatePKCECodeChallenge(code_verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...parameters,
  });
  return { url, checks: { pkceCodeVerifier: code_verifier, expectedState: state, expectedNonce: nonce } };
}

async function allow(account: string) {
  const asked = await ask();
  const go = browser();
  const choose = await go(asked.url.href);
  const consent = await go(`${choose.url}/login`, { account });
  const back = await go(`${consent.url}/consent`, { answer: 'allow' });
  return { ...asked, choose, consent, back: new URL(back.url) };
}

test('A3: a person chooses who they are, sees what is shared, agrees, and the phone arrives', async () => {
  const { checks, choose, consent, back } = await allow('p16');
  expect(choose.html).toContain('您是哪一位');
  expect(consent.html).toContain('161 0000 0016');
  expect(consent.html).not.toContain('16100001016');
  for (const page of [choose.html, consent.html]) expect(page).not.toContain('<script');
  const tokens = await client.authorizationCodeGrant(configuration, back, checks);
  expect(tokens.claims()).toMatchObject({
    sub: 'p16',
    phone_number: '+8616100000016',
    phone_number_verified: true,
  });
  const info = await client.fetchUserInfo(configuration, tokens.access_token, 'p16');
  expect(info).toEqual({ sub: 'p16', phone_number: '+8616100000016', phone_number_verified: true });
});

test('A3: a phone that the platform has not verified is told as such', async () => {
  const { checks, back } = await allow('p17');
  const tokens = await client.authorizationCodeGrant(configuration, back, checks);
  expect(tokens.claims()).toMatchObject({ phone_number_verified: false });
});

test('A3: who does not agree goes back with access_denied, from either page', async () => {
  for (const steps of [0, 1]) {
    const { url, checks } = await ask();
    const go = browser();
    let page = await go(url.href);
    if (steps === 1) page = await go(`${page.url}/login`, { account: 'p16' });
    const back = new URL((await go(`${page.url}/cancel`, {})).url);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe(checks.expectedState);
    await expect(client.authorizationCodeGrant(configuration, back, checks)).rejects.toMatchObject({
      error: 'access_denied',
    });
  }
});

test('A3: a code is worth nothing with another verifier, and nothing a second time', async () => {
  const wrong = await allow('p16');
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  await expect(
    client.authorizationCodeGrant(configuration, wrong.back, { ...wrong.checks, pkceCodeVerifier }),
  ).rejects.toMatchObject({ error: 'invalid_grant' });

  const twice = await allow('p16');
  const first = await client.authorizationCodeGrant(configuration, twice.back, twice.checks);
  await expect(client.authorizationCodeGrant(configuration, twice.back, twice.checks)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  // Whoever brought it twice may have stolen it: what the first got ends too (RFC 6749 §4.1.2).
  await expect(client.fetchUserInfo(configuration, first.access_token, 'p16')).rejects.toThrow();
});

test('A3: without PKCE, for another address or with another secret there is nothing', async () => {
  const go = browser();
  const { url } = await ask();
  url.searchParams.delete('code_challenge');
  url.searchParams.delete('code_challenge_method');
  expect(new URL((await go(url.href)).url).searchParams.get('error')).toBe('invalid_request');

  const elsewhere = await ask({ redirect_uri: 'https://elsewhere.example/api/v1/vouching/callback' });
  expect((await go(elsewhere.url.href)).html).toContain('invalid_redirect_uri');

  const { back, checks } = await allow('p16');
  const stranger = await client.discovery(new URL(`${world.url}/vouch`), 'suizheng', 'guessed', undefined, {
    execute: [client.allowInsecureRequests],
  });
  await expect(client.authorizationCodeGrant(stranger, back, checks)).rejects.toMatchObject({
    error: 'invalid_client',
  });
});

test('A3: it asks again each time, and a person without a phone has no account', async () => {
  const go = browser();
  for (const account of ['p16', 'p17']) {
    const { url, checks } = await ask();
    const choose = await go(url.href);
    expect(choose.html).toContain('您是哪一位');
    expect(choose.html).not.toContain('刘素珍');
    const consent = await go(`${choose.url}/login`, { account });
    expect(consent.html).toContain('想知道您的手机号');
    const back = new URL((await go(`${consent.url}/consent`, { answer: 'allow' })).url);
    const tokens = await client.authorizationCodeGrant(configuration, back, checks);
    expect(tokens.claims()?.sub).toBe(account);
  }
});

test('A3: another browser cannot answer for this one, and a page that has ended says so', async () => {
  const { url } = await ask();
  const choose = await browser()(url.href);
  const answer = await fetch(`${choose.url}/login`, {
    method: 'POST',
    body: new URLSearchParams({ account: 'p16' }),
    redirect: 'manual',
  });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('interaction_ended');
});
