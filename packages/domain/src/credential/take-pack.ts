import { sameBytes } from './cose-sign1.ts';
import type { CryptoPort } from './crypto-port.ts';
import { type Pack, type PackedList, readPack } from './pack.ts';
import { type DeviceGrant, openDeviceGrant, rightsDigest } from './reader.ts';
import type { ListFault, VerifyKey } from './signed-list.ts';
import { applyStatusDelta, openStatusDelta, statusDigest } from './status-delta.ts';
import { openStatusList, type StatusSnapshot, statusAt } from './status-list.ts';
import { readTrustList, type TrustList, trustDigest } from './trust-list.ts';

/** A pack as a device keeps it: opened anew at every start, so that what was changed on its disk is found out. */
export type HeldPack = {
  readonly manifest: Uint8Array;
  readonly trustList: Uint8Array;
  readonly grant: Uint8Array;
  /** Entries two bits each (status-list.ts). */
  readonly lists: readonly { readonly list: number; readonly bits: Uint8Array }[];
};

/** What a server sends: the whole, or only what is new to a device that named what it has. */
export type PackUpdate = {
  readonly manifest: Uint8Array;
  /** Null where the device has it. */
  readonly trustList: Uint8Array | null;
  readonly grant: Uint8Array | null;
  /** Whole lists and changes; a list that is not here has not changed. */
  readonly lists: readonly {
    readonly kind: 'whole' | 'delta';
    readonly list: number;
    readonly token: Uint8Array;
  }[];
};

/** A pack that counts. `trust` and the lists bear the pack's own times: it vouches for them anew. */
export type OpenPack = {
  readonly pack: Pack;
  readonly trust: TrustList;
  readonly statusLists: ReadonlyMap<number, StatusSnapshot>;
  /** Null once the grant has ended, and for whoever opens a pack without the device's key. */
  readonly grant: DeviceGrant | null;
};

/**
 * Why a pack is not taken: `older` than the one held, `other-device`, `mixed` of parts that do not belong together,
 * `incomplete` where the device must ask for the whole, or as a signed list is refused.
 */
export type PackFault = ListFault | 'older' | 'other-device' | 'mixed' | 'incomplete';

/** Whom the pack must be for and by whom signed; without `device` (a tool, not a gate) rights are neither opened nor judged. */
export type PackHolder = {
  readonly anchor: VerifyKey;
  readonly device: { readonly id: string; readonly keyPair: CryptoKeyPair } | null;
};

type Taken = { ok: true; held: HeldPack; open: OpenPack } | { ok: false; reason: PackFault };

/** Takes an update to what is held, all or nothing: what is held stays in force unless everything fits. */
export async function takePack(
  held: HeldPack | null,
  update: PackUpdate,
  holder: PackHolder,
  now: Date,
  crypto: CryptoPort,
): Promise<Taken> {
  const next = await manifestOf(update.manifest, holder, now, crypto);
  if (!next.ok) return next;
  const before = held ? await readPack(held.manifest, holder.anchor, crypto) : null;
  if (before?.ok && isOlder(next.pack, before.pack)) return { ok: false, reason: 'older' };
  const known = before?.ok && held ? { held, pack: before.pack } : null;
  const trustList = update.trustList ?? known?.held.trustList;
  const grant = update.grant ?? known?.held.grant;
  if (!trustList || !grant) return { ok: false, reason: 'incomplete' };
  const trust = await trustOf(trustList, next.pack, holder.anchor, crypto);
  if (!trust.ok) return trust;
  const lists: { list: number; bits: Uint8Array }[] = [];
  for (const bound of next.pack.lists) {
    const bits = await bitsOf(bound, update, known, trust.trust, crypto);
    if (!bits.ok) return bits;
    lists.push({ list: bound.list, bits: bits.bits });
  }
  const taken = { manifest: update.manifest, trustList, grant, lists };
  return finish(taken, next.pack, trust.trust, holder, now, crypto);
}

/** Opens what a device kept, as if it came anew: signature, device, end, and every digest. */
export async function openHeldPack(
  held: HeldPack,
  holder: PackHolder,
  now: Date,
  crypto: CryptoPort,
): Promise<Taken> {
  const next = await manifestOf(held.manifest, holder, now, crypto);
  if (!next.ok) return next;
  const trust = await trustOf(held.trustList, next.pack, holder.anchor, crypto);
  if (!trust.ok) return trust;
  for (const { list, digest } of next.pack.lists) {
    const kept = held.lists.find((one) => one.list === list);
    if (!kept) return { ok: false, reason: 'incomplete' };
    if (!sameBytes(await statusDigest(kept.bits, crypto), digest)) return { ok: false, reason: 'mixed' };
  }
  return finish(held, next.pack, trust.trust, holder, now, crypto);
}

