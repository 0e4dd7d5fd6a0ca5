const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex of the first `length` bytes. */
export function toHex(bytes: Uint8Array, length = bytes.length): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += PAIRS[bytes[i]!];
  return text;
}

/** Value of each hex digit by its character code; 255 for everything else. */
const DIGITS = new Uint8Array(128).fill(255);
for (let i = 0; i < 16; i += 1) {
  DIGITS[i.toString(16).charCodeAt(0)] = i;
  DIGITS[i.toString(16).toUpperCase().charCodeAt(0)] = i;
}

/** Bytes of an even-length hex text, or null. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) {
    // Past ASCII the table has nothing, which is no digit either.
    const high = DIGITS[text.charCodeAt(2 * i)] ?? 255;
    const low = DIGITS[text.charCodeAt(2 * i + 1)] ?? 255;
    if (high > 15 || low > 15) return null;
    bytes[i] = (high << 4) | low;
  }
  return bytes;
}
