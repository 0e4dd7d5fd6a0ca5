import { beforeEach, describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { SuizhengError } from './suizheng-error.ts';

type Sent = { url: string; method: string; headers: Headers; body: string };
type Script = (sent: Sent) => Response | Promise<Response>;

let sent: Sent[];
let services: Script;
let tokens: Script;
const base = 'https://id.example.cn';
const question = { purpose: 'bank.account', name: '张晓晓', number: '990000199003070013' };
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const problem = (code: string, status: number, headers: Record<string, string> = {}, more = {}) =>
  json(
    { type: '', title: '出错了', status, code, next: '请稍后', traceId: 'f'.repeat(32), ...more },
    status,
    headers,
  );
const asked = (path: string) => sent.filter(({ url }) => url.endsWith(path)).length;
const TOKEN = '/api/v1/oauth/token';
const CHECK = '/real-name-checks';

const platform: typeof fetch = async (input, init = {}) => {
  const one = {
    url: String(input),
    method: init.method ?? 'GET',
    headers: new Headers(init.headers),
    body: String(init.body ?? ''),
  };
  sent.push(one);
  if (init.redirect !== 'error') throw new Error('redirects would be followed');
  init.signal?.throwIfAborted();
  if (one.url.includes('.well-known')) return json({ issuer: base, token_endpoint: `${base}${TOKEN}` });
  if (one.url.endsWith(TOKEN)) return tokens(one);
  return services(one);
};

beforeEach(() => {
  sent = [];
  let given = 0;
  tokens = () => {
    given += 1;
    return json({ access_token: `token-${given}`, expires_in: 600, token_type: 'Bearer' });
  };
  services = () => json({ verdict: 'match' });
});

async function client(more: Record<string, unknown> = {}) {
  const pair = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const privateKey = { ...(await crypto.subtle.exportKey('jwk', pair.privateKey)), kid: 'one' };
  const made = createClient({ baseUrl: `${base}/`, clientId: 'c-1', privateKey, fetch: platform, ...more });
  return { ...made, publicKey: pair.publicKey };
}

const fault = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error) => error as SuizhengError,
  );

describe('V1: the token', () => {
  it('is asked for with an assertion that the key signed, for the issuer, for a minute, used once', async () => {
    const one = await client();
    await one.realNameCheck(question);
    const form = new URLSearchParams(sent.find(({ url }) => url.endsWith(TOKEN))!.body);
    expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    const [header, claims, signature] = form.get('client_assertion')!.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    expect(read(header!)).toEqual({ alg: 'ES256', typ: 'JWT', kid: 'one' });
    const { iat, exp, jti, ...rest } = read(claims!);
    expect(rest).toEqual({ iss: 'c-1', sub: 'c-1', aud: base });
    expect([exp - iat, jti.length]).toEqual([60, 36]);
    const holds = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      one.publicKey,
      Buffer.from(signature!, 'base64url'),
      Buffer.from(`${header}.${claims}`),
    );
    expect(holds).toBe(true);
  });

  it('is asked for once, however many calls wait for it, and kept', async () => {
    const one = await client();
    await Promise.all(Array.from({ length: 20 }, () => one.realNameCheck(question)));
    await one.realNameCheck(question);
    expect([asked(TOKEN), asked(CHECK)]).toEqual([1, 21]);
  });

  it('is renewed once when it is refused, and then the refusal stands', async () => {
    const one = await client();
    services = ({ headers }) =>
      headers.get('authorization') === 'Bearer token-2'
        ? json({ verdict: 'match' })
        : problem('not-signed-in', 401);
    expect(await one.realNameCheck(question)).toMatchObject({ verdict: 'match' });
    services = () => problem('not-signed-in', 401);
    expect(await fault(one.realNameCheck(question))).toMatchObject({ code: 'not-signed-in', status: 401 });
    expect(asked(TOKEN)).toBe(3);
  });

  it('is renewed before its end', async () => {
    tokens = () => json({ access_token: 'short', expires_in: 0 });
    const one = await client();
    await one.realNameCheck(question);
    await one.realNameCheck(question);
    expect(asked(TOKEN)).toBe(2);
  });

  it('that is not given comes back as the OAuth error it is, and the next call asks anew', async () => {
    tokens = () =>
      json({ error: 'invalid_client', error_description: 'no', next: '请核对', traceId: 't' }, 401);
    const one = await client();
    expect(await fault(one.realNameCheck(question))).toMatchObject({
      code: 'invalid_client',
      next: '请核对',
      traceId: 't',
    });
    tokens = () => json({ access_token: 'good', expires_in: 600 });
    expect(await one.realNameCheck(question)).toMatchObject({ verdict: 'match' });
  });

  it('is asked of no issuer but the one that was meant', async () => {
    const one = await client({ issuer: 'https://other.example.cn' });
    expect(await fault(one.realNameCheck(question))).toMatchObject({ code: 'bad-answer' });
    expect(asked(TOKEN)).toBe(0);
  });
});

