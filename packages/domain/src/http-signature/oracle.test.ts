import { createSigner, createVerifier, httpbis } from 'http-message-signatures';
import { expect, it } from 'vitest';
import { contentDigest } from './content-digest.ts';
import { COVERED, COVERED_WITH_BODY } from './message.ts';
import { signRequest } from './sign-request.ts';
import { verifyRequest } from './verify-request.ts';

// Another implementation of RFC 9421 must agree in both directions: gateways are not written by us.
const secret = new TextEncoder().encode('a secret of sixteen bytes or more');
const now = new Date();
const signing = { secret, keyId: 'suizheng', tag: 'sms', created: now, nonce: 'n-1' };
const requests = [
  { method: 'POST', path: '/sms/v1/messages', query: '', body: new TextEncoder().encode('{"to":"1"}') },
  { method: 'GET', path: '/sms/v1/receipts', query: '?after=7&limit=2', body: new Uint8Array() },
];

it('another implementation accepts what we sign, and refuses it once changed', async () => {
  for (const request of requests) {
    const contentType = 'application/json';
    const signed = await signRequest({ ...request, contentType }, signing);
    const verify = (path: string) =>
      httpbis.verifyMessage(
        {
          keyLookup: async () => ({
            id: 'suizheng',
            algs: ['hmac-sha256'],
            verify: createVerifier(secret, 'hmac-sha256'),
          }),
        },
        {
          method: request.method,
          url: `https://gateway.example${path}${request.query}`,
          headers: { 'content-type': contentType, ...signed },
        },
      );
    expect(await verify(request.path)).toBe(true);
    expect(await verify('/elsewhere')).toBe(false);
  }
});

it('we accept what another implementation signs', async () => {
  for (const request of requests) {
    const hasBody = request.body.length > 0;
    const signed = await httpbis.signMessage(
      {
        key: createSigner(secret, 'hmac-sha256', 'suizheng'),
        name: 'their-name',
        fields: hasBody ? [...COVERED_WITH_BODY] : [...COVERED],
        params: ['created', 'keyid', 'alg', 'nonce', 'tag', 'expires'],
        paramValues: { created: now, nonce: 'n-2', tag: 'sms' },
      },
      {
        method: request.method,
        url: `https://platform.example${request.path}${request.query}`,
        headers: hasBody
          ? { 'content-type': 'application/json', 'content-digest': await contentDigest(request.body) }
          : {},
      },
    );
    const headers = new Headers(signed.headers as Record<string, string>);
    const header = (name: string) => headers.get(name) ?? undefined;
    const expected = { secrets: { suizheng: secret }, tag: 'sms', now };
    expect(await verifyRequest({ ...request, header }, expected)).toMatchObject({ ok: true, nonce: 'n-2' });
    expect(await verifyRequest({ ...request, path: '/x', header }, expected)).toMatchObject({ ok: false });
  }
});
