const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex of the first `length` bytes. */
export function toHex(bytes: Uint8Array, length = bytes.length): string {
  let text = '';
  for (let i = 0; i < length; i += 1) text += PAIRS[bytes[i]!];
  return text;
}

/** Bytes of an even-length hex text, or null. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}