describe('V2: a call', () => {
  it('that names a wrong entry says which, why and what to do', async () => {
    const errors = [{ field: 'number', code: 'number.check', reason: '校验位不符', next: '请重新输入' }];
    services = () => problem('validation-failed', 422, {}, { errors });
    const error = (await fault((await client()).realNameCheck(question))) as SuizhengError;
    expect(error).toBeInstanceOf(SuizhengError);
    expect(error).toMatchObject({ code: 'validation-failed', field: 'number', status: 422, errors });
    expect(error.traceId).toBe('f'.repeat(32));
    expect(asked(CHECK)).toBe(1);
  });

  it('that finds the platform busy waits as long as it says and asks again, a few times', async () => {
    services = () =>
      asked(CHECK) < 2 ? problem('unavailable', 503, { 'retry-after': '0' }) : json({ verdict: 'match' });
    expect(await (await client()).realNameCheck(question)).toMatchObject({ verdict: 'match' });
    services = () => problem('too-many-requests', 429, { 'retry-after': '0' });
    sent = [];
    expect(await fault((await client()).realNameCheck(question))).toMatchObject({ retryAfter: 0 });
    expect(asked(CHECK)).toBe(3);
  });

  it('that would have to wait long is told at once', async () => {
    services = () => problem('too-many-requests', 429, { 'retry-after': '40000' });
    expect(await fault((await client()).realNameCheck(question))).toMatchObject({
      code: 'too-many-requests',
      retryAfter: 40_000,
    });
    expect(asked(CHECK)).toBe(1);
  });

  it('that got no answer is repeated where that is safe, and never for a face', async () => {
    services = () => Promise.reject(new TypeError('reset'));
    const one = await client({ retries: 1 });
    expect(await fault(one.realNameCheck(question))).toMatchObject({ code: 'network', status: null });
    expect(asked(CHECK)).toBe(2);
    await fault(one.realPersonCheck({ ...question, portrait: 'AA==' }));
    expect(asked('/real-person-checks')).toBe(1);
  });

  it('repeats a link check under one key, so that the holder is asked once', async () => {
    const link = {
      purpose: 'bank.account',
      first: { document: 'home-return-permit', number: 'H99000001' },
      second: { document: 'residence-permit', number: '819900199408120030' },
    } as const;
    services = () =>
      asked('/link-checks') < 2 ? Promise.reject(new TypeError('reset')) : json({ state: 'waiting' });
    await (await client()).linkCheck(link);
    const keys = sent.flatMap(({ headers }) => headers.get('idempotency-key') ?? []);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('waits for the answer of a link check', async () => {
    services = () => json({ state: sent.length < 5 ? 'waiting' : 'answered', answer: 'confirmed' });
    const done = await (await client()).waitForLinkCheck('e-1', { everyMs: 1 });
    expect(done.answer).toBe('confirmed');
  });

  it('ends when its caller leaves, with the caller’s reason, and when it lasts too long', async () => {
    const hang = (init: RequestInit) =>
      new Promise<Response>((_, reject) =>
        init.signal?.addEventListener('abort', () => reject(init.signal!.reason)),
      );
    const one = await client({
      retries: 0,
      fetch: (input: string, init: RequestInit) =>
        input.includes('/services/') ? hang(init) : platform(input, init),
    });
    const leave = new AbortController();
    const left = fault(one.realNameCheck(question, { signal: leave.signal }));
    leave.abort(new Error('gone home'));
    expect(await left).toMatchObject({ message: 'gone home' });
    expect(await fault(one.realNameCheck(question, { timeoutMs: 20 }))).toMatchObject({ code: 'timed-out' });
  });

  it('that is answered with something else is no answer', async () => {
    services = () => new Response('<html>', { status: 200 });
    expect(await fault((await client()).realNameCheck(question))).toMatchObject({ code: 'bad-answer' });
  });

  it('keeps token, key and question out of its errors', async () => {
    services = () => Promise.reject(new TypeError('reset'));
    const error = (await fault((await client({ retries: 0 })).realNameCheck(question))) as SuizhengError;
    const told = `${error.message} ${JSON.stringify(error)} ${error.stack}`;
    for (const secret of ['token-1', question.number, question.name]) expect(told).not.toContain(secret);
  });
});

it('a key that is none is refused before anything is sent', () => {
  const privateKey = { kty: 'EC', crv: 'P-521', d: 'x' };
  expect(() => createClient({ baseUrl: base, clientId: 'c', privateKey })).toThrow(TypeError);
  expect(() =>
    createClient({ baseUrl: base, clientId: 'c', privateKey: { kty: 'EC', crv: 'P-256' } }),
  ).toThrow(TypeError);
});
