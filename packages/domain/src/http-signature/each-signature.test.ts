import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachSignature } from './each-signature.ts';
import { signRequest } from './sign-request.ts';
import { verifyRequest } from './verify-request.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const now = new Date('2026-11-22T00:00:00Z');
const order = { method: 'POST', path: '/x', query: '', contentType: 'application/json', body: utf8('{}') };
const signing = { keyId: 'k', tag: 't', created: now, nonce: 'n' };
const bearing = (headers: Record<string, string>) => ({ ...order, header: (name: string) => headers[name] });

async function signedTwice() {
  const [a, b] = await Promise.all(
    ['one', 'two'].map((secret) => signRequest(order, { ...signing, secret: utf8(secret) })),
  );
  const both = (name: string) => `${a![name]}, ${b![name]!.replace('sig1=', 'sig2=')}`;
  return {
    'content-type': 'application/json',
    'content-digest': a!['content-digest']!,
    'signature-input': both('signature-input'),
    signature: both('signature'),
  };
}

it('a request signed with two secrets verifies with each, and with no other', async () => {
  const requests = eachSignature(bearing(await signedTwice()));
  expect(requests).toHaveLength(2);
  const holds = async (secret: string) => {
    const expected = { secrets: { k: utf8(secret) }, tag: 't', now };
    const results = await Promise.all(requests.map((one) => verifyRequest(one, expected)));
    return results.filter(({ ok }) => ok).length;
  };
  expect(await holds('one')).toBe(1);
  expect(await holds('two')).toBe(1);
  expect(await holds('three')).toBe(0);
});

it('names that differ, come twice or are too many give nothing', async () => {
  const headers = await signedTwice();
  const other = (change: (text: string) => string) =>
    eachSignature(bearing({ ...headers, signature: change(headers.signature) })).length;
  expect(other((text) => text.replace('sig2=', 'sig3='))).toBe(0);
  expect(other((text) => text.replace('sig2=', 'sig1='))).toBe(0);
  expect(other((text) => text.split(', ')[0]!)).toBe(0);
  const many = Array.from({ length: 5 }, (_, n) => `s${n}=:AA==:`).join(', ');
  expect(eachSignature(bearing({ 'signature-input': many, signature: many }))).toHaveLength(0);
});

it('never throws, whatever the headers hold', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (input, signature) => {
      eachSignature(bearing({ 'signature-input': input, signature }));
    }),
  );
});
