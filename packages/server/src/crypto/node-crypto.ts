import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  createSecretKey,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { CryptoPort, Signer } from '@suizheng/domain/credential/crypto-port.ts';
import { derToRaw, MAX_DER_LENGTH, rawToDer } from './ecdsa-der.ts';

const TAG_LENGTH = 12;
const GCM = { authTagLength: TAG_LENGTH } as const;

/** SubjectPublicKeyInfo of an uncompressed P-256 point up to x: 27 bytes, so that the point's base64 can simply follow. */
const SPKI_LEAD = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d03010703420004', 'hex').toString(
  'base64',
);
const PEM_LEAD = `-----BEGIN PUBLIC KEY-----\n${SPKI_LEAD}`;
const PEM_END = '\n-----END PUBLIC KEY-----\n';

/** PEM of a P-256 key given as x ‖ y. Passing it straight to verify() is the fastest import node 24 has: 10 µs against 32 µs for DER or JWK objects. */
function pem(publicKey: Uint8Array): string {
  const view = Buffer.from(publicKey.buffer, publicKey.byteOffset, publicKey.byteLength);
  return PEM_LEAD + view.toString('base64') + PEM_END;
}

/** The fast CryptoPort on node:crypto, all answers synchronous. */
export function nodeCrypto(): CryptoPort {
  const known = new WeakMap<Uint8Array, KeyObject>();
  const secrets = new WeakMap<Uint8Array, KeyObject>();
  // A cipher takes a KeyObject four times as fast as the same key in bytes.
  const secret = (key: Uint8Array): KeyObject => {
    let object = secrets.get(key);
    if (!object) {
      object = createSecretKey(key);
      secrets.set(key, object);
    }
    return object;
  };
  return {
    verifyP256(publicKey, data, signature) {
      return check(publicKey.length === 64 ? pem(publicKey) : null, data, signature);
    },
    verifyKnownP256(publicKey, data, signature) {
      let key = known.get(publicKey);
      if (!key) {
        const imported = importPublicKey(publicKey);
        if (!imported) return false;
        key = imported;
        known.set(publicKey, key);
      }
      return check(key, data, signature);
    },
    sha256Hex: (data) => hash('sha256', data, 'hex'),
    aesGcmSeal(key, nonce, aad, plaintext) {
      const cipher = createCipheriv('aes-256-gcm', secret(key), nonce, GCM);
      cipher.setAAD(aad);
      const out = new Uint8Array(plaintext.length + TAG_LENGTH);
      out.set(cipher.update(plaintext));
      cipher.final();
      out.set(cipher.getAuthTag(), plaintext.length);
      return out;
    },
    aesGcmOpen(key, nonce, aad, sealed) {
      const end = sealed.length - TAG_LENGTH;
      if (end < 0) return null;
      try {
        const decipher = createDecipheriv('aes-256-gcm', secret(key), nonce, GCM);
        decipher.setAAD(aad);
        decipher.setAuthTag(sealed.subarray(end));
        const plain = decipher.update(sealed.subarray(0, end));
        decipher.final();
        return plain;
      } catch {
        return null;
      }
    },
  };
}

/** A Signer over a private key in this process; signs DER and converts. */
export function nodeSigner(privateKey: KeyObject, kid: Uint8Array): Signer {
  return { kid, sign: (data) => derToRaw(sign('sha256', data, privateKey)) };
}

/** Imports x ‖ y; null for bytes that are no point of P-256. */
export function importPublicKey(publicKey: Uint8Array): KeyObject | null {
  if (publicKey.length !== 64) return null;
  try {
    return createPublicKey(pem(publicKey));
  } catch {
    return null;
  }
}

/** x ‖ y of a P-256 key. */
export function exportPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(27));
}

/** verify() is synchronous, so one buffer serves every signature: an array past 64 bytes costs 0.8 µs to allocate. */
const der = new Uint8Array(MAX_DER_LENGTH);

function check(key: KeyObject | string | null, data: Uint8Array, signature: Uint8Array): boolean {
  if (key === null || signature.length !== 64) return false;
  try {
    return verify('sha256', data, key, rawToDer(signature, der));
  } catch {
    return false;
  }
}