/** What a device names of what it has, so that it gets only what is new (the query of readPack). */
export function packQueryOf({ pack, grant }: OpenPack): Record<string, string> {
  const lists = pack.lists.map(({ list, version }) => `${list}.${version}`).join(',');
  return {
    trust: digestText(pack.trust),
    ...(lists === '' ? {} : { lists }),
    // Without a grant that counts it needs a new one.
    ...(grant ? { rights: digestText(pack.rights), grantedAt: String(grant.issuedAt) } : {}),
  };
}

function digestText(digest: Uint8Array): string {
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

async function manifestOf(
  bytes: Uint8Array,
  { anchor, device }: PackHolder,
  now: Date,
  crypto: CryptoPort,
): Promise<{ ok: true; pack: Pack } | { ok: false; reason: PackFault }> {
  const read = await readPack(bytes, anchor, crypto);
  if (!read.ok) return read;
  if (device && read.pack.device !== device.id) return { ok: false, reason: 'other-device' };
  if (now.getTime() >= read.pack.expiresAt * 1000) return { ok: false, reason: 'expired' };
  return read;
}

/** Also where a server that is behind another one signed later: no list may lose what the device knows already. */
function isOlder(next: Pack, held: Pack): boolean {
  if (next.sequence < held.sequence) return true;
  const versions = new Map(held.lists.map(({ list, version }) => [list, version]));
  return next.lists.some(({ list, version }) => version < (versions.get(list) ?? 0));
}

async function trustOf(
  bytes: Uint8Array,
  pack: Pack,
  anchor: VerifyKey,
  crypto: CryptoPort,
): Promise<{ ok: true; trust: TrustList } | { ok: false; reason: PackFault }> {
  const read = await readTrustList(bytes, anchor, crypto);
  if (!read.ok) return read;
  if (!sameBytes(await trustDigest(read.trust, crypto), pack.trust)) return { ok: false, reason: 'mixed' };
  return { ok: true, trust: { ...read.trust, issuedAt: pack.issuedAt, expiresAt: pack.expiresAt } };
}

type Known = { readonly held: HeldPack; readonly pack: Pack } | null;

async function bitsOf(
  bound: PackedList,
  update: PackUpdate,
  known: Known,
  trust: TrustList,
  crypto: CryptoPort,
): Promise<{ ok: true; bits: Uint8Array } | { ok: false; reason: PackFault }> {
  const sent = update.lists.find(({ list }) => list === bound.list);
  const kept = known?.held.lists.find(({ list }) => list === bound.list)?.bits;
  let bits = kept;
  if (sent?.kind === 'whole') {
    const whole = await openStatusList(sent.token, trust.keys, crypto);
    if (!whole.ok) return whole;
    if (whole.snapshot.list !== bound.list) return { ok: false, reason: 'mixed' };
    bits = whole.bits;
  } else if (sent) {
    const opened = await openStatusDelta(sent.token, trust.keys, crypto);
    if (!opened.ok) return opened;
    const { delta } = opened;
    const from = known?.pack.lists.find(({ list }) => list === bound.list)?.version;
    if (!kept || from === undefined) return { ok: false, reason: 'incomplete' };
    if (delta.list !== bound.list || delta.from !== from || delta.to !== bound.version) {
      return { ok: false, reason: 'mixed' };
    }
    bits = applyStatusDelta(kept, delta) ?? undefined;
  }
  if (!bits) return { ok: false, reason: 'incomplete' };
  if (sameBytes(await statusDigest(bits, crypto), bound.digest)) return { ok: true, bits };
  // Kept entries of another version: the whole list will tell.
  return { ok: false, reason: sent ? 'mixed' : 'incomplete' };
}

async function finish(
  held: HeldPack,
  pack: Pack,
  trust: TrustList,
  { anchor, device }: PackHolder,
  now: Date,
  crypto: CryptoPort,
): Promise<Taken> {
  const grant = device ? await openDeviceGrant(held.grant, device.keyPair, anchor, now, crypto) : null;
  if (grant?.ok && !sameBytes(await rightsDigest(grant.grant, crypto), pack.rights)) {
    return { ok: false, reason: 'mixed' };
  }
  if (grant && !grant.ok && grant.reason !== 'expired') return grant;
  const { expiresAt } = pack;
  const statusLists = new Map(
    pack.lists.map(({ list, issuedAt }) => {
      const { bits } = held.lists.find((one) => one.list === list)!;
      return [
        list,
        { list, issuedAt, expiresAt, statusAt: (index: number) => statusAt(bits, index) },
      ] as const;
    }),
  );
  return { ok: true, held, open: { pack, trust, statusLists, grant: grant?.ok ? grant.grant : null } };
}
