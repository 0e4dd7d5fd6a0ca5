import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

const NONCE = 12;
const TAG = 16;
const DATA_KEY_PLACE = 'data-key';

/** A master key with its 4-byte id, which every data key that it wraps carries in front. */
export type MasterKey = { kid: Uint8Array; key: KeyObject };

/** A fresh 256-bit data key, wrapped: kid ‖ nonce ‖ ciphertext ‖ tag. Destroying these bytes destroys all that the key sealed. */
export function newWrappedDataKey(master: MasterKey): Buffer {
  return Buffer.concat([master.kid, seal(master.key, DATA_KEY_PLACE, randomBytes(32))]);
}

/** Seals personal data under a wrapped data key; `place` (table, row, column) is bound, so that rows cannot be swapped. */
export function sealForPerson(
  masters: readonly MasterKey[],
  wrapped: Uint8Array,
  place: string,
  plain: Uint8Array,
): Buffer {
  return seal(unwrap(masters, wrapped), place, plain);
}

/** The inverse of sealForPerson; throws when the bytes were changed, or sealed elsewhere or under another key. */
export function openForPerson(
  masters: readonly MasterKey[],
  wrapped: Uint8Array,
  place: string,
  sealed: Uint8Array,
): Buffer {
  return open(unwrap(masters, wrapped), place, sealed);
}

/** HMAC-SHA-256, 32 bytes, of a normalised value: rows can be found by it, and nothing can be read from it without the pepper. */
export function blindIndex(pepper: KeyObject, kind: string, value: string): Buffer {
  return createHmac('sha256', pepper).update(`${kind}\0${value}`).digest();
}

function unwrap(masters: readonly MasterKey[], wrapped: Uint8Array): KeyObject {
  const bytes = view(wrapped);
  const master = masters.find((m) => bytes.subarray(0, m.kid.length).equals(m.kid));
  if (!master) throw new Error('data key wrapped by an unknown master key');
  return createSecretKey(open(master.key, DATA_KEY_PLACE, bytes.subarray(master.kid.length)));
}

function seal(key: KeyObject, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: KeyObject, place: string, sealed: Uint8Array): Buffer {
  const bytes = view(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
