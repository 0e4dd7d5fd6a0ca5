import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeParty, clientOf } from '../testing/parties.ts';
import { type TestContext, testContext } from '../testing/test-context.ts';
import { startTestServer } from '../testing/test-server.ts';
import { askForToken, forged } from '../testing/token-request.ts';

let context: TestContext;
let server: Awaited<ReturnType<typeof startTestServer>>;
let client: Awaited<ReturnType<typeof clientOf>>;

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

describe('V1: access tokens', () => {
  /** Calls a resource that any client may call, and says whether the token was let in. */
  const enters = async (token: string, headers: Record<string, string> = {}) => {
    const path = `/api/v1/services/evidence/${randomUUID()}`;
    const answer = await fetch(server.url + path, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    return answer.status !== 401;
  };

  it('V1: a token of ours enters; alg none, HS256 with our public key, other typ, other issuer and other kid do not', async () => {
    const token = await client.token();
    expect(await enters(token)).toBe(true);
    const [head, body, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const header = JSON.parse(Buffer.from(head, 'base64url').toString());
    const publicKey = context.keys.tokenPublicKeys().get(header.kid)!;
    const mine = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    for (const wrong of [
      forged({ ...header, alg: 'none' }, claims, 'AA'),
      forged(header, { ...claims, scope: 'link-check' }, signature),
      `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`,
      await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(publicKey),
      await new SignJWT(claims).setProtectedHeader(header).sign(mine),
      await new SignJWT(claims).setProtectedHeader({ ...header, kid: '00000000' }).sign(mine),
      await client.assertion({ aud: claims.aud, client_id: client.clientId, scope: claims.scope }),
    ]) {
      expect(await enters(wrong)).toBe(false);
    }
  });

  it('V1: a key of ours that serves another use signs no token', async () => {
    const header = { typ: 'at+jwt', alg: 'ES256' };
    const claims = JSON.parse(Buffer.from((await client.token()).split('.')[1]!, 'base64url').toString());
    for (const signer of [
      context.keys.credentialSigner(),
      context.keys.statusSigner(),
      context.keys.auditSigner(),
    ]) {
      const kid = Buffer.from(signer.kid).toString('hex');
      const text = forged({ ...header, kid }, claims).slice(0, -1);
      const signature = Buffer.from(await signer.sign(Buffer.from(text))).toString('base64url');
      expect(await enters(`${text}.${signature}`)).toBe(false);
    }
  });

  it('V1: an expired token is refused, though it was checked while it was good', async () => {
    const token = await client.token();
    expect(await enters(token)).toBe(true);
    context.advance(600_000);
    expect(await enters(token)).toBe(false);
  });

  it('V1: a token bound to a certificate is refused without it, with another, and with a header from nowhere', async () => {
    const [mine, other] = [Buffer.alloc(400, 1), Buffer.alloc(400, 2)];
    const party = await activeParty(context);
    const sha256 = createHash('sha256').update(mine).digest();
    const bound = await clientOf(context, party);
    await context.db
      .updateTable('client')
      .set({ jwks: null, certificate_sha256: sha256, method: 'self_signed_tls_client_auth' })
      .where('client_id', '=', bound.clientId)
      .execute();
    const told = (der: Buffer) => ({
      'client-cert': `:${der.toString('base64')}:`,
      'x-forwarded-for': '198.51.100.7',
    });
    const form = { grant_type: 'client_credentials', client_id: bound.clientId };
    expect((await askForToken(server.url, form)).body.error).toBe('invalid_client');
    expect((await askForToken(server.url, form, { headers: told(other) })).body.error).toBe('invalid_client');
    expect(
      (await askForToken(server.url, form, { headers: { 'client-cert': told(mine)['client-cert'] } })).body
        .error,
    ).toBe('invalid_client');
    const { body } = await askForToken(server.url, form, { headers: told(mine) });
    expect(await enters(body.access_token, told(mine))).toBe(true);
    expect(await enters(body.access_token)).toBe(false);
    expect(await enters(body.access_token, told(other))).toBe(false);
    expect(await enters(body.access_token, { 'client-cert': told(mine)['client-cert'] })).toBe(false);
    expect(
      await enters(body.access_token, { ...told(mine), 'client-cert': `${told(mine)['client-cert']}, x` }),
    ).toBe(false);
  });
});

describe('V1: words for a system whose token will not do', () => {
  const call = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(server.url + path, { method: 'POST', headers, body: '{}' });
    const { code } = (await answer.json()) as { code: string };
    return [answer.status, code, answer.headers.get('www-authenticate')];
  };

  it('V1: no token, a token that is not good, and a token for another service are told apart, as RFC 6750 has it', async () => {
    const json = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const authorization = `Bearer ${await client.token('card-status-check')}`;
    const path = '/api/v1/services/real-name-checks';
    expect(await call(path, json)).toEqual([401, 'token-refused', 'Bearer']);
    expect(await call(path, { ...json, authorization: 'Bearer a.b.c' })).toEqual([
      401,
      'token-refused',
      'Bearer error="invalid_token"',
    ]);
    expect(await call(path, { ...json, authorization })).toEqual([
      403,
      'service-not-in-token',
      'Bearer error="insufficient_scope"',
    ]);
  });
});
