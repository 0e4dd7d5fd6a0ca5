import type { CryptoPort } from './crypto-port.ts';
import { fromHex } from './hex.ts';

/** Half the side of the square that the seal fills: draw it with viewBox "-110 -110 220 220". */
export const SEAL_RADIUS = 110;

const CURVES = 5;
/** Points of one curve: enough for its fastest wave (19 periods) to look round at 220 px. */
const POINTS = 540;

/** The 32 bytes a seal is drawn from: SHA-256 of the credential's 12-byte cti, so phone, paper and gate draw the same for its whole life. */
export async function sealDigest(
  credentialId: Uint8Array,
  crypto: Pick<CryptoPort, 'sha256Hex'>,
): Promise<Uint8Array> {
  return fromHex(await crypto.sha256Hex(credentialId))!;
}

/**
 * The seal: a rosette of closed curves, as SVG path data to be stroked thinly. The same digest always gives
 * the same text; five bytes shape each curve, so that two credentials are told apart at a glance.
 */
export function sealPaths(digest: Uint8Array): string[] {
  if (digest.length < CURVES * 5) throw new RangeError('seal digest length');
  return Array.from({ length: CURVES }, (_, k) => rosette(digest.subarray(k * 5, k * 5 + 5), k));
}

function rosette(bytes: Uint8Array, ring: number): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = bytes;
  const petals = 5 + (a % 9);
  const beat = 2 + (b % 5);
  const depth = 12 + (c / 255) * 18;
  const radius = 104 - depth - ring * 8 - (d / 255) * 10;
  const phase = (e / 256) * 2 * Math.PI;
  let path = '';
  for (let i = 0; i < POINTS; i += 1) {
    const angle = (i / POINTS) * 2 * Math.PI;
    const r = radius + depth * Math.sin(petals * angle + phase) * Math.cos(beat * angle);
    path += `${i === 0 ? 'M' : 'L'}${(r * Math.cos(angle)).toFixed(1)} ${(r * Math.sin(angle)).toFixed(1)}`;
  }
  return `${path}Z`;
}
