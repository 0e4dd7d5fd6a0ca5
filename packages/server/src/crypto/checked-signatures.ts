import { hash } from 'node:crypto';
import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';

/** Slots that one digest may stand in. */
const WAYS = 4;
const DIGEST_LENGTH = 32;
/** Longest message remembered; a credential's Sig_structure has some 400 bytes. */
const LONGEST = 4_096;

/** A CryptoPort that remembers which issuer signatures it has found good, and how often that helped. */
export type CheckedSignatures = CryptoPort & {
  readonly counts: () => { readonly hits: number; readonly misses: number };
};

/**
 * Spares the second check of an issuer's signature over the same bytes: a person passes several gates with one
 * credential, while the phone's own signature is new each time and is checked each time. Remembered is only that this
 * key signed these bytes, which stays true for ever; whether the key still counts is asked of the trust list at every
 * scan, before this, so that nothing outlives a key's withdrawal. The bytes are named by a salted SHA-256 over key,
 * signature and message, 32 bytes each; a full place gives way at random.
 */
export function rememberCheckedSignatures(
  crypto: CryptoPort,
  { atMost, random }: { atMost: number; random: (length: number) => Uint8Array },
): CheckedSignatures {
  const sets = 2 ** Math.max(0, Math.floor(Math.log2(atMost / WAYS)));
  const table = Buffer.alloc(sets * WAYS * DIGEST_LENGTH);
  // Salted: nobody outside can know which signatures push each other out.
  const salt = random(16);
  const scratch = new Uint8Array(16 + 128 + LONGEST);
  scratch.set(salt);
  let [hits, misses] = [0, 0];

  const digestOf = (key: Uint8Array, data: Uint8Array, signature: Uint8Array): Buffer => {
    scratch.set(key, 16);
    scratch.set(signature, 80);
    scratch.set(data, 144);
    return hash('sha256', scratch.subarray(0, 144 + data.length), 'buffer');
  };

  const verify = (key: Uint8Array, data: Uint8Array, signature: Uint8Array) => {
    if (key.length !== 64 || signature.length !== 64 || data.length > LONGEST)
      return crypto.verifyKnownP256(key, data, signature);
    const digest = digestOf(key, data, signature);
    const set = (digest.readUInt32LE() & (sets - 1)) * WAYS;
    for (let way = 0; way < WAYS; way += 1) {
      const at = (set + way) * DIGEST_LENGTH;
      if (table.compare(digest, 0, DIGEST_LENGTH, at, at + DIGEST_LENGTH) === 0) {
        hits += 1;
        return true;
      }
    }
    misses += 1;
    const answer = crypto.verifyKnownP256(key, data, signature);
    const keep = (good: boolean): boolean => {
      if (good) digest.copy(table, (set + (digest[4]! & (WAYS - 1))) * DIGEST_LENGTH);
      return good;
    };
    return answer instanceof Promise ? answer.then(keep) : keep(answer);
  };
  return { ...crypto, verifyKnownP256: verify, counts: () => ({ hits, misses }) };
}
