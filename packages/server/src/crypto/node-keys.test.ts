import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFieldKeys, openKeyStore, rotateFieldKeys } from './key-store.ts';
import { exportNodeKeys, readNodeAnchor } from './node-keys.ts';

it('V5: a node’s folder has what opens fields and what lists are opened under, and no key that signs', () => {
  const dir = mkdtempSync(join(tmpdir(), 'suizheng-keys-'));
  try {
    const [full, node] = [join(dir, 'full'), join(dir, 'node')];
    const clock = () => new Date('2026-11-22T00:00:00Z');
    const keys = openKeyStore({ dir: full, clock });
    expect(readNodeAnchor(join(dir, 'nowhere'))).toBeNull();
    expect(exportNodeKeys(full, node)).toBe(1);
    rotateFieldKeys({ dir: full, clock, atOnce: true });
    expect(exportNodeKeys(full, node)).toBe(2);
    const names = readdirSync(node);
    expect(names.filter((name) => !/^(field-epoch-.*\.jwk\.json|trust-anchor\.json)$/.test(name))).toEqual(
      [],
    );
    for (const name of names) expect(readFileSync(join(node, name), 'utf8')).not.toContain('"d"');
    for (const dir of [node, full]) {
      const anchor = readNodeAnchor(dir)!;
      expect([...anchor.publicKey]).toEqual([...keys.trustRoot().publicKey]);
      expect([...anchor.kid]).toEqual([...keys.trustRoot().kid]);
    }
    const plain = (list: ReturnType<typeof keys.openingKeys>) =>
      list.map((key) => ({ ...key, key: [...key.key] }));
    expect(plain(openFieldKeys({ dir: node, clock }).openingKeys(1))).toEqual(
      plain(openKeyStore({ dir: full, clock }).openingKeys(1)),
    );
    expect(() => exportNodeKeys(join(dir, 'nowhere'), node)).toThrow('no keys');
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
