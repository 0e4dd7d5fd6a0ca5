import { MalformedBytes } from './cbor.ts';
import { arrayOf, labelMap, uint } from './cbor-map.ts';
import type { CryptoPort, Signer } from './crypto-port.ts';
import { fromHex } from './hex.ts';
import { LIST_TYPES, type ListFault, openList, signList } from './signed-list.ts';
import { keyInUse, STATUS, type StatusName } from './status-list.ts';
import type { IssuerKey } from './trust-list.ts';

/** What changed in a status list between two of its versions: entries by rising index, each with its present status. */
export type StatusDelta = {
  list: number;
  from: number;
  to: number;
  /** Unix seconds. */
  issuedAt: number;
  changes: readonly (readonly [index: number, status: StatusName])[];
};

const LABEL = { iat: 6, list: 10, from: 11, to: 12, changes: 13 } as const;
const NAMES = Object.keys(STATUS) as StatusName[];

/** Signs a delta by the key that signs status lists. */
export async function signStatusDelta(delta: StatusDelta, signer: Signer): Promise<Uint8Array> {
  const changes = [...delta.changes].sort(([a], [b]) => a - b);
  const value = new Map<number, unknown>([
    [LABEL.iat, delta.issuedAt],
    [LABEL.list, delta.list],
    [LABEL.from, delta.from],
    [LABEL.to, delta.to],
    [LABEL.changes, changes.flatMap(([index, status]) => [index, STATUS[status]])],
  ]);
  return signList(LIST_TYPES.statusDelta, value, signer);
}

/** Opens a delta under a trust list's keys, as of the time it was signed at. */
export async function openStatusDelta(
  bytes: Uint8Array,
  keys: readonly IssuerKey[],
  crypto: Pick<CryptoPort, 'verifyKnownP256'>,
): Promise<{ ok: true; delta: StatusDelta } | { ok: false; reason: ListFault }> {
  const signers = keys.filter((key) => key.use === 'status-list');
  const opened = await openList(
    bytes,
    LIST_TYPES.statusDelta,
    signers,
    (value, key) => ({ key, delta: read(value) }),
    crypto,
  );
  if (!opened.ok) return opened;
  const { key, delta } = opened.value;
  return keyInUse(key, delta.issuedAt) ? { ok: true, delta } : { ok: false, reason: 'unknown-key' };
}

/** The list with the changes; null where one lies outside it. What was held stays as it is. */
export function applyStatusDelta(bits: Uint8Array, delta: Pick<StatusDelta, 'changes'>): Uint8Array | null {
  const changed = bits.slice();
  for (const [index, status] of delta.changes) {
    if (index >= bits.length * 4) return null;
    const shift = (index & 3) * 2;
    changed[index >> 2] = (changed[index >> 2]! & ~(3 << shift)) | (STATUS[status] << shift);
  }
  return changed;
}

/** SHA-256 over a list's packed entries. */
export async function statusDigest(
  bits: Uint8Array,
  crypto: Pick<CryptoPort, 'sha256Hex'>,
): Promise<Uint8Array> {
  return fromHex(await crypto.sha256Hex(bits))!;
}

function read(value: unknown): StatusDelta {
  const map = labelMap(value, Object.values(LABEL));
  const numbers = arrayOf(map.get(LABEL.changes), uint);
  if (numbers.length % 2 !== 0) throw new MalformedBytes('changes');
  const changes: [number, StatusName][] = [];
  for (let i = 0; i < numbers.length; i += 2) {
    const status = NAMES.find((name) => STATUS[name] === numbers[i + 1]);
    if (status === undefined || numbers[i]! <= (changes.at(-1)?.[0] ?? -1))
      throw new MalformedBytes('changes');
    changes.push([numbers[i]!, status]);
  }
  const [from, to] = [uint(map.get(LABEL.from)), uint(map.get(LABEL.to))];
  if (to < from) throw new MalformedBytes('versions');
  return { list: uint(map.get(LABEL.list)), from, to, issuedAt: uint(map.get(LABEL.iat)), changes };
}
