import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDigest, isDigestOf } from './content-digest.ts';
import { hmacKey, type SignedRequest, signatureBase } from './message.ts';
import { signRequest } from './sign-request.ts';
import { SIGNATURE_AGE_S, verifyRequest } from './verify-request.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const now = new Date('2026-11-22T00:00:00Z');
const secret = utf8('a secret of sixteen bytes or more');
const order = {
  method: 'POST',
  path: '/sms/v1/messages',
  query: '',
  contentType: 'application/json',
  body: utf8('{"to":"16100000001"}'),
};
const signing = { secret, keyId: 'suizheng', tag: 'sms', created: now, nonce: 'n-1' };
const expected = { secrets: { suizheng: secret }, tag: 'sms', now };

async function signed(request = order, parameters = signing) {
  const headers: Record<string, string> = {
    ...(request.body.length > 0 ? { 'content-type': request.contentType } : {}),
    ...(await signRequest(request, parameters)),
  };
  return { headers, request: { ...request, header: (name: string) => headers[name] } };
}

const faultOf = async (request: SignedRequest, more: Partial<typeof expected> = {}) => {
  const result = await verifyRequest(request, { ...expected, ...more });
  return result.ok ? 'ok' : result.fault;
};

describe('Content-Digest (RFC 9530)', () => {
  it('gives the published digests of {"hello": "world"}, with and without its line end', async () => {
    expect(await contentDigest(utf8('{"hello": "world"}'))).toBe(
      'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:',
    );
    expect(await contentDigest(utf8('{"hello": "world"}\n'))).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    );
  });

  it('refuses another body, a missing sha-256 and one that comes twice; other algorithms beside it are no matter', async () => {
    const body = utf8('one');
    const digest = await contentDigest(body);
    expect(await isDigestOf(digest, body)).toBe(true);
    expect(await isDigestOf(`sha-512=:AAAA:, ${digest}`, body)).toBe(true);
    expect(await isDigestOf(digest, utf8('two'))).toBe(false);
    expect(await isDigestOf('sha-512=:AAAA:', body)).toBe(false);
    expect(await isDigestOf(`${digest}, ${digest}`, body)).toBe(false);
  });
});

describe('HTTP Message Signatures (RFC 9421)', () => {
  it('gives the published hmac-sha256 signature of appendix B.2.5', async () => {
    const shared = Uint8Array.from(
      atob('uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=='),
      (character) => character.charCodeAt(0),
    );
    const base = signatureBase(
      [
        ['date', 'Tue, 20 Apr 2021 02:07:55 GMT'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
      ],
      '("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret"',
    );
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(shared), utf8(base!)));
    expect(btoa(String.fromCharCode(...mac))).toBe('pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=');
  });

  it('what one side signs the other accepts, with a body, without one and with a query', async () => {
    const requests = [
      order,
      {
        ...order,
        method: 'GET',
        path: '/sms/v1/receipts',
        query: '?after=7&limit=2',
        body: new Uint8Array(),
      },
      { ...order, method: 'GET', path: '', body: new Uint8Array() },
    ];
    for (const one of requests) {
      const { request } = await signed(one);
      expect(await verifyRequest(request, expected)).toMatchObject({ ok: true, nonce: 'n-1' });
    }
  });

  it('an order without a signature, with another secret, name or use is refused', async () => {
    const { request } = await signed();
    expect(await faultOf({ ...request, header: () => undefined })).toBe('unsigned');
    expect(await faultOf(request, { secrets: { suizheng: utf8('another') } })).toBe('wrong-signature');
    expect(await faultOf(request, { secrets: {} as never })).toBe('unknown-key');
    expect(await faultOf((await signed(order, { ...signing, keyId: 'constructor' })).request)).toBe(
      'unknown-key',
    );
    expect(await faultOf(request, { tag: 'receipt' })).toBe('wrong-use');
  });

  it('whatever is changed on the way, the signature no longer holds', async () => {
    const { request, headers } = await signed();
    expect(await faultOf({ ...request, method: 'PUT' })).toBe('wrong-signature');
    expect(await faultOf({ ...request, path: '/sms/v1/other' })).toBe('wrong-signature');
    expect(await faultOf({ ...request, query: '?a' })).toBe('wrong-signature');
    expect(await faultOf({ ...request, body: utf8('{"to":"16100000002"}') })).toBe('other-body');
    const changed: Record<string, string> = { ...headers, 'content-digest': await contentDigest(utf8('{}')) };
    expect(await faultOf({ ...request, body: utf8('{}'), header: (name) => changed[name] })).toBe(
      'wrong-signature',
    );
    // A body slipped under a signature that covers none.
    const bare = await signed({ ...order, body: new Uint8Array() });
    expect(await faultOf({ ...bare.request, body: utf8('{}') })).toBe('uncovered');
  });

  it('a request that is too old, from the future or past its own end is refused', async () => {
    const { request, headers } = await signed();
    const at = (seconds: number) => ({ now: new Date(now.getTime() + seconds * 1_000) });
    expect(await faultOf(request, at(SIGNATURE_AGE_S))).toBe('ok');
    expect(await faultOf(request, at(SIGNATURE_AGE_S + 1))).toBe('out-of-time');
    expect(await faultOf(request, at(-SIGNATURE_AGE_S - 1))).toBe('out-of-time');
    const ended: Record<string, string> = {
      ...headers,
      'signature-input': `${headers['signature-input']};expires=1`,
    };
    expect(await faultOf({ ...request, header: (name) => ended[name] })).toBe('out-of-time');
  });

  it('any changed byte of the signature headers is refused', async () => {
    const { request, headers } = await signed();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('signature-input', 'signature'),
        fc.nat(300),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (name, at, by) => {
          const value = headers[name]!;
          const place = at % value.length;
          const other = value.slice(0, place) + by + value.slice(place + 1);
          fc.pre(other !== value && other.trim() !== value.trim());
          // The last bits of base64 before its padding mean nothing.
          fc.pre(name !== 'signature' || place < value.length - 3);
          const changed = { ...headers, [name]: other };
          expect(await faultOf({ ...request, header: (asked) => changed[asked] })).not.toBe('ok');
        },
      ),
    );
  });

  it('never throws, whatever the headers hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (input, signature) => {
        const header = (name: string) =>
          name === 'signature-input' ? input : name === 'signature' ? signature : undefined;
        expect(await faultOf({ ...order, header })).not.toBe('ok');
      }),
    );
  });

  it('a list that says a component or a parameter twice is refused', async () => {
    const { request, headers } = await signed();
    for (const [from, to] of [
      ['"@method"', '"@method" "@method"'],
      [';created=', ';created=1;created='],
      ['"@query"', '"@query" "@status"'],
    ] as const) {
      const changed: Record<string, string> = {
        ...headers,
        'signature-input': headers['signature-input']!.replace(from, to),
      };
      expect(await faultOf({ ...request, header: (name) => changed[name] })).toBe('malformed');
    }
  });
});
