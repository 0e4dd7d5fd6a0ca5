import { MalformedBytes } from './cbor.ts';
import { byteString, type LabelMap, labelMap, textString, uint } from './cbor-map.ts';
import type { CryptoPort, Signer } from './crypto-port.ts';
import { LIST_TYPES, type ListFault, openList, signList } from './signed-list.ts';
import type { IssuerKey } from './trust-list.ts';
import { own } from './webcrypto.ts';

/** Values of a 2-bit entry (Token Status List §7.1). */
export const STATUS = { valid: 0, revoked: 1, suspended: 2 } as const;

export type StatusName = keyof typeof STATUS;

/** A status list ready to be asked. Times are Unix seconds, taken from the signed token. */
export type StatusSnapshot = {
  list: number;
  issuedAt: number;
  expiresAt: number;
  /** Undefined when the index lies outside the list or its value is unassigned. */
  statusAt(index: number): StatusName | undefined;
};

/** A list to publish; entries that are not named are valid. Times are Unix seconds. */
export type StatusListInput = {
  list: number;
  /** Number of entries the list has room for. */
  size: number;
  entries: Iterable<readonly [index: number, status: StatusName]>;
  issuedAt: number;
  expiresAt: number;
  /** Seconds after which a client should fetch it again. */
  ttl: number;
};

/** CWT claims of a status list token (IETF Token Status List §5.2) and the members of its list. */
const CLAIM = { sub: 2, exp: 4, iat: 6, statusList: 65533, ttl: 65534 } as const;
const SUBJECT = 'urn:suizheng:status-list:';
const BITS = 2;
const NAMES: readonly (StatusName | undefined)[] = ['valid', 'revoked', 'suspended', undefined];

/** Largest inflated list that is accepted, in bytes: four million entries. */
export const MAX_LIST_BYTES = 1 << 20;

/** Builds and signs a status list token (COSE_Sign1, `statuslist+cwt`). */
export async function signStatusList(input: StatusListInput, signer: Signer): Promise<Uint8Array> {
  const bits = packStatuses(input.size, input.entries);
  const compressed = await pipe(bits, new CompressionStream('deflate'), Number.POSITIVE_INFINITY);
  const claims = new Map<number, unknown>([
    [CLAIM.sub, `${SUBJECT}${input.list}`],
    [CLAIM.exp, input.expiresAt],
    [CLAIM.iat, input.issuedAt],
    [CLAIM.ttl, input.ttl],
    [
      CLAIM.statusList,
      new Map<string, unknown>([
        ['bits', BITS],
        ['lst', compressed],
      ]),
    ],
  ]);
  return signList(LIST_TYPES.statusList, claims, signer);
}

/** Opens a status list token under a trust list's keys, as of the time it was signed at; keep the snapshot, not the bytes: inflating is the dear part. Age is judged by verifyCode. */
export async function openStatusList(
  bytes: Uint8Array,
  keys: readonly IssuerKey[],
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<
  { ok: true; snapshot: StatusSnapshot; bits: Uint8Array; ttl: number } | { ok: false; reason: ListFault }
> {
  const signers = keys.filter((key) => key.use === 'status-list');
  const opened = await openList(bytes, LIST_TYPES.statusList, signers, readToken, crypto);
  if (!opened.ok) return opened;
  const { compressed, ttl, key, ...rest } = opened.value;
  if (!keyInUse(key, rest.issuedAt)) return { ok: false, reason: 'unknown-key' };
  try {
    const bits = await pipe(compressed, new DecompressionStream('deflate'), MAX_LIST_BYTES);
    return { ok: true, snapshot: { ...rest, statusAt: (index) => statusAt(bits, index) }, bits, ttl };
  } catch {
    return { ok: false, reason: 'malformed' };
  }
}

/** True while a status list's key signed: neither past its end nor rotated out at that time (Unix seconds). */
export function keyInUse(key: IssuerKey, issuedAt: number): boolean {
  return issuedAt < key.validUntil && (key.retiredAt === null || issuedAt <= key.retiredAt);
}

/** Packs statuses two bits each, the first entry in the lowest bits of the first byte; throws RangeError for an index outside. */
export function packStatuses(
  size: number,
  entries: Iterable<readonly [index: number, status: StatusName]>,
): Uint8Array {
  const bits = new Uint8Array(Math.ceil(size / 4));
  for (const [index, status] of entries) {
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError('status index');
    bits[index >> 2]! &= ~(3 << ((index & 3) * 2));
    bits[index >> 2]! |= STATUS[status] << ((index & 3) * 2);
  }
  return bits;
}

/** The status of one entry of packed bits. */
export function statusAt(bits: Uint8Array, index: number): StatusName | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= bits.length * 4) return undefined;
  return NAMES[(bits[index >> 2]! >> ((index & 3) * 2)) & 3];
}

function readToken(value: unknown, key: IssuerKey) {
  const claims: LabelMap = labelMap(value, Object.values(CLAIM));
  const subject = textString(claims.get(CLAIM.sub));
  const list = claims.get(CLAIM.statusList);
  if (!subject.startsWith(SUBJECT) || !/^\d{1,15}$/.test(subject.slice(SUBJECT.length))) {
    throw new MalformedBytes('subject');
  }
  if (!(list instanceof Map) || list.size !== 2 || list.get('bits') !== BITS)
    throw new MalformedBytes('status list');
  return {
    key,
    list: Number(subject.slice(SUBJECT.length)),
    issuedAt: uint(claims.get(CLAIM.iat)),
    expiresAt: uint(claims.get(CLAIM.exp)),
    ttl: uint(claims.get(CLAIM.ttl)),
    compressed: byteString(list.get('lst')),
  };
}

/** Runs bytes through a zlib stream and stops as soon as the output passes `limit` (decompression bomb). */
async function pipe(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const output = new Blob([own(bytes)])
    .stream()
    .pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>);
  const reader = output.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new MalformedBytes('too large');
    }
    chunks.push(value);
  }
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
