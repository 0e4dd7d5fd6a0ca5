import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openKeyStore,
  readTrustAnchor,
  rotateFieldKeys,
  rotateIssuerKey,
  rotateTokenKey,
  withdrawIssuerKeys,
} from './key-store.ts';
import { nodeCrypto } from './node-crypto.ts';

const clock = () => new Date('2026-11-21T08:00:00Z');
const T = clock().getTime() / 1000;

/** A new key waits longer than any gate goes without a network (V3). */
const LEAD = 8 * 86_400;

describe('key store', () => {
  let dir: string;
  beforeEach(() => {
    dir = join(mkdtempSync(join(tmpdir(), 'keys-')), 'keys');
  });
  afterEach(() => rmSync(join(dir, '..'), { recursive: true }));

  it('makes every key once, readable by its owner alone, and finds the same keys again', () => {
    expect(readTrustAnchor(dir)).toBeNull();
    const one = openKeyStore({ dir, clock });
    const two = openKeyStore({ dir, clock });
    expect(readdirSync(dir)).toHaveLength(8);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(two.issuerKeys()).toEqual(one.issuerKeys());
    expect(two.fieldKeys(1)).toEqual(one.fieldKeys(1));
    expect(two.blindIndex('mobile', '13800000000')).toEqual(one.blindIndex('mobile', '13800000000'));
    expect(readTrustAnchor(dir)?.publicKey).toEqual(one.trustRoot().publicKey);
    expect(one.issuerKeys()).toBe(one.issuerKeys());
  });

  it('signs so that the published key verifies', async () => {
    const keys = openKeyStore({ dir, clock });
    const data = Buffer.from('data');
    const signer = keys.credentialSigner();
    const published = keys.issuerKeys().find((k) => Buffer.from(k.kid).equals(signer.kid))!;
    expect(published.use).toBe('credential');
    expect(nodeCrypto().verifyKnownP256(published.publicKey, data, await signer.sign(data))).toBe(true);
  });

  it('a rotated issuer key is published ahead, signs after its lead, and the old one stays for what it signed', () => {
    const before = openKeyStore({ dir, clock }).credentialSigner().kid;
    const rotation = rotateIssuerKey({ dir, clock });
    expect(rotation).toMatchObject({
      activeFrom: T + LEAD,
      retiredKid: Buffer.from(before).toString('hex'),
    });
    const at = (seconds: number) => openKeyStore({ dir, clock: () => new Date((T + seconds) * 1000) });
    expect(
      at(0)
        .issuerKeys()
        .filter((k) => k.use === 'credential'),
    ).toHaveLength(2);
    expect(at(0).credentialSigner().kid).toEqual(before);
    expect(Buffer.from(at(LEAD).credentialSigner().kid).toString('hex')).toBe(rotation.kid);
    const old = at(0)
      .issuerKeys()
      .find((k) => Buffer.from(k.kid).equals(before))!;
    expect(old).toMatchObject({ retiredAt: T + LEAD + 60, validUntil: T + LEAD + 400 * 86_400 });
    expect(Buffer.from(openKeyStore({ dir, clock }).credentialSigner().kid)).toEqual(Buffer.from(before));
  });

  it('a withdrawn issuer key is struck from the trust list, with those before it and those that were to come', () => {
    const stolen = openKeyStore({ dir, clock }).credentialSigner().kid;
    const planned = rotateIssuerKey({ dir, clock });
    const { kid } = withdrawIssuerKeys({ dir, clock });
    for (const later of [0, 90_000]) {
      const keys = openKeyStore({ dir, clock: () => new Date((T + later) * 1000) });
      const trusted = keys.issuerKeys().filter(({ use }) => use === 'credential');
      expect(trusted.map((key) => Buffer.from(key.kid).toString('hex'))).toEqual([kid]);
      expect(Buffer.from(keys.credentialSigner().kid).toString('hex')).toBe(kid);
    }
    expect([Buffer.from(stolen).toString('hex'), planned.kid]).not.toContain(kid);
  });

  it('a running process follows a rotation by another one', async () => {
    const running = openKeyStore({ dir, clock });
    running.credentialSigner();
    const { kid } = rotateIssuerKey({ dir, clock, atOnce: true });
    await expect
      .poll(() => Buffer.from(running.credentialSigner().kid).toString('hex'), { timeout: 5000 })
      .toBe(kid);
  });

  it('V1: a new key for access tokens signs at once, and no token of the one before counts any more', async () => {
    const before = openKeyStore({ dir, clock }).tokenPublicKeys();
    const { kid, retiredKid } = rotateTokenKey({ dir, clock });
    expect([...before.keys()]).toEqual([retiredKid]);
    const keys = openKeyStore({ dir, clock });
    expect([...keys.tokenPublicKeys().keys()]).toEqual([kid]);
    expect(Buffer.from(keys.tokenSigner().kid).toString('hex')).toBe(kid);
  });

  it('a new epoch of field keys leaves the keys of the previous one openable', () => {
    const first = openKeyStore({ dir, clock }).fieldKeys(1);
    rotateFieldKeys({ dir, clock, atOnce: true });
    const keys = openKeyStore({ dir, clock });
    expect(keys.fieldKeys(1).epoch).toBe(2);
    expect(keys.openingKeys(1)).toEqual([...first.keys, ...keys.fieldKeys(1).keys]);
    const all = [...keys.openingKeys(1), ...keys.openingKeys(2)].map((k) =>
      Buffer.from(k.key).toString('hex'),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('seals personal data to its place and its person', () => {
    const keys = openKeyStore({ dir, clock });
    const mine = keys.newDataKey();
    const sealed = keys.seal(mine, 'application:1', Buffer.from('张三'));
    expect(keys.open(mine, 'application:1', sealed).toString()).toBe('张三');
    expect(() => keys.open(mine, 'application:2', sealed)).toThrow();
    expect(() => keys.open(keys.newDataKey(), 'application:1', sealed)).toThrow();
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    expect(() => keys.open(mine, 'application:1', changed)).toThrow();
    expect(keys.blindIndex('mobile', '1')).not.toEqual(keys.blindIndex('address', '1'));
  });
});
