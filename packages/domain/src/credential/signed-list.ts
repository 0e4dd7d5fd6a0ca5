import { MalformedBytes, readExactly } from './cbor.ts';
import { decodeCbor, encodeCbor } from './cbor-map.ts';
import { es256Header, readSign1, sign1 } from './cose-sign1.ts';
import type { CryptoPort, P256PublicKey, Signer } from './crypto-port.ts';

/** What a signed structure is, in its protected header (typ, RFC 9596): a key's signature on one kind never counts for another. */
export const LIST_TYPES = {
  trustList: 'application/suizheng-trust-list+cose',
  statusList: 'application/statuslist+cwt',
  deviceGrant: 'application/suizheng-device-grant+cose',
  statusDelta: 'application/suizheng-status-delta+cose',
  pack: 'application/suizheng-pack+cose',
} as const;

/** A public key with its id, pinned or taken from a trust list. */
export type VerifyKey = { kid: Uint8Array; publicKey: P256PublicKey };

/** Why a signed list is refused. */
export type ListFault = 'malformed' | 'unknown-key' | 'bad-signature' | 'expired';

/** Signs a value as COSE_Sign1 with typ. */
export async function signList(typ: string, value: unknown, signer: Signer): Promise<Uint8Array> {
  return sign1(es256Header(signer.kid, typ), encodeCbor(value), signer.sign);
}

/** Checks the signature first and only then reads the payload with `read`, whose MalformedBytes become a fault. */
export async function openList<T, K extends VerifyKey>(
  bytes: Uint8Array,
  typ: string,
  keys: readonly K[],
  read: (value: unknown, key: K) => T,
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<{ ok: true; value: T } | { ok: false; reason: ListFault }> {
  try {
    const cursor = { bytes, at: 0 };
    const cose = readSign1(cursor);
    if (cursor.at !== bytes.length) throw new MalformedBytes('trailing bytes');
    const key = keys.find((candidate) => hasHeader(bytes, cose, candidate.kid, typ));
    if (!key) return { ok: false, reason: 'unknown-key' };
    if (!(await crypto.verifyKnownP256(key.publicKey, cose.toBeSigned, cose.signature))) {
      return { ok: false, reason: 'bad-signature' };
    }
    return { ok: true, value: read(decodeCbor(bytes.slice(cose.payloadStart, cose.payloadEnd)), key) };
  } catch (error) {
    if (error instanceof MalformedBytes) return { ok: false, reason: 'malformed' };
    throw error;
  }
}

function hasHeader(
  bytes: Uint8Array,
  cose: { headerStart: number; headerEnd: number },
  kid: Uint8Array,
  typ: string,
): boolean {
  const expected = es256Header(kid, typ);
  if (cose.headerEnd - cose.headerStart !== expected.length) return false;
  try {
    readExactly({ bytes, at: cose.headerStart }, expected);
    return true;
  } catch {
    return false;
  }
}
