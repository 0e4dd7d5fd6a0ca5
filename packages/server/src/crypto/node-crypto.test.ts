import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derToRaw, rawToDer } from './ecdsa-der.ts';
import { exportPublicKey, importPublicKey, nodeCrypto, nodeSigner } from './node-crypto.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('ECDSA signatures', () => {
  it('convert between r ‖ s and DER without loss, for short and for high integers', () => {
    const half = fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.integer({ min: 0, max: 32 }).map((zeros) => new Uint8Array(32).fill(0x80, zeros)),
    );
    fc.assert(
      fc.property(half, half, (r, s) => {
        const raw = Uint8Array.from([...r, ...s]);
        expect(derToRaw(rawToDer(raw))).toEqual(raw);
      }),
    );
  });

  it("are the DER that node makes, and node's verification accepts them", async () => {
    const data = Buffer.from('data');
    for (let i = 0; i < 300; i += 1) {
      const der = sign('sha256', data, privateKey);
      expect(Buffer.from(rawToDer(derToRaw(der)))).toEqual(der);
    }
    const raw = await nodeSigner(privateKey, new Uint8Array(4)).sign(data);
    expect(nodeCrypto().verifyP256(exportPublicKey(publicKey), data, raw)).toBe(true);
  });

  it('are refused, not thrown about, for points off the curve, odd lengths and zero signatures', () => {
    const crypto = nodeCrypto();
    const data = Buffer.from('data');
    const point = exportPublicKey(publicKey);
    const off = point.slice();
    off[63]! ^= 1;
    for (const key of [off, new Uint8Array(64), new Uint8Array(63), new Uint8Array(0)]) {
      expect(crypto.verifyP256(key, data, new Uint8Array(64).fill(1))).toBe(false);
      expect(crypto.verifyKnownP256(key, data, new Uint8Array(64).fill(1))).toBe(false);
      expect(importPublicKey(key)).toBeNull();
    }
    for (const length of [0, 63, 64, 65])
      expect(crypto.verifyP256(point, data, new Uint8Array(length))).toBe(false);
  });
});
