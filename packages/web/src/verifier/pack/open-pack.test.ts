import { createDeviceKey } from '@suizheng/domain/credential/reader.ts';
import { takePack } from '@suizheng/domain/credential/take-pack.ts';
import { packPublisher } from '@suizheng/domain/credential/testing/pack-publisher.ts';
import { T } from '@suizheng/domain/credential/testing/world.ts';
import { webCrypto } from '@suizheng/domain/credential/webcrypto.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { ageUnit } from '../device/age-unit.ts';
import { dataAge } from './data-age.ts';
import { type DevicePack, mayReplace, newestLists, openKept } from './open-pack.ts';

const crypto = webCrypto();
const NOW = new Date(T * 1000);
let publisher: Awaited<ReturnType<typeof packPublisher>>;
let device: Awaited<ReturnType<typeof createDeviceKey>>;
let kept: DevicePack;

beforeAll(async () => {
  device = await createDeviceKey();
  publisher = await packPublisher(crypto, { id: 'gate-3', publicKey: device.publicKey });
  const holder = { anchor: publisher.anchor, device: { id: 'gate-3', keyPair: device.keyPair } };
  const taken = await takePack(null, await publisher.update(null), holder, NOW, crypto);
  if (!taken.ok) throw new Error(taken.reason);
  kept = { kind: 'device', held: taken.held, fetchedAt: NOW.getTime() };
});
const open = (pack: DevicePack = kept, now = NOW, keyPair: CryptoKeyPair | null = device.keyPair) =>
  openKept(
    pack,
    { anchor: publisher.anchor, device: keyPair ? { id: 'gate-3', keyPair } : null },
    now,
    crypto,
  );

describe('the offline pack', () => {
  it('opens under the pinned root, with its lists and its grant', async () => {
    const pack = await open();
    expect(pack.trust?.issuedAt).toBe(T);
    expect(pack.statusLists.get(1)?.statusAt(7)).toBe('valid');
    expect(pack.grant?.fieldKeys).toEqual(publisher.rights.fieldKeys);
  });

  it('is worth nothing when its bytes were changed, or it belongs to another device', async () => {
    const held = { ...kept.held, lists: kept.held.lists.slice(1) };
    const pack = await open({ ...kept, held });
    expect(pack).toMatchObject({ trust: null, trustFault: 'not-ours', grant: null });
    expect(pack.statusLists.size).toBe(0);
    expect((await open(kept, NOW, (await createDeviceKey()).keyPair)).trust).toBeNull();
    expect((await open(kept, NOW, null)).trustFault).toBe('none');
  });

  it('says that it has ended once its time is over', async () => {
    const pack = await open(kept, new Date(NOW.getTime() + 8 * 86_400_000));
    expect(pack).toMatchObject({ trust: null, trustFault: 'expired' });
    expect(dataAge(pack, NOW).state).toBe('ended');
  });

  it('of a stranger: never gives way to an older trust list, nor to one that is not ours', async () => {
    const pack = await open();
    const newer = { ...pack, trust: { ...pack.trust!, sequence: pack.trust!.sequence + 1 } };
    expect(mayReplace(null, pack)).toBe(true);
    expect(mayReplace(pack, newer)).toBe(true);
    expect(mayReplace(newer, pack)).toBe(false);
    expect(mayReplace(pack, { ...pack, trust: null })).toBe(false);
  });

  it('of a stranger: keeps the newer of two status lists', async () => {
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
    // 300 s green, a day amber.
    expect(after(0)).toBe('fresh');
    expect(after(300)).toBe('fresh');
    expect(after(301)).toBe('old');
    expect(after(86_400)).toBe('old');
    expect(after(86_401)).toBe('ended');
    expect(dataAge(pack, NOW).endsAt).toEqual(new Date((T + 86_400) * 1_000));
    expect(dataAge(null, NOW)).toEqual({ trustAge: null, statusAge: null, state: 'ended', endsAt: null });
  });

  it('is told in a unit that a person can use', () => {
    expect(ageUnit(-3)).toEqual({ unit: 'seconds', n: 0 });
    expect(ageUnit(119.9)).toEqual({ unit: 'seconds', n: 119 });
    expect(ageUnit(120)).toEqual({ unit: 'minutes', n: 2 });
    expect(ageUnit(3 * 3_600)).toEqual({ unit: 'hours', n: 3 });
    expect(ageUnit(50 * 3_600)).toEqual({ unit: 'days', n: 2 });
  });
});
