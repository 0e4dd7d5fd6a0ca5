import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import type { DeviceGrant } from '@suizheng/domain/credential/reader.ts';
import { openStatusList, type StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { type HeldPack, type OpenPack, openHeldPack } from '@suizheng/domain/credential/take-pack.ts';
import { openTrustList, type TrustAnchor, type TrustList } from '@suizheng/domain/credential/trust-list.ts';

/** A pack as an enrolled device keeps it. `fetchedAt` in milliseconds. */
export type DevicePack = { readonly kind: 'device'; readonly held: HeldPack; readonly fetchedAt: number };

/** What a stranger's scanner keeps: public lists, each with its own signature. */
export type StrangerPack = {
  readonly kind: 'stranger';
  readonly trustList: Uint8Array<ArrayBuffer>;
  readonly statusLists: readonly { readonly list: number; readonly token: Uint8Array<ArrayBuffer> }[];
  readonly fetchedAt: number;
};

/** Signed bytes, opened anew at every start. */
export type KeptPack = DevicePack | StrangerPack;

/** Why there is no trust list that counts: none here, past its end, or not signed by the root this device pinned. */
export type TrustFault = 'none' | 'expired' | 'not-ours';

/** Data whose signatures were checked. */
export type GatePack = {
  readonly trust: TrustList | null;
  readonly trustFault: TrustFault | null;
  readonly statusLists: ReadonlyMap<number, StatusSnapshot>;
  /** Null for a stranger, and for a device whose grant has ended. */
  readonly grant: DeviceGrant | null;
  readonly fetchedAt: number;
  /** What the next update builds on; null for a stranger. */
  readonly taken: Taken | null;
};

/** A pack in both its forms: as it is kept, and opened. */
export type Taken = { readonly held: HeldPack; readonly open: OpenPack };

/** Opens what was kept under the pinned root; what does not hold together is worth nothing. */
export async function openKept(
  kept: KeptPack,
  { anchor, device }: { anchor: TrustAnchor; device: { id: string; keyPair: CryptoKeyPair } | null },
  now: Date,
  crypto: CryptoPort,
): Promise<GatePack> {
  // What an earlier version of this app kept has no kind: the next answer of the server takes its place.
  if (kept.kind === 'device' && device) {
    const taken = await openHeldPack(kept.held, { anchor, device }, now, crypto);
    if (taken.ok) return devicePack(taken, kept.fetchedAt);
    return nothing(taken.reason === 'expired' ? 'expired' : 'not-ours', kept.fetchedAt);
  }
  if (kept.kind === 'stranger' && !device) return openStrangerPack(kept, anchor, now, crypto);
  return nothing('none', kept.fetchedAt);
}

/** A pack that was taken, as the gate judges by it. */
export function devicePack(taken: Taken, fetchedAt: number): GatePack {
  const { trust, statusLists, grant } = taken.open;
  return { trust, trustFault: null, statusLists, grant, fetchedAt, taken };
}

/** Opens public lists; faulty ones are left out, so that nothing unsigned is ever used. */
export async function openStrangerPack(
  kept: StrangerPack,
  anchor: TrustAnchor,
  now: Date,
  crypto: CryptoPort,
): Promise<GatePack> {
  const { fetchedAt } = kept;
  const opened = await openTrustList(kept.trustList, anchor, now, crypto);
  if (!opened.ok) return nothing(opened.reason === 'expired' ? 'expired' : 'not-ours', fetchedAt);
  const { trust } = opened;
  const lists = await Promise.all(
    kept.statusLists.map(({ token }) => openStatusList(token, trust.keys, crypto)),
  );
  const snapshots = lists.flatMap((list) => (list.ok ? [list.snapshot] : []));
  const statusLists = new Map(snapshots.map((snapshot) => [snapshot.list, snapshot]));
  return { trust, trustFault: null, statusLists, grant: null, fetchedAt, taken: null };
}

/**
 * True when `next` may replace `held`: an older trust list never does (somebody could play back one from before
 * a key was withdrawn), nor does one that is not ours.
 */
export function mayReplace(held: GatePack | null, next: GatePack): boolean {
  if (next.trust === null) return false;
  return !held?.trust || next.trust.sequence >= held.trust.sequence;
}

/** Each status list by its newest token: a list that was newer before stays. */
export function newestLists(held: GatePack | null, next: GatePack): GatePack {
  const statusLists = new Map(next.statusLists);
  for (const [list, snapshot] of held?.statusLists ?? []) {
    const other = statusLists.get(list);
    if (other && other.issuedAt < snapshot.issuedAt) statusLists.set(list, snapshot);
  }
  return { ...next, statusLists };
}

/** Name of a root key in the lists it signs: the first 4 bytes of SHA-256 over x ‖ y. */
export async function anchorOf(publicKey: Uint8Array<ArrayBuffer>): Promise<TrustAnchor> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', publicKey);
  return { publicKey, kid: new Uint8Array(digest).slice(0, 4) };
}

function nothing(trustFault: TrustFault, fetchedAt: number): GatePack {
  return { trust: null, trustFault, statusLists: new Map(), grant: null, fetchedAt, taken: null };
}
