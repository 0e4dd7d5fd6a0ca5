import type { CryptoPort } from '@suizheng/domain/credential/crypto-port.ts';
import { type DeviceGrant, openDeviceGrant } from '@suizheng/domain/credential/reader.ts';
import { openStatusList, type StatusSnapshot } from '@suizheng/domain/credential/status-list.ts';
import { openTrustList, type TrustAnchor, type TrustList } from '@suizheng/domain/credential/trust-list.ts';

/** The offline pack as it is kept: signed bytes, opened anew at every start. `fetchedAt` in milliseconds. */
export type KeptPack = {
  readonly trustList: Uint8Array<ArrayBuffer>;
  readonly statusLists: readonly { readonly list: number; readonly token: Uint8Array<ArrayBuffer> }[];
  /** Null for a stranger. */
  readonly grant: Uint8Array<ArrayBuffer> | null;
  readonly fetchedAt: number;
};

/** Why there is no trust list that counts: none here, past its end, or not signed by the root this device pinned. */
export type TrustFault = 'none' | 'expired' | 'not-ours';

/** A pack whose signatures were checked. */
export type OpenPack = {
  readonly trust: TrustList | null;
  readonly trustFault: TrustFault | null;
  readonly statusLists: ReadonlyMap<number, StatusSnapshot>;
  /** Null for a stranger, and for a device whose grant has ended or was sealed to another key. */
  readonly grant: DeviceGrant | null;
  readonly fetchedAt: number;
};

/** Opens a pack under the pinned root; faulty parts are left out, so that nothing unsigned is ever used. */
export async function openPack(
  kept: KeptPack,
  anchor: TrustAnchor,
  keyPair: CryptoKeyPair | null,
  now: Date,
  crypto: CryptoPort,
): Promise<OpenPack> {
  const { fetchedAt } = kept;
  const opened = await openTrustList(kept.trustList, anchor, now, crypto);
  if (!opened.ok) {
    const trustFault = opened.reason === 'expired' ? 'expired' : 'not-ours';
    return { trust: null, trustFault, statusLists: new Map(), grant: null, fetchedAt };
  }
  const { trust } = opened;
  const lists = await Promise.all(
    kept.statusLists.map(({ token }) => openStatusList(token, trust.keys, crypto)),
  );
  const snapshots = lists.flatMap((list) => (list.ok ? [list.snapshot] : []));
  const grant =
    kept.grant && keyPair ? await openDeviceGrant(kept.grant, keyPair, anchor, now, crypto) : null;
  return {
    trust,
    trustFault: null,
    statusLists: new Map(snapshots.map((snapshot) => [snapshot.list, snapshot])),
    grant: grant?.ok ? grant.grant : null,
    fetchedAt,
  };
}

/**
 * True when `next` may replace `held`: an older trust list never does (somebody could play back one from before
 * a key was withdrawn), nor does one that is not ours.
 */
export function mayReplace(held: OpenPack | null, next: OpenPack): boolean {
  if (next.trust === null) return false;
  return !held?.trust || next.trust.sequence >= held.trust.sequence;
}

/** Each status list by its newest token: a list that was newer before stays. */
export function newestLists(held: OpenPack | null, next: OpenPack): OpenPack {
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
