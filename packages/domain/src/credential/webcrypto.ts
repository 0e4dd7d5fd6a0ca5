import type { CryptoPort } from './crypto-port.ts';
import { toHex } from './hex.ts';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
const TAG_BITS = 96;

/** The CryptoPort on WebCrypto: browsers, and node where speed does not matter. */
export function webCrypto(subtle: SubtleCrypto = globalThis.crypto.subtle): CryptoPort {
  const known = new WeakMap<Uint8Array, Promise<CryptoKey | null>>();
  const importKey = (publicKey: Uint8Array) => importP256(subtle, publicKey, ['verify']).catch(() => null);
  const check = async (key: CryptoKey | null, data: Uint8Array, signature: Uint8Array) =>
    key !== null && subtle.verify(ES256, key, own(signature), own(data)).catch(() => false);
  const aes = (key: Uint8Array, use: 'encrypt' | 'decrypt') =>
    subtle.importKey('raw', own(key), 'AES-GCM', false, [use]);
  const gcm = (iv: Uint8Array, additionalData: Uint8Array) => ({
    name: 'AES-GCM',
    iv: own(iv),
    additionalData: own(additionalData),
    tagLength: TAG_BITS,
  });
  return {
    verifyP256: async (publicKey, data, signature) => check(await importKey(publicKey), data, signature),
    async verifyKnownP256(publicKey, data, signature) {
      let key = known.get(publicKey);
      if (!key) {
        key = importKey(publicKey);
        known.set(publicKey, key);
      }
      return check(await key, data, signature);
    },
    sha256Hex: async (data) => toHex(new Uint8Array(await subtle.digest('SHA-256', own(data)))),
    async aesGcmSeal(key, nonce, aad, plaintext) {
      return new Uint8Array(await subtle.encrypt(gcm(nonce, aad), await aes(key, 'encrypt'), own(plaintext)));
    },
    async aesGcmOpen(key, nonce, aad, sealed) {
      try {
        return new Uint8Array(await subtle.decrypt(gcm(nonce, aad), await aes(key, 'decrypt'), own(sealed)));
      } catch {
        return null;
      }
    },
  };
}

/** Imports x ‖ y as a WebCrypto verification key; rejects for bytes that are no point of P-256. */
export async function importP256(
  subtle: SubtleCrypto,
  publicKey: Uint8Array,
  uses: KeyUsage[],
): Promise<CryptoKey> {
  const point = new Uint8Array(1 + publicKey.length);
  point[0] = 0x04;
  point.set(publicKey, 1);
  return subtle.importKey('raw', point, ECDSA, true, uses);
}

/** The same bytes typed as not shared; WebCrypto refuses shared memory, and none of ours is. */
export function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
