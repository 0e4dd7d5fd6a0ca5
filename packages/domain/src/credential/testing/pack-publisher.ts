import type { CryptoPort } from '../crypto-port.ts';
import { type PackedList, signPack } from '../pack.ts';
import { type DeviceGrant, rightsDigest, signDeviceGrant } from '../reader.ts';
import { signStatusDelta, statusDigest } from '../status-delta.ts';
import { packStatuses, type StatusName, signStatusList } from '../status-list.ts';
import type { PackUpdate } from '../take-pack.ts';
import { signTrustList, trustDigest } from '../trust-list.ts';
import { authority, createWorld, T } from './world.ts';

export const LIST_SIZE = 64;

/** A server that publishes packs for one device, with every state it ever had. */
export async function packPublisher(crypto: CryptoPort, device: { id: string; publicKey: Uint8Array }) {
  const world = await createWorld(crypto);
  const root = await authority(9);
  /** Statuses by version, for each list; version 0 has every entry valid. */
  const lists = new Map<number, Map<number, StatusName>[]>([
    [1, [new Map()]],
    [2, [new Map()]],
  ]);
  let at = T;
  const rights = {
    device: device.id,
    scope: 'rail',
    purposes: ['check'],
    fieldKeys: world.railReader.fieldKeys,
  };

  const versionOf = (list: number): number => lists.get(list)!.length - 1;

  return {
    anchor: { kid: root.signer.kid, publicKey: root.key.publicKey },
    root: root.signer,
    statusSigner: world.statusSigner.signer,
    rights,
    versionOf,
    now: () => new Date(at * 1000),
    pass(seconds: number) {
      at += seconds;
    },
    change(list: number, index: number, status: StatusName) {
      const versions = lists.get(list)!;
      versions.push(new Map([...versions.at(-1)!, [index, status]]));
    },
    statusesAt: (list: number, version: number) => lists.get(list)![version]!,
    /** An update for a device that has these versions (none: the whole). */
    async update(
      have: ReadonlyMap<number, number> | null,
      given: Partial<DeviceGrant> = {},
    ): Promise<PackUpdate> {
      const trust = { ...world.trust, sequence: at, issuedAt: at, expiresAt: at + 8 * 86_400 };
      const grant: DeviceGrant = { ...rights, issuedAt: at, expiresAt: at + 8 * 86_400, ...given };
      const packed: PackedList[] = [];
      const sent: PackUpdate['lists'][number][] = [];
      for (const list of lists.keys()) {
        const version = versionOf(list);
        const entries = lists.get(list)![version]!;
        const digest = await statusDigest(packStatuses(LIST_SIZE, entries), crypto);
        packed.push({ list, version, issuedAt: at, digest });
        const from = have?.get(list);
        if (from === version) continue;
        if (from !== undefined && from < version) {
          const before = lists.get(list)![from]!;
          const changes = [...entries].filter(([index, status]) => before.get(index) !== status);
          const delta = { list, from, to: version, issuedAt: at, changes };
          sent.push({ kind: 'delta', list, token: await signStatusDelta(delta, world.statusSigner.signer) });
        } else {
          const whole = { list, size: LIST_SIZE, entries, issuedAt: at, expiresAt: trust.expiresAt, ttl: 30 };
          sent.push({ kind: 'whole', list, token: await signStatusList(whole, world.statusSigner.signer) });
        }
      }
      const manifest = await signPack(
        {
          sequence: at * 1000,
          issuedAt: at,
          expiresAt: at + 8 * 86_400,
          device: device.id,
          trust: await trustDigest(trust, crypto),
          rights: await rightsDigest(grant, crypto),
          lists: packed,
        },
        root.signer,
      );
      return {
        manifest,
        trustList: have ? null : await signTrustList(trust, root.signer),
        grant: have ? null : await signDeviceGrant(grant, device.publicKey, root.signer),
        lists: sent,
      };
    },
  };
}
