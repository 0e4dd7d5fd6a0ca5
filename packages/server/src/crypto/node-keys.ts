import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrustAnchor } from '@suizheng/domain/credential/trust-list.ts';
import { copyKeyFiles } from './key-files.ts';
import { readTrustAnchor } from './key-store.ts';

const ANCHOR_FILE = 'trust-anchor.json';

/**
 * Writes what a verification node may hold into a folder: the public half of the trust root, and the secrets of the
 * fields. No key that signs is among them. Answers how many epochs of field keys there are.
 */
export function exportNodeKeys(from: string, to: string): number {
  const anchor = readTrustAnchor(from);
  if (anchor === null) throw new Error(`no keys in ${from}`);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const epochs = copyKeyFiles(from, to, 'field-epoch');
  const text = JSON.stringify({ publicKey: Buffer.from(anchor.publicKey).toString('base64url') });
  writeFileSync(join(to, `${ANCHOR_FILE}.new`), `${text}\n`, { mode: 0o600 });
  renameSync(join(to, `${ANCHOR_FILE}.new`), join(to, ANCHOR_FILE));
  return epochs;
}

/** The pinned trust root of a node's folder; on a full server's own folder the public half of its key. Null where there is none. */
export function readNodeAnchor(dir: string): TrustAnchor | null {
  let text: string;
  try {
    text = readFileSync(join(dir, ANCHOR_FILE), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return readTrustAnchor(dir);
  }
  const publicKey = Buffer.from((JSON.parse(text) as { publicKey: string }).publicKey, 'base64url');
  if (publicKey.length !== 64) throw new Error(`not a trust anchor: ${join(dir, ANCHOR_FILE)}`);
  return { publicKey, kid: createHash('sha256').update(publicKey).digest().subarray(0, 4) };
}
