import type { HeldPack, PackHolder, PackUpdate } from '@suizheng/domain/credential/take-pack.ts';
import { base64url, bytesOf } from './base64url.ts';
import { type Device, privateKeyOf, rootOf } from './device.ts';
import type { DeviceView, PackFile } from './types.ts';

/**
 * An offline pack as it is kept: plain JSON. Each part is signed, or bound by what is signed, so that what was changed on a
 * disk is found out when it is opened.
 */
export type KeptPack = {
  readonly reader: DeviceView;
  readonly manifest: string;
  readonly trustList: string;
  readonly grant: string;
  /** Every status list in force, its entries two bits each, as base64url. */
  readonly lists: readonly { readonly list: number; readonly bits: string }[];
  /** Codes of this device's own looks that were shown at another place too. */
  readonly flags: PackFile['flags'];
  readonly fetchedAt: string;
};

/** Bytes of what is kept. */
export function heldOf({ manifest, trustList, grant, lists }: KeptPack): HeldPack {
  return {
    manifest: bytesOf(manifest),
    trustList: bytesOf(trustList),
    grant: bytesOf(grant),
    lists: lists.map(({ list, bits }) => ({ list, bits: bytesOf(bits) })),
  };
}

/** What was taken, as it is kept. */
export function keptOf(held: HeldPack, { reader, flags, fetchedAt }: PackFile): KeptPack {
  return {
    reader,
    manifest: base64url(held.manifest),
    trustList: base64url(held.trustList),
    grant: base64url(held.grant),
    lists: held.lists.map(({ list, bits }) => ({ list, bits: base64url(bits) })),
    flags,
    fetchedAt,
  };
}

/** Bytes of what the platform sent: the whole, or what is new. */
export function updateOf({ manifest, trustList, grant, statusLists }: PackFile): PackUpdate {
  return {
    manifest: bytesOf(manifest),
    trustList: trustList === null ? null : bytesOf(trustList),
    grant: grant === null ? null : bytesOf(grant),
    lists: statusLists.map(({ token, ...one }) => ({ ...one, token: bytesOf(token) })),
  };
}

/** Whom a pack must be for, and by whom signed. */
export async function holderOf(device: Device): Promise<PackHolder> {
  return { anchor: await rootOf(device), device: { id: device.id, keyPair: await privateKeyOf(device) } };
}
