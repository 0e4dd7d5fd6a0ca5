import { deflateSync } from 'node:zlib';
import { StatusList } from '@sd-jwt/jwt-status-list';
import { nodeCrypto } from '@suizheng/server/crypto/node-crypto.ts';
import { decode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeviceKey, openDeviceGrant, signDeviceGrant } from './reader.ts';
import { LIST_TYPES, signList } from './signed-list.ts';
import {
  MAX_LIST_BYTES,
  openStatusList,
  packStatuses,
  STATUS,
  type StatusName,
  signStatusList,
  statusAt,
} from './status-list.ts';
import { authority, createWorld, NOW, T } from './testing/world.ts';
import { openTrustList, signTrustList } from './trust-list.ts';

const crypto = nodeCrypto();
const names: StatusName[] = ['valid', 'revoked', 'suspended'];
const anchorOf = (a: Awaited<ReturnType<typeof authority>>) => ({
  kid: a.signer.kid,
  publicKey: a.key.publicKey,
});

describe('status list', () => {
  it('packs bits as an independent implementation does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { minLength: 4, maxLength: 200 }), (list) => {
        const size = list.length - (list.length % 4);
        const bits = packStatuses(
          size,
          list.slice(0, size).map((status, i) => [i, status] as const),
        );
        const theirs = new StatusList(
          list.slice(0, size).map((name) => STATUS[name]),
          2,
        ).compressStatusList();
        const mine = StatusList.decompressStatusList(deflateSync(bits).toString('base64url'), 2);
        for (let i = 0; i < size; i += 1) {
          expect(names[mine.getStatus(i)]).toBe(list[i]);
          expect(statusAt(bits, i)).toBe(list[i]);
        }
        const again = StatusList.decompressStatusList(theirs, 2);
        expect(again.getStatus(size - 1)).toBe(STATUS[list[size - 1]!]);
      }),
    );
  });

  it('opens what was signed, under a status-list key only', async () => {
    const w = await createWorld(crypto);
    const entries = [[3, 'revoked'] as const, [70_000, 'suspended'] as const];
    const token = await signStatusList(
      { list: 4, size: 100_000, entries, issuedAt: T, expiresAt: T + 60, ttl: 30 },
      w.statusSigner.signer,
    );
    const opened = await openStatusList(token, w.trust.keys, crypto);
    if (!opened.ok) throw new Error(opened.reason);
    expect(opened).toMatchObject({ ttl: 30, snapshot: { list: 4, issuedAt: T, expiresAt: T + 60 } });
    expect([2, 3, 70_000, 99_999, 100_000, -1, 1.5].map(opened.snapshot.statusAt)).toEqual([
      'valid',
      'revoked',
      'suspended',
      'valid',
      undefined,
      undefined,
      undefined,
    ]);
    const cose = decode(token, { useMaps: true }) as [Uint8Array, unknown, Uint8Array];
    expect(decode(cose[0], { useMaps: true })).toEqual(
      new Map<number, unknown>([
        [1, -7],
        [4, w.statusSigner.signer.kid],
        [16, 'application/statuslist+cwt'],
      ]),
    );
    const byIssuer = await signStatusList(
      { list: 4, size: 8, entries: [], issuedAt: T, expiresAt: T + 60, ttl: 30 },
      w.issuer.signer,
    );
    expect(await openStatusList(byIssuer, w.trust.keys, crypto)).toEqual({
      ok: false,
      reason: 'unknown-key',
    });
    const retired = w.trust.keys.map((k) => ({ ...k, retiredAt: T - 1 }));
    expect(await openStatusList(token, retired, crypto)).toEqual({ ok: false, reason: 'unknown-key' });
    for (let i = 0; i < token.length; i += 1) {
      const changed = token.slice();
      changed[i]! ^= 4;
      expect((await openStatusList(changed, w.trust.keys, crypto)).ok).toBe(false);
    }
  });

  it('stops inflating a decompression bomb', async () => {
    const w = await createWorld(crypto);
    const bomb = (lst: Uint8Array) =>
      signList(
        LIST_TYPES.statusList,
        new Map<number, unknown>([
          [2, 'urn:suizheng:status-list:1'],
          [4, T + 60],
          [6, T],
          [65534, 30],
          [
            65533,
            new Map<string, unknown>([
              ['bits', 2],
              ['lst', lst],
            ]),
          ],
        ]),
        w.statusSigner.signer,
      );
    const open = async (lst: Uint8Array) => openStatusList(await bomb(lst), w.trust.keys, crypto);
    expect((await open(new Uint8Array(deflateSync(new Uint8Array(MAX_LIST_BYTES))))).ok).toBe(true);
    expect(await open(new Uint8Array(deflateSync(new Uint8Array(MAX_LIST_BYTES + 1))))).toEqual({
      ok: false,
      reason: 'malformed',
    });
    expect(await open(Uint8Array.of(1, 2, 3))).toEqual({ ok: false, reason: 'malformed' });
  });
});

