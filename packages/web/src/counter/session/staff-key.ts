import { type DBSchema, openDB } from 'idb';
import { serverNow } from '../../shared/api/server-clock.ts';
import { toBase64url } from '../../shared/base64url.ts';

/** This browser's key for one staff session; the private half cannot be read out, not even by us. */
type StaffKey = { readonly pair: CryptoKeyPair; readonly ath: string | null };

interface Schema extends DBSchema {
  key: { key: 'staff'; value: StaffKey };
}

const database = () =>
  openDB<Schema>('suizheng-staff', 1, {
    upgrade(db) {
      db.createObjectStore('key');
    },
  });

/** Makes a new key for the session to come; the one before is forgotten. */
export async function newStaffKey(): Promise<void> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  await (await database()).put('key', { pair, ath: null }, 'staff');
}

/** Binds the key to the session's cookie, of which scripts see the hash only. */
export async function bindStaffKey(ath: string): Promise<void> {
  const db = await database();
  const key = await db.get('key', 'staff');
  if (key) await db.put('key', { ...key, ath }, 'staff');
}

/** The session that this browser's key is bound to, as proofs name it; null when there is none. */
export async function boundTo(): Promise<string | null> {
  return (await (await database()).get('key', 'staff'))?.ath ?? null;
}

/** Forgets the key of a session: the cookie alone opens nothing. A key made since for the next one stays. */
export async function forgetStaffKey(ath: string | null): Promise<void> {
  const store = (await database()).transaction('key', 'readwrite').objectStore('key');
  if ((await store.get('staff'))?.ath === ath) await store.delete('staff');
}

/** The proof of the key for one call (RFC 9449 §4.2), or null when there is no key. */
export async function proveCall(method: string, url: string): Promise<string | null> {
  const key = await (await database()).get('key', 'staff');
  if (!key) return null;
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.pair.publicKey);
  const payload = {
    htm: method,
    htu: url.split(/[?#]/)[0],
    iat: Math.floor(serverNow().getTime() / 1_000),
    jti: toBase64url(crypto.getRandomValues(new Uint8Array(16))),
    ...(key.ath === null ? {} : { ath: key.ath }),
  };
  const text = `${encode({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } })}.${encode(payload)}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key.pair.privateKey,
    new TextEncoder().encode(text),
  );
  return `${text}.${toBase64url(new Uint8Array(signature))}`;
}

function encode(value: unknown): string {
  return toBase64url(new TextEncoder().encode(JSON.stringify(value)));
}
