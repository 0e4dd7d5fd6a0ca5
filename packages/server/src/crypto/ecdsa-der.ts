/** Longest DER of a P-256 signature, in bytes. */
export const MAX_DER_LENGTH = 72;

/**
 * ECDSA-Sig-Value (RFC 3279 §2.2.3) in DER from r ‖ s: node signs and verifies DER about 1.5 times as fast as ieee-p1363.
 * Written into `target`, of which a view is returned.
 */
export function rawToDer(raw: Uint8Array, target = new Uint8Array(MAX_DER_LENGTH)): Uint8Array {
  let r = 0;
  while (r < 31 && raw[r] === 0) r += 1;
  let s = 32;
  while (s < 63 && raw[s] === 0) s += 1;
  const rPad = raw[r]! > 127 ? 1 : 0;
  const sPad = raw[s]! > 127 ? 1 : 0;
  const rLength = 32 - r + rPad;
  const sLength = 64 - s + sPad;
  const der = target;
  der[0] = 0x30;
  der[1] = 4 + rLength + sLength;
  der[2] = 0x02;
  der[3] = rLength;
  let at = 4;
  if (rPad === 1) der[at++] = 0;
  for (let i = r; i < 32; i += 1) der[at++] = raw[i]!;
  der[at++] = 0x02;
  der[at++] = sLength;
  if (sPad === 1) der[at++] = 0;
  for (let i = s; i < 64; i += 1) der[at++] = raw[i]!;
  return der.subarray(0, at);
}

/** r ‖ s, 64 bytes, from the DER that node:crypto made for P-256. */
export function derToRaw(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(64);
  const rLength = der[3]!;
  const sAt = 4 + rLength + 2;
  const sLength = der[sAt - 1]!;
  const rSkip = Math.max(0, rLength - 32);
  const sSkip = Math.max(0, sLength - 32);
  raw.set(der.subarray(4 + rSkip, 4 + rLength), 32 - rLength + rSkip);
  raw.set(der.subarray(sAt + sSkip, sAt + sLength), 64 - sLength + sSkip);
  return raw;
}
