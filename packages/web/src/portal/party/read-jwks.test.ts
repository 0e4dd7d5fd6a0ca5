import { expect, it } from 'vitest';
import { readJwks } from './read-jwks.ts';

const key = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' };

it('V1: a set of public keys is taken, a single key made a set of one', () => {
  expect(readJwks(JSON.stringify({ keys: [key] }))).toEqual({ keys: [key] });
  expect(readJwks(JSON.stringify(key))).toEqual({ keys: [key] });
});

it('V1: a private key never leaves the page, and nonsense is named there', () => {
  for (const text of ['', '[]', '{"keys":[]}', '{"keys":[1]}', JSON.stringify({ ...key, d: 'secret' })])
    expect(readJwks(text)).toBe(null);
  expect(readJwks(JSON.stringify({ keys: [key, { kty: 'oct', k: 'secret' }] }))).toBe(null);
});
