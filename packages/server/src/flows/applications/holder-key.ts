import { importPublicKey } from '../../crypto/node-crypto.ts';

/** x ‖ y (64 bytes) of a phone's key given as an uncompressed point in base64url; null when it is no point of P-256. */
export function parseHolderKey(text: string): Buffer | null {
  const point = Buffer.from(text, 'base64url');
  if (point.length !== 65 || point[0] !== 4) return null;
  const key = Buffer.from(point.subarray(1));
  return importPublicKey(key) === null ? null : key;
}