describe('trust list', () => {
  it('opens under the pinned anchor until its end, and under no other key or typ', async () => {
    const w = await createWorld(crypto);
    const root = await authority(7);
    const bytes = await signTrustList(
      { ...w.trust, keys: w.trust.keys.map((k, i) => ({ ...k, retiredAt: i ? T : null })) },
      root.signer,
    );
    const opened = await openTrustList(bytes, anchorOf(root), NOW, crypto);
    expect(opened).toMatchObject({
      ok: true,
      trust: { ...w.trust, keys: [{ retiredAt: null }, { retiredAt: T }] },
    });
    const stranger = await authority(7);
    expect(await openTrustList(bytes, anchorOf(stranger), NOW, crypto)).toEqual({
      ok: false,
      reason: 'bad-signature',
    });
    expect(await openTrustList(bytes, anchorOf(await authority(8)), NOW, crypto)).toEqual({
      ok: false,
      reason: 'unknown-key',
    });
    expect(await openTrustList(bytes, anchorOf(root), new Date(w.trust.expiresAt * 1000), crypto)).toEqual({
      ok: false,
      reason: 'expired',
    });
    const otherTyp = await signList(LIST_TYPES.statusList, new Map(), root.signer);
    expect(await openTrustList(otherTyp, anchorOf(root), NOW, crypto)).toEqual({
      ok: false,
      reason: 'unknown-key',
    });
    const odd = await signList(LIST_TYPES.trustList, new Map([[99, 1]]), root.signer);
    expect(await openTrustList(odd, anchorOf(root), NOW, crypto)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('never throws on arbitrary bytes', async () => {
    const root = anchorOf(await authority(7));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
        expect((await openTrustList(bytes, root, NOW, crypto)).ok).toBe(false);
      }),
    );
  });
});

describe('device grant', () => {
  it('V1: gives the field keys to the enrolled device alone, until its end', async () => {
    const w = await createWorld(crypto);
    const root = await authority(7);
    const device = await createDeviceKey();
    const grant = { ...w.railReader, device: 'gate-7', issuedAt: T, expiresAt: T + 3600 };
    const bytes = await signDeviceGrant(grant, device.publicKey, root.signer);
    const open = (keyPair: CryptoKeyPair, now = NOW) =>
      openDeviceGrant(bytes, keyPair, anchorOf(root), now, crypto);
    expect(await open(device.keyPair)).toEqual({ ok: true, grant });
    expect(device.keyPair.privateKey.extractable).toBe(false);
    expect(await open((await createDeviceKey()).keyPair)).toEqual({ ok: false, reason: 'malformed' });
    expect(await open(device.keyPair, new Date((T + 3600) * 1000))).toEqual({ ok: false, reason: 'expired' });
    expect(JSON.stringify([...bytes])).not.toContain(
      JSON.stringify([...w.railReader.fieldKeys[0]!.key]).slice(1, -1),
    );
    await expect(signDeviceGrant(grant, new Uint8Array(65), root.signer)).rejects.toThrow(RangeError);
  });
});
