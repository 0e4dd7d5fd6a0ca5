import { MalformedBytes } from './cbor.ts';
import { arrayOf, byteString, encodeCbor, labelMap, textString, uint } from './cbor-map.ts';
import { KID_LENGTH } from './cose-sign1.ts';
import type { CryptoPort, Signer } from './crypto-port.ts';
import { fromHex } from './hex.ts';
import { LIST_TYPES, type ListFault, openList, signList, type VerifyKey } from './signed-list.ts';

/** A key that signs credentials or status lists. Times are Unix seconds. */
export type IssuerKey = {
  kid: Uint8Array;
  publicKey: Uint8Array;
  use: 'credential' | 'status-list';
  validFrom: number;
  /** No signature of this key counts from here on. */
  validUntil: number;
  /** Set when the key was rotated out: nothing issued later may bear its signature. */
  retiredAt: number | null;
};

/** What a verifier must know about one kind of credential; its texts live with the procedure. */
export type CredentialType = {
  code: number;
  procedure: string;
  /** GB/T 36904 type code, 21 characters (18 + 3). */
  gbtTypeCode: string;
  /** Where it is valid; a reader of another scope gets `not-valid-here`, at the border `not-valid-for-border`. */
  scopes: string[];
  /** Life of one presented code, in seconds (policy, B5). */
  presentationSeconds: number;
  /** Tolerated difference between two clocks, in seconds (policy). */
  skewSeconds: number;
};

/** The signed bundle that lets a device verify offline. Times are Unix seconds. */
export type TrustList = {
  sequence: number;
  issuedAt: number;
  expiresAt: number;
  issuer: { name: string; uscc: string };
  keys: IssuerKey[];
  types: CredentialType[];
  /** Oldest data (status list, trust list) that may still be green, and still be amber; seconds. */
  freshness: { green: number; amber: number };
};

/** Pinned when a device is enrolled: the only key whose trust lists count. */
export type TrustAnchor = VerifyKey;

/** Signs a trust list with the root key. */
export async function signTrustList(trust: TrustList, root: Signer): Promise<Uint8Array> {
  return signList(LIST_TYPES.trustList, encode(trust), root);
}

/** Opens a trust list under the pinned anchor; `expired` when `now` is past its end. A caller that holds a newer sequence keeps that one. */
export async function openTrustList(
  bytes: Uint8Array,
  anchor: TrustAnchor,
  now: Date,
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<{ ok: true; trust: TrustList } | { ok: false; reason: ListFault }> {
  const opened = await readTrustList(bytes, anchor, crypto);
  if (opened.ok && now.getTime() >= opened.trust.expiresAt * 1000) return { ok: false, reason: 'expired' };
  return opened;
}

/** The same whenever it ends: for one that a younger pack vouches for (pack.ts). */
export async function readTrustList(
  bytes: Uint8Array,
  anchor: TrustAnchor,
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<{ ok: true; trust: TrustList } | { ok: false; reason: ListFault }> {
  const opened = await openList(bytes, LIST_TYPES.trustList, [anchor], decode, crypto);
  return opened.ok ? { ok: true, trust: opened.value } : opened;
}

/** SHA-256 over what a trust list says, its times and sequence left out: the same for every signing of the same keys and types. */
export async function trustDigest(
  trust: TrustList,
  crypto: Pick<CryptoPort, 'sha256Hex'>,
): Promise<Uint8Array> {
  const said = encode(trust);
  for (const label of [LABEL.exp, LABEL.iat, LABEL.sequence]) said.delete(label);
  return fromHex(await crypto.sha256Hex(encodeCbor(said)))!;
}

/** Labels: CWT's for times (4 exp, 6 iat); the rest counts from 10, inner structures are arrays in the order of their types. */
const LABEL = { exp: 4, iat: 6, sequence: 10, issuer: 11, keys: 12, types: 13, freshness: 14 } as const;
const USES = ['credential', 'status-list'] as const;

function encode(trust: TrustList): Map<number, unknown> {
  const { issuer, freshness } = trust;
  return new Map<number, unknown>([
    [LABEL.exp, trust.expiresAt],
    [LABEL.iat, trust.issuedAt],
    [LABEL.sequence, trust.sequence],
    [LABEL.issuer, [issuer.name, issuer.uscc]],
    [
      LABEL.keys,
      trust.keys.map((k) => [
        k.kid,
        k.publicKey,
        USES.indexOf(k.use),
        k.validFrom,
        k.validUntil,
        k.retiredAt,
      ]),
    ],
    [
      LABEL.types,
      trust.types.map((t) => [
        t.code,
        t.procedure,
        t.gbtTypeCode,
        t.scopes,
        t.presentationSeconds,
        t.skewSeconds,
      ]),
    ],
    [LABEL.freshness, [freshness.green, freshness.amber]],
  ]);
}

function decode(value: unknown): TrustList {
  const map = labelMap(value, Object.values(LABEL));
  const issuer = tuple(map.get(LABEL.issuer), 2);
  const freshness = tuple(map.get(LABEL.freshness), 2);
  const trust = {
    sequence: uint(map.get(LABEL.sequence)),
    issuedAt: uint(map.get(LABEL.iat)),
    expiresAt: uint(map.get(LABEL.exp)),
    issuer: { name: textString(issuer[0]), uscc: textString(issuer[1]) },
    keys: arrayOf(map.get(LABEL.keys), decodeKey),
    types: arrayOf(map.get(LABEL.types), decodeType),
    freshness: { green: uint(freshness[0]), amber: uint(freshness[1]) },
  };
  if (new Set(trust.keys.map((k) => k.kid.join())).size !== trust.keys.length)
    throw new MalformedBytes('same kid');
  if (new Set(trust.types.map((t) => t.code)).size !== trust.types.length)
    throw new MalformedBytes('same type');
  return trust;
}

function decodeKey(value: unknown): IssuerKey {
  const [kid, publicKey, use, validFrom, validUntil, retiredAt] = tuple(value, 6);
  const name = USES[uint(use)];
  if (!name) throw new MalformedBytes('key use');
  return {
    kid: byteString(kid, KID_LENGTH),
    publicKey: byteString(publicKey, 64),
    use: name,
    validFrom: uint(validFrom),
    validUntil: uint(validUntil),
    retiredAt: retiredAt === null ? null : uint(retiredAt),
  };
}

function decodeType(value: unknown): CredentialType {
  const [code, procedure, gbtTypeCode, scopes, presentationSeconds, skewSeconds] = tuple(value, 6);
  if (!/^[0-9A-Z]{21}$/.test(textString(gbtTypeCode))) throw new MalformedBytes('type code');
  return {
    code: uint(code),
    procedure: textString(procedure),
    gbtTypeCode: textString(gbtTypeCode),
    scopes: arrayOf(scopes, textString),
    presentationSeconds: uint(presentationSeconds),
    skewSeconds: uint(skewSeconds),
  };
}

function tuple(value: unknown, length: number): unknown[] {
  if (!Array.isArray(value) || value.length !== length) throw new MalformedBytes('tuple');
  return value;
}
