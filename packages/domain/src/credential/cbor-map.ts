import { decode, encode, rfc8949EncodeOptions } from 'cborg';
import { MalformedBytes } from './cbor.ts';

/** A CBOR map with integer labels. */
export type LabelMap = Map<number, unknown>;

/** Encodes a value deterministically (RFC 8949 §4.2.1); for the structures that are read rarely. */
export function encodeCbor(value: unknown): Uint8Array {
  return encode(value, rfc8949EncodeOptions);
}

/** Decodes one deterministic value: no duplicate keys, long integers, indefinite lengths, tags, floats or trailing bytes; throws MalformedBytes. */
export function decodeCbor(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = decode(bytes, {
      strict: true,
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
      allowBigInt: false,
    });
  } catch {
    throw new MalformedBytes('cbor');
  }
  // The library accepts maps in any order; only the deterministic bytes are the value.
  const again = encodeCbor(value);
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i]))
    throw new MalformedBytes('order');
  return value;
}

/** Reads a map whose labels are all known. */
export function labelMap(value: unknown, labels: readonly number[]): LabelMap {
  if (!(value instanceof Map)) throw new MalformedBytes('map');
  for (const label of value.keys()) {
    if (!labels.includes(label as number)) throw new MalformedBytes('unknown label');
  }
  return value as LabelMap;
}

/** A non-negative safe integer. */
export function uint(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new MalformedBytes('uint');
  return value;
}

/** A byte string, of that length when one is given. */
export function byteString(value: unknown, length?: number): Uint8Array {
  if (!(value instanceof Uint8Array) || (length !== undefined && value.length !== length)) {
    throw new MalformedBytes('bytes');
  }
  return value;
}

/** A text string. */
export function textString(value: unknown): string {
  if (typeof value !== 'string') throw new MalformedBytes('text');
  return value;
}

/** An array, every element read by `read`. */
export function arrayOf<T>(value: unknown, read: (element: unknown) => T): T[] {
  if (!Array.isArray(value)) throw new MalformedBytes('array');
  return value.map(read);
}
