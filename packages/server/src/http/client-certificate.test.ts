import { createHash } from 'node:crypto';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { certificateOf } from './client-certificate.ts';

const der = Buffer.alloc(301, 7);
const told = `:${der.toString('base64')}:`;
const sha256 = createHash('sha256').update(der).digest('hex');

/** What a server that trusts one proxy makes of a request's headers. */
async function heard(
  from: string,
  headers: Record<string, string>,
  trustProxy: string[] | false = ['10.0.0.1'],
) {
  const app = fastify({ trustProxy });
  app.get('/', async (request) => certificateOf(request)?.toString('hex') ?? 'none');
  const answer = await app.inject({ url: '/', remoteAddress: from, headers });
  await app.close();
  return answer.body;
}
const forwarded = { 'x-forwarded-for': '198.51.100.7' };

it('V1: the certificate that a trusted proxy tells is believed', async () => {
  expect(await heard('10.0.0.1', { ...forwarded, 'client-cert': told })).toBe(sha256);
});

it('V1: the header of an untrusted peer is ignored, however it dresses itself', async () => {
  for (const ips of ['198.51.100.7', '10.0.0.1', '10.0.0.1, 10.0.0.1', '127.0.0.1'])
    expect(await heard('198.51.100.9', { 'x-forwarded-for': ips, 'client-cert': told })).toBe('none');
  expect(await heard('10.0.0.1', { ...forwarded, 'client-cert': told }, false)).toBe('none');
  // A proxy that names nobody may be a program on its machine.
  expect(await heard('10.0.0.1', { 'client-cert': told })).toBe('none');
});

it('V1: two values, other forms of base64 and bytes that are too few or too many are no certificate', async () => {
  const base64 = der.toString('base64');
  for (const header of [
    `${told}, ${told}`,
    base64,
    `:${base64.replace(/=*$/, '')}:`,
    `:${base64.replace(/w==$/, 'x==')}:`,
    `:${base64.slice(0, 40)} ${base64.slice(40)}:`,
    `: ${base64}:`,
    '::',
    `:${Buffer.alloc(50).toString('base64')}:`,
    `:${Buffer.alloc(9_999).toString('base64')}:`,
    `${told};a=1`,
  ])
    expect(await heard('10.0.0.1', { ...forwarded, 'client-cert': header })).toBe('none');
});
