import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeviceKey, signDeviceGrant } from './reader.ts';
import { signStatusDelta } from './status-delta.ts';
import { type StatusName, signStatusList } from './status-list.ts';
import { type HeldPack, openHeldPack, type PackHolder, type PackUpdate, takePack } from './take-pack.ts';
import { LIST_SIZE, packPublisher } from './testing/pack-publisher.ts';
import { authority } from './testing/world.ts';

const crypto = nodeCrypto();
const DAY = 86_400;

async function setUp() {
  const { keyPair, publicKey } = await createDeviceKey();
  const server = await packPublisher(crypto, { id: 'gate-1', publicKey });
  const holder: PackHolder = { anchor: server.anchor, device: { id: 'gate-1', keyPair } };
  const take = (held: HeldPack | null, update: PackUpdate, at = server.now()) =>
    takePack(held, update, holder, at, crypto);
  const whole = async () => {
    const taken = await take(null, await server.update(null));
    if (!taken.ok) throw new Error(taken.reason);
    return taken;
  };
  return { server, holder, keyPair, publicKey, take, whole };
}

const versionsOf = (held: { pack: { lists: { list: number; version: number }[] } }) =>
  new Map(held.pack.lists.map(({ list, version }) => [list, version]));

describe('the offline pack', () => {
  it('V3: is taken whole, and afterwards only what changed is sent, applied and as fresh as the pack', async () => {
    const { server, holder, take, whole } = await setUp();
    const first = await whole();
    expect(first.open.grant?.fieldKeys).toEqual(server.rights.fieldKeys);
    server.change(1, 7, 'revoked');
    server.pass(60);
    const update = await server.update(versionsOf(first.open));
    expect(update.lists.map(({ kind, list }) => [kind, list])).toEqual([['delta', 1]]);
    expect([update.trustList, update.grant]).toEqual([null, null]);
    const second = await take(first.held, update);
    if (!second.ok) throw new Error(second.reason);
    expect(second.open.statusLists.get(1)!.statusAt(7)).toBe('revoked');
    expect(second.open.statusLists.get(2)!.statusAt(7)).toBe('valid');
    const now = server.now().getTime() / 1000;
    expect(second.open.trust.issuedAt).toBe(now);
    expect(second.open.statusLists.get(2)!.issuedAt).toBe(now);
    expect(await openHeldPack(second.held, holder, server.now(), crypto)).toMatchObject({ ok: true });
  });

  it('V3: an older pack never replaces a newer one, not even a list of it', async () => {
    const { server, take, whole } = await setUp();
    const old = await server.update(null);
    const first = await whole();
    server.pass(5);
    server.change(1, 3, 'revoked');
    const second = await take(first.held, await server.update(versionsOf(first.open)));
    if (!second.ok) throw new Error(second.reason);
    expect(await take(second.held, old)).toEqual({ ok: false, reason: 'older' });
  });

  it('V3: parts of two packs make none: lists, grant and trust list of another time are refused', async () => {
    const { server, publicKey, take, whole } = await setUp();
    const first = await server.update(null);
    const held = await whole();
    server.pass(5);
    server.change(1, 3, 'revoked');
    const second = await server.update(null);
    const faults = [
      await take(null, { ...second, lists: first.lists }),
      await take(held.held, { ...second, lists: first.lists }),
      await take(null, { ...second, lists: [] }),
      await take(held.held, { ...second, lists: [] }),
    ].map((taken) => (taken.ok ? 'taken' : taken.reason));
    expect(faults).toEqual(['mixed', 'mixed', 'incomplete', 'incomplete']);
    // A grant of wider rights, sealed to this very device at another time.
    const seconds = server.now().getTime() / 1000;
    const wider = {
      ...server.rights,
      purposes: ['check', 'sale'],
      issuedAt: seconds,
      expiresAt: seconds + DAY,
    };
    const grant = await signDeviceGrant(wider, publicKey, server.root);
    expect(await take(null, { ...second, grant })).toEqual({ ok: false, reason: 'mixed' });
  });

  it('V3: a pack of another device, another root, or past its end is refused', async () => {
    const { server, holder, keyPair, take } = await setUp();
    const update = await server.update(null);
    const other = { anchor: server.anchor, device: { id: 'gate-2', keyPair } };
    expect(await takePack(null, update, other, server.now(), crypto)).toEqual({
      ok: false,
      reason: 'other-device',
    });
    const stranger = await authority(9);
    const anchor = { kid: stranger.signer.kid, publicKey: stranger.key.publicKey };
    const forged = await takePack(null, update, { ...holder, anchor }, server.now(), crypto);
    expect(forged).toEqual({ ok: false, reason: 'bad-signature' });
    const late = new Date(server.now().getTime() + 8 * DAY * 1000);
    expect(await take(null, update, late)).toEqual({ ok: false, reason: 'expired' });
  });

  it('V3: a delta signed by another key, from another version, or out of the list is refused', async () => {
    const { server, take, whole } = await setUp();
    const first = await whole();
    server.change(1, 3, 'revoked');
    server.pass(1);
    const update = await server.update(versionsOf(first.open));
    const issuedAt = server.now().getTime() / 1000;
    const delta = { list: 1, from: 0, to: 1, issuedAt, changes: [[3, 'revoked']] as [number, StatusName][] };
    const stranger = await authority(2);
    const tokens = {
      foreign: await signStatusDelta(delta, stranger.signer),
      elsewhere: await signStatusDelta({ ...delta, list: 2 }, server.statusSigner),
      later: await signStatusDelta({ ...delta, from: 1, to: 1 }, server.statusSigner),
      outside: await signStatusDelta({ ...delta, changes: [[LIST_SIZE, 'revoked']] }, server.statusSigner),
      other: await signStatusDelta({ ...delta, changes: [[4, 'revoked']] }, server.statusSigner),
    };
    const reasons: Record<string, string> = {};
    for (const [name, token] of Object.entries(tokens)) {
      const taken = await take(first.held, { ...update, lists: [{ kind: 'delta', list: 1, token }] });
      reasons[name] = taken.ok ? 'taken' : taken.reason;
    }
    expect(reasons).toEqual({
      foreign: 'bad-signature',
      elsewhere: 'mixed',
      later: 'mixed',
      outside: 'incomplete',
      other: 'mixed',
    });
    const bad = await signStatusList(
      { list: 2, size: LIST_SIZE, entries: [], issuedAt, expiresAt: issuedAt + DAY, ttl: 30 },
      server.statusSigner,
    );
    expect(await take(first.held, { ...update, lists: [{ kind: 'whole', list: 1, token: bad }] })).toEqual({
      ok: false,
      reason: 'mixed',
    });
  });

  it('V3: what was changed on the device’s disk is found when it opens', async () => {
    const { server, holder, whole } = await setUp();
    const { held } = await whole();
    const lists = held.lists.map(({ list, bits }) => ({ list, bits: bits.slice() }));
    lists[0]!.bits[1]! ^= 1;
    const open = (kept: HeldPack) => openHeldPack(kept, holder, server.now(), crypto);
    expect(await open({ ...held, lists })).toEqual({ ok: false, reason: 'mixed' });
    expect(await open({ ...held, lists: [] })).toEqual({ ok: false, reason: 'incomplete' });
  });

  it('V3: the grant ends by itself: the pack goes on, the device is a stranger', async () => {
    const { server, take } = await setUp();
    const seconds = server.now().getTime() / 1000;
    const taken = await take(null, await server.update(null, { expiresAt: seconds }));
    expect(taken).toMatchObject({ ok: true, open: { grant: null } });
  });

  it('V3: whatever arrives, in any order, lost, twice, late or mixed: the device holds a state the server had, and never goes back', async () => {
    type Step =
      | { do: 'change'; list: number; index: number; status: StatusName }
      | { do: 'ask'; whole: boolean }
      | { do: 'deliver'; which: number }
      | { do: 'mix'; of: number; lists: number }
      | { do: 'tamper'; which: number; at: number };
    const step: fc.Arbitrary<Step> = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant('change' as const),
          list: fc.constantFrom(1, 2),
          index: fc.nat(LIST_SIZE - 1),
          status: fc.constantFrom<StatusName>('valid', 'revoked', 'suspended'),
        }),
      },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('ask' as const), whole: fc.boolean() }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(20) }) },
      fc.record({ do: fc.constant('mix' as const), of: fc.nat(20), lists: fc.nat(20) }),
      fc.record({ do: fc.constant('tamper' as const), which: fc.nat(20), at: fc.nat(5_000) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        const { server, holder, take, whole } = await setUp();
        let device = await whole();
        const sent: PackUpdate[] = [];
        const accept = async (update: PackUpdate) => {
          const taken = await take(device.held, update);
          if (!taken.ok) return;
          expect(taken.open.pack.sequence).toBeGreaterThanOrEqual(device.open.pack.sequence);
          device = taken;
        };
        for (const one of steps) {
          server.pass(1);
          if (one.do === 'change') server.change(one.list, one.index, one.status);
          if (one.do === 'ask') sent.push(await server.update(one.whole ? null : versionsOf(device.open)));
          const pick = (n: number) => sent[n % Math.max(1, sent.length)];
          if (one.do === 'deliver' && pick(one.which)) await accept(pick(one.which)!);
          if (one.do === 'mix' && pick(one.of))
            await accept({ ...pick(one.of)!, lists: pick(one.lists)!.lists });
          if (one.do === 'tamper' && pick(one.which)) {
            const update = pick(one.which)!;
            const before = device;
            await accept(tampered(update, one.at));
            expect(device).toBe(before);
          }
          for (const [list, snapshot] of device.open.statusLists) {
            const truth = server.statusesAt(list, versionsOf(device.open).get(list)!);
            for (let index = 0; index < LIST_SIZE; index += 1) {
              expect(snapshot.statusAt(index)).toBe(truth.get(index) ?? 'valid');
            }
          }
        }
        // One honest exchange, and the device knows all that the server knows.
        server.pass(1);
        await accept(await server.update(versionsOf(device.open)));
        expect(versionsOf(device.open)).toEqual(
          new Map([1, 2].map((list) => [list, server.versionOf(list)])),
        );
        expect((await openHeldPack(device.held, holder, server.now(), crypto)).ok).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** One byte changed in one of the signed parts that came along. */
function tampered(update: PackUpdate, at: number): PackUpdate {
  const flip = (bytes: Uint8Array): Uint8Array => {
    const changed = bytes.slice();
    changed[at % bytes.length]! ^= 0x10;
    return changed;
  };
  const [first, ...rest] = update.lists;
  if (first && at % 2 === 0) return { ...update, lists: [{ ...first, token: flip(first.token) }, ...rest] };
  return { ...update, manifest: flip(update.manifest) };
}
