/** One encoded protobuf field: bytes ready to be joined. */
export type Field = Uint8Array;

/** A varint field (wire type 0) for integers below 2^53, negatives included. */
export function varintField(number: number, value: number): Field {
  return join([varint(number * 8), varint(value)]);
}

/** A 32-bit float field (wire type 5). */
export function floatField(number: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return join([varint(number * 8 + 5), bytes]);
}

/** A length-delimited field (wire type 2): text, bytes, or the fields of a message. */
export function bytesField(number: number, value: string | Uint8Array | readonly Field[]): Field {
  const bytes =
    typeof value === 'string'
      ? new TextEncoder().encode(value)
      : value instanceof Uint8Array
        ? value
        : join(value);
  return join([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

/** Joins fields into one message. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function varint(value: number): Uint8Array {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
