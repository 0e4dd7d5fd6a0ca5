import type { CryptoPort, P256PublicKey, P256Signature } from './crypto-port.ts';
import { createPresentation } from './presentation.ts';
import { own } from './webcrypto.ts';

/** A holder's key in the browser: the private half cannot leave it. Both parts may be stored in IndexedDB. */
export type HolderKey = { privateKey: CryptoKey; publicKey: P256PublicKey };

/** Domain separation: a proof of possession can never be read as a presentation, whose first byte is 0x84. */
const PROOF_LEAD = new TextEncoder().encode('suizheng holder key 1\n');

/** Makes a non-extractable P-256 key; the public half is x ‖ y, 64 bytes. */
export async function createHolderKey(subtle: SubtleCrypto = globalThis.crypto.subtle): Promise<HolderKey> {
  const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const point = new Uint8Array(await subtle.exportKey('raw', pair.publicKey));
  return { privateKey: pair.privateKey, publicKey: point.slice(1) };
}

/** ES256 with a holder key, r ‖ s. */
export async function signWithHolderKey(
  key: Pick<HolderKey, 'privateKey'>,
  data: Uint8Array,
  subtle: SubtleCrypto = globalThis.crypto.subtle,
): Promise<P256Signature> {
  const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key.privateKey, own(data));
  return new Uint8Array(signature);
}

/** The text of a fresh QR, offline too. `now` is the phone's clock; `nonce` a random 32-bit unsigned integer. */
export async function signPresentation(
  key: Pick<HolderKey, 'privateKey'>,
  input: { credential: Uint8Array; now: Date; nonce: number },
): Promise<string> {
  const time = Math.floor(input.now.getTime() / 1000);
  return createPresentation({ credential: input.credential, time, nonce: input.nonce }, (data) =>
    signWithHolderKey(key, data),
  );
}

/** Proves possession of the key to the server that binds it: a signature over the server's challenge. */
export async function signHolderProof(
  key: Pick<HolderKey, 'privateKey'>,
  challenge: Uint8Array,
): Promise<P256Signature> {
  return signWithHolderKey(key, proofBytes(challenge));
}

/** Checks signHolderProof; also false for a key that is no point of the curve. */
export async function verifyHolderProof(
  publicKey: P256PublicKey,
  challenge: Uint8Array,
  signature: P256Signature,
  crypto: Pick<CryptoPort, 'verifyP256'>,
): Promise<boolean> {
  return crypto.verifyP256(publicKey, proofBytes(challenge), signature);
}

function proofBytes(challenge: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(PROOF_LEAD.length + challenge.length);
  bytes.set(PROOF_LEAD);
  bytes.set(challenge, PROOF_LEAD.length);
  return bytes;
}
