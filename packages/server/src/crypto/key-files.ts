import { createHash, createPrivateKey, generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { exportPublicKey } from './node-crypto.ts';

/** What a key is for; one key never serves two uses. */
export const SIGNING_USES = ['trust-root', 'credential', 'status-list', 'audit', 'access-token'] as const;
export const SECRET_USES = ['field-epoch', 'person-master', 'index-pepper'] as const;
export type KeyUse = (typeof SIGNING_USES)[number] | (typeof SECRET_USES)[number];

/** One key file: a JWK (RFC 7517) with our members. Times are Unix seconds. */
export type StoredKey = {
  jwk: JsonWebKey;
  /** Hex of the first 4 bytes of SHA-256 over the public key (or, for secrets, random). */
  kid: string;
  use: KeyUse;
  created: number;
  /** First moment at which it signs or seals. */
  activeFrom: number;
  /** `withdrawn`: in wrong hands; nothing that it ever signed counts any more. */
  state: 'active' | 'retired' | 'withdrawn';
  /** When it was rotated out or withdrawn; null while active. */
  retired: number | null;
  /** Number of a field-epoch, counted from 1. */
  epoch?: number;
};

/** All keys of a directory, oldest first; an absent directory holds none. Throws on a file that is no key of ours. */
export function readKeyFiles(dir: string): StoredKey[] {
  let names: string[];
  try {
    names = readdirSync(dir).filter((name) => name.endsWith('.jwk.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return names
    .map((name) => parseKey(readFileSync(join(dir, name), 'utf8'), name))
    .sort(
      (a, b) =>
        a.created - b.created ||
        a.activeFrom - b.activeFrom ||
        Number(b.retired !== null) - Number(a.retired !== null),
    );
}

/** A fresh key of that use, not yet stored. */
export function generateKey(use: KeyUse, times: { created: number; activeFrom: number }): StoredKey {
  const common = { use, ...times, state: 'active', retired: null } as const;
  if ((SECRET_USES as readonly string[]).includes(use)) {
    const kid = randomBytes(4).toString('hex');
    return { jwk: { kty: 'oct', k: randomBytes(32).toString('base64url') }, kid, ...common };
  }
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = createHash('sha256').update(exportPublicKey(publicKey)).digest('hex').slice(0, 8);
  return { jwk: privateKey.export({ format: 'jwk' }), kid, ...common };
}

/** Stores a new key under a name of its own; false when that name is taken (another process was first). Atomic, mode 0600. */
export function createKeyFile(dir: string, key: StoredKey, name = key.kid): boolean {
  const temporary = writeTemporary(dir, key);
  try {
    linkSync(temporary, fileOf(dir, key.use, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}

/** Replaces the file of a key that is stored already. */
export function replaceKeyFile(dir: string, key: StoredKey): void {
  const name = readdirSync(dir).find(
    (file) =>
      file.endsWith('.jwk.json') && parseKey(readFileSync(join(dir, file), 'utf8'), file).kid === key.kid,
  );
  if (!name) throw new Error(`no key file for ${key.use} ${key.kid}`);
  renameSync(writeTemporary(dir, key), join(dir, name));
}

/** Copies the keys of one use into another folder, replacing what stands there under their names; answers how many. */
export function copyKeyFiles(from: string, to: string, use: KeyUse): number {
  const keys = readKeyFiles(from).filter((key) => key.use === use);
  for (const key of keys) renameSync(writeTemporary(to, key), fileOf(to, use, key.kid));
  return keys.length;
}

function fileOf(dir: string, use: KeyUse, name: string): string {
  return join(dir, `${use}-${name}.jwk.json`);
}

function writeTemporary(dir: string, key: StoredKey): string {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  chmodSync(dir, 0o700);
  const path = join(dir, `.${key.use}-${randomBytes(6).toString('hex')}.tmp`);
  const file = openSync(path, 'wx', 0o600);
  try {
    const { jwk, ...rest } = key;
    writeSync(file, `${JSON.stringify({ ...jwk, ...rest }, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return path;
}

function parseKey(text: string, name: string): StoredKey {
  const { kid, use, created, activeFrom, state, retired, epoch, ...jwk } = JSON.parse(text) as StoredKey &
    JsonWebKey;
  const uses: readonly string[] = [...SIGNING_USES, ...SECRET_USES];
  if (!uses.includes(use) || typeof kid !== 'string' || !Number.isSafeInteger(activeFrom)) {
    throw new Error(`not a key file: ${name}`);
  }
  if (jwk.kty === 'EC') createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' });
  else if (jwk.kty !== 'oct') throw new Error(`not a key file: ${name}`);
  return { jwk, kid, use, created, activeFrom, state, retired, ...(epoch === undefined ? {} : { epoch }) };
}
