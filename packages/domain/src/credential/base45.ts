import { MalformedBytes } from './cbor.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** Larger than any group may be: a foreign character makes its group too large, so that one comparison checks both. */
const FOREIGN = 0x1_0000;
const VALUES = new Uint32Array(128).fill(FOREIGN);
for (let i = 0; i < ALPHABET.length; i += 1) VALUES[ALPHABET.charCodeAt(i)] = i;

/** Base45 (RFC 9285): two bytes in three characters of the QR alphanumeric set. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const n = bytes[i]! * 256 + bytes[i + 1]!;
    text += ALPHABET[n % 45]! + ALPHABET[Math.floor(n / 45) % 45]! + ALPHABET[Math.floor(n / 2025)]!;
  }
  if (bytes.length % 2 === 1) {
    const n = bytes[bytes.length - 1]!;
    text += ALPHABET[n % 45]! + ALPHABET[Math.floor(n / 45)]!;
  }
  return text;
}

/** How many bytes `length` characters of base45 stand for; throws MalformedBytes for a length that cannot be. */
export function decodedLength(length: number): number {
  const rest = length % 3;
  if (rest === 1) throw new MalformedBytes('base45 length');
  return ((length - rest) / 3) * 2 + (rest === 2 ? 1 : 0);
}

/** Reads base45; refuses foreign characters, impossible lengths and values past the bytes they stand for. */
export function decodeBase45(text: string, start = 0): Uint8Array {
  const out = new Uint8Array(decodedLength(text.length - start));
  decodeBase45Into(out, 0, text, start);
  return out;
}

/** The same into a buffer from `at` on; it must hold decodedLength bytes there. */
export function decodeBase45Into(out: Uint8Array, at: number, text: string, start: number): void {
  const rest = (text.length - start) % 3;
  const end = text.length - rest;
  let o = at;
  for (let i = start; i < end; i += 3) {
    // Past ASCII the table gives undefined and the sum NaN, which is not <= either.
    const n =
      VALUES[text.charCodeAt(i)]! +
      VALUES[text.charCodeAt(i + 1)]! * 45 +
      VALUES[text.charCodeAt(i + 2)]! * 2025;
    if (!(n <= 0xffff)) throw new MalformedBytes('base45');
    out[o] = n >> 8;
    out[o + 1] = n & 0xff;
    o += 2;
  }
  if (rest === 2) {
    const n = VALUES[text.charCodeAt(end)]! + VALUES[text.charCodeAt(end + 1)]! * 45;
    if (!(n <= 0xff)) throw new MalformedBytes('base45');
    out[o] = n;
  }
}
