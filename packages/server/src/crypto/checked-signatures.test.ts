import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { rememberCheckedSignatures } from './checked-signatures.ts';
import { exportPublicKey, nodeCrypto, nodeSigner } from './node-crypto.ts';

const signed = () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const data = new Uint8Array(randomBytes(300));
  const signature = nodeSigner(pair.privateKey, new Uint8Array(4)).sign(data) as Uint8Array;
  return { key: exportPublicKey(pair.publicKey), data, signature };
};
const remembering = (atMost = 1_024) =>
  rememberCheckedSignatures(nodeCrypto(), { atMost, random: (length) => randomBytes(length) });

it('V5: a good signature is checked once, and only for the very same key, bytes and signature', () => {
  const crypto = remembering();
  const { key, data, signature } = signed();
  const another = signed();
  expect(crypto.verifyKnownP256(key, data, signature)).toBe(true);
  expect(crypto.verifyKnownP256(key, data, signature)).toBe(true);
  expect(crypto.counts()).toEqual({ hits: 1, misses: 1 });
  for (let i = 0; i < data.length; i += 17) {
    const changed = data.slice();
    changed[i]! ^= 1;
    expect(crypto.verifyKnownP256(key, changed, signature)).toBe(false);
  }
  const changed = signature.slice();
  changed[9]! ^= 1;
  expect(crypto.verifyKnownP256(key, data, changed)).toBe(false);
  expect(crypto.verifyKnownP256(another.key, data, signature)).toBe(false);
  expect(crypto.counts().hits).toBe(1);
});

it('V5: a bad signature is never remembered, and a full table forgets instead of growing', () => {
  const crypto = remembering(4);
  const { key, data } = signed();
  const bad = new Uint8Array(64).fill(1);
  expect(crypto.verifyKnownP256(key, data, bad)).toBe(false);
  expect(crypto.verifyKnownP256(key, data, bad)).toBe(false);
  expect(crypto.counts()).toEqual({ hits: 0, misses: 2 });
  const many = Array.from({ length: 30 }, signed);
  for (const one of many) expect(crypto.verifyKnownP256(one.key, one.data, one.signature)).toBe(true);
  for (const one of many) expect(crypto.verifyKnownP256(one.key, one.data, one.signature)).toBe(true);
  expect(crypto.counts().hits).toBeLessThanOrEqual(30);
});
