import { MalformedBytes } from './cbor.ts';
import { arrayOf, byteString, labelMap, textString, uint } from './cbor-map.ts';
import type { CryptoPort, Signer } from './crypto-port.ts';
import { LIST_TYPES, type ListFault, openList, signList, type VerifyKey } from './signed-list.ts';

/** One status list as a pack binds it: which version, as of when (Unix seconds), and SHA-256 over its packed entries. */
export type PackedList = { list: number; version: number; issuedAt: number; digest: Uint8Array };

/**
 * What holds an offline pack together (V3): trust list, rights and status lists by their digests, under one signature of
 * the trust root, so that parts of different times make no pack. Times are Unix seconds; `sequence` rises with every
 * pack, in milliseconds, so that a device never goes back to an older one.
 */
export type Pack = {
  sequence: number;
  issuedAt: number;
  expiresAt: number;
  /** The one device it is for. */
  device: string;
  /** trustDigest of the trust list. */
  trust: Uint8Array;
  /** rightsDigest of the device grant. */
  rights: Uint8Array;
  lists: PackedList[];
};

/** Labels: CWT's for times (4 exp, 6 iat); the rest counts from 10. */
const LABEL = { exp: 4, iat: 6, sequence: 10, device: 11, trust: 12, rights: 13, lists: 14 } as const;
const DIGEST_LENGTH = 32;

/** Signs a pack with the root key. */
export async function signPack(pack: Pack, root: Signer): Promise<Uint8Array> {
  const value = new Map<number, unknown>([
    [LABEL.exp, pack.expiresAt],
    [LABEL.iat, pack.issuedAt],
    [LABEL.sequence, pack.sequence],
    [LABEL.device, pack.device],
    [LABEL.trust, pack.trust],
    [LABEL.rights, pack.rights],
    [LABEL.lists, pack.lists.map((one) => [one.list, one.version, one.issuedAt, one.digest])],
  ]);
  return signList(LIST_TYPES.pack, value, root);
}

/** Reads a pack under the pinned root, whenever it ends: takePack judges time and order. */
export async function readPack(
  bytes: Uint8Array,
  anchor: VerifyKey,
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<{ ok: true; pack: Pack } | { ok: false; reason: ListFault }> {
  const opened = await openList(bytes, LIST_TYPES.pack, [anchor], decode, crypto);
  return opened.ok ? { ok: true, pack: opened.value } : opened;
}

function decode(value: unknown): Pack {
  const map = labelMap(value, Object.values(LABEL));
  const pack = {
    sequence: uint(map.get(LABEL.sequence)),
    issuedAt: uint(map.get(LABEL.iat)),
    expiresAt: uint(map.get(LABEL.exp)),
    device: textString(map.get(LABEL.device)),
    trust: byteString(map.get(LABEL.trust), DIGEST_LENGTH),
    rights: byteString(map.get(LABEL.rights), DIGEST_LENGTH),
    lists: arrayOf(map.get(LABEL.lists), decodeList),
  };
  if (new Set(pack.lists.map(({ list }) => list)).size !== pack.lists.length)
    throw new MalformedBytes('same list');
  return pack;
}

function decodeList(value: unknown): PackedList {
  if (!Array.isArray(value) || value.length !== 4) throw new MalformedBytes('list');
  const [list, version, issuedAt, digest] = value as unknown[];
  return {
    list: uint(list),
    version: uint(version),
    issuedAt: uint(issuedAt),
    digest: byteString(digest, DIGEST_LENGTH),
  };
}
