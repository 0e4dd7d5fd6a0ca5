import { createHolderKey, signPresentation } from '@suizheng/domain/credential/holder-key.ts';
import { toBase64url } from '../../shared/base64url.ts';
import { openWallet } from './store.ts';

/** Makes a P-256 key whose private half never leaves this browser, keeps it, and answers the public point (65 bytes, base64url). */
export async function makeHolderKey(now: Date): Promise<string> {
  const key = await createHolderKey();
  const publicKey = keyName(key.publicKey);
  // Asks the browser not to clear what it keeps for us; it may say no, then the key can vanish and is made anew.
  void navigator.storage?.persist?.();
  const db = await openWallet();
  await db.put('keys', { publicKey, privateKey: key.privateKey, madeAt: now.toISOString() });
  return publicKey;
}

/** Whether this phone (still) holds the key: browsers clear storage after days without use. */
export async function holdsKey(publicKey: string): Promise<boolean> {
  try {
    return (await (await openWallet()).getKey('keys', publicKey)) !== undefined;
  } catch {
    return false;
  }
}

/** The text of a fresh QR, signed with a kept key; throws when the key is gone. */
export async function signCode(publicKey: string, credential: Uint8Array, now: Date): Promise<string> {
  const kept = await (await openWallet()).get('keys', publicKey);
  if (!kept) throw new Error('holder key is gone');
  const [nonce = 0] = crypto.getRandomValues(new Uint32Array(1));
  return signPresentation(kept, { credential, now, nonce });
}

/** The key that a token is bound to, as the API names it: x ‖ y behind the point's leading 0x04, base64url. */
export function keyName(holderKey: Uint8Array): string {
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(holderKey, 1);
  return toBase64url(point);
}
