import { createDeviceKey, signDeviceGrant } from '@suizheng/domain/credential/reader.ts';
import { signStatusList } from '@suizheng/domain/credential/status-list.ts';
import { authority, createWorld, NOW, T } from '@suizheng/domain/credential/testing/world.ts';
import { signTrustList } from '@suizheng/domain/credential/trust-list.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { ageUnit } from '../device/age-unit.ts';
import { dataAge } from './data-age.ts';
import { type KeptPack, mayReplace, newestLists, openPack } from './open-pack.ts';

const crypto = webCrypto();
const bytes = (value: Uint8Array) => new Uint8Array(value);
let world: Awaited<ReturnType<typeof createWorld>>;
let root: Awaited<ReturnType<typeof authority>>;
let device: Awaited<ReturnType<typeof createDeviceKey>>;
let anchor: { kid: Uint8Array; publicKey: Uint8Array };
let kept: KeptPack;

beforeAll(async () => {
  world = await createWorld(crypto);
  root = await authority(9);
  device = await createDeviceKey();
  anchor = { kid: root.signer.kid, publicKey: root.key.publicKey };
  const grant = { ...world.railReader, device: 'gate-3', issuedAt: T, expiresAt: T + 3_600 };
  const list = { list: 1, size: 1_000, entries: [], issuedAt: T - 30, expiresAt: T + 86_400, ttl: 30 };
  kept = {
    trustList: bytes(await signTrustList(world.trust, root.signer)),
    statusLists: [{ list: 1, token: bytes(await signStatusList(list, world.statusSigner.signer)) }],
    grant: bytes(await signDeviceGrant(grant, device.publicKey, root.signer)),
    fetchedAt: NOW.getTime(),
  };
});
const open = (pack: KeptPack = kept, now = NOW, keys: CryptoKeyPair | null = device.keyPair) =>
  openPack(pack, anchor, keys, now, crypto);

describe('the offline pack', () => {
  it('opens under the pinned root, with its lists and its grant', async () => {
    const pack = await open();
    expect(pack.trust?.sequence).toBe(1);
    expect(pack.statusLists.get(1)?.statusAt(7)).toBe('valid');
    expect(pack.grant?.fieldKeys).toEqual(world.railReader.fieldKeys);
  });

  it('is worth nothing when another root signed it', async () => {
    const other = await authority(9);
    const trustList = bytes(await signTrustList(world.trust, other.signer));
    const pack = await open({ ...kept, trustList });
    expect(pack).toMatchObject({ trust: null, trustFault: 'not-ours', grant: null });
    expect(pack.statusLists.size).toBe(0);
  });

  it('says that it has ended once its trust list has', async () => {
    const pack = await open(kept, new Date(NOW.getTime() + 8 * 86_400_000));
    expect(pack).toMatchObject({ trust: null, trustFault: 'expired' });
    expect(dataAge(pack, NOW).state).toBe('ended');
  });

  it('leaves the device a stranger when the grant has ended or was sealed to another device', async () => {
    expect((await open(kept, new Date(NOW.getTime() + 3_601_000))).grant).toBeNull();
    expect((await open(kept, NOW, (await createDeviceKey()).keyPair)).grant).toBeNull();
    expect((await open(kept, NOW, null)).grant).toBeNull();
  });

  it('never gives way to an older trust list, nor to one that is not ours', async () => {
    const pack = await open();
    const newer = { ...pack, trust: { ...pack.trust!, sequence: 2 } };
    expect(mayReplace(null, pack)).toBe(true);
    expect(mayReplace(pack, newer)).toBe(true);
    expect(mayReplace(newer, pack)).toBe(false);
    expect(mayReplace(pack, { ...pack, trust: null })).toBe(false);
  });

  it('keeps the newer of two status lists', async () => {
    const pack = await open();
    const [snapshot] = [...pack.statusLists.values()];
    const newer = { ...pack, statusLists: new Map([[1, { ...snapshot!, issuedAt: T + 60 }]]) };
    expect(newestLists(newer, pack).statusLists.get(1)?.issuedAt).toBe(T + 60);
    expect(newestLists(pack, newer).statusLists.get(1)?.issuedAt).toBe(T + 60);
  });
});

describe('the age of the data', () => {
  it('V3: goes from fresh to old to ended by the limits that the trust list carries', async () => {
    const pack = await open();
    const after = (seconds: number) => dataAge(pack, new Date(NOW.getTime() + seconds * 1_000)).state;
    // Trust list a minute old, 300 s green, a day amber.
    expect(after(0)).toBe('fresh');
    expect(after(240)).toBe('fresh');
    expect(after(241)).toBe('old');
    expect(after(86_340)).toBe('old');
    expect(after(86_341)).toBe('ended');
    expect(dataAge(null, NOW)).toEqual({ trustAge: null, statusAge: null, state: 'ended' });
  });

  it('is told in a unit that a person can use', () => {
    expect(ageUnit(-3)).toEqual({ unit: 'seconds', n: 0 });
    expect(ageUnit(119.9)).toEqual({ unit: 'seconds', n: 119 });
    expect(ageUnit(120)).toEqual({ unit: 'minutes', n: 2 });
    expect(ageUnit(3 * 3_600)).toEqual({ unit: 'hours', n: 3 });
    expect(ageUnit(50 * 3_600)).toEqual({ unit: 'days', n: 2 });
  });
});
