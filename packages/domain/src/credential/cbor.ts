/** Bytes that are not the one deterministic encoding (RFC 8949 §4.2.1) of what was expected; never leaves the credential code. */
export class MalformedBytes extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'MalformedBytes';
  }
}

/** Major types of RFC 8949 §3.1, already shifted into the initial byte. */
export const MAJOR = { uint: 0x00, negative: 0x20, bytes: 0x40, text: 0x60, array: 0x80, map: 0xa0 } as const;

/** A place in a byte string. Codes are read field by field in a fixed order: at a gate a general decoder would cost a tenth of both signature checks. */
export type Cursor = { bytes: Uint8Array; at: number };

/** Reads an initial byte of that major type with its argument; only the shortest form is accepted, indefinite lengths never. */
export function readHead(cursor: Cursor, major: number): number {
  const { bytes } = cursor;
  const initial = bytes[cursor.at];
  if (initial === undefined || (initial & 0xe0) !== major) throw new MalformedBytes('type');
  cursor.at += 1;
  const short = initial & 0x1f;
  if (short < 24) return short;
  if (short > 27) throw new MalformedBytes('length');
  const size = 1 << (short - 24);
  const end = cursor.at + size;
  if (end > bytes.length) throw new MalformedBytes('end');
  let value = 0;
  for (let i = cursor.at; i < end; i += 1) value = value * 256 + bytes[i]!;
  cursor.at = end;
  const least = size === 1 ? 24 : size === 2 ? 0x100 : size === 4 ? 0x1_0000 : 0x1_0000_0000;
  if (value < least || value > Number.MAX_SAFE_INTEGER) throw new MalformedBytes('not shortest');
  return value;
}

/** Steps over a byte string; returns where its contents start, the cursor stands where they end. */
export function skipBytes(cursor: Cursor): number {
  const length = readHead(cursor, MAJOR.bytes);
  const start = cursor.at;
  if (start + length > cursor.bytes.length) throw new MalformedBytes('end');
  cursor.at = start + length;
  return start;
}

/** Reads a byte string as a view of the input. */
export function readBytes(cursor: Cursor): Uint8Array {
  const start = skipBytes(cursor);
  return cursor.bytes.subarray(start, cursor.at);
}

/** Reads exactly these bytes: the constant parts of a structure. */
export function readExactly(cursor: Cursor, expected: Uint8Array): void {
  const { bytes, at } = cursor;
  for (let i = 0; i < expected.length; i += 1) {
    if (bytes[at + i] !== expected[i]) throw new MalformedBytes('constant');
  }
  cursor.at = at + expected.length;
}

/** An output buffer that is filled from the front. */
export type Sink = { bytes: Uint8Array; at: number };

/** An empty output buffer of that capacity in bytes; writing past it throws RangeError. */
export function newSink(capacity: number): Sink {
  return { bytes: new Uint8Array(capacity), at: 0 };
}

/** Writes an initial byte with its argument in the shortest form. */
export function writeHead(sink: Sink, major: number, value: number): void {
  const { bytes } = sink;
  if (value < 24) {
    bytes[sink.at++] = major | value;
    return;
  }
  const size = value < 0x100 ? 1 : value < 0x1_0000 ? 2 : value < 0x1_0000_0000 ? 4 : 8;
  bytes[sink.at++] = major | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27);
  let rest = value;
  for (let i = size - 1; i >= 0; i -= 1) {
    bytes[sink.at + i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  sink.at += size;
}

/** Writes a byte string. */
export function writeBytes(sink: Sink, value: Uint8Array): void {
  writeHead(sink, MAJOR.bytes, value.length);
  writeRaw(sink, value);
}

/** Writes bytes that are already CBOR. */
export function writeRaw(sink: Sink, value: Uint8Array): void {
  sink.bytes.set(value, sink.at);
  sink.at += value.length;
}

/** What was written, without copying. */
export function written(sink: Sink): Uint8Array {
  return sink.bytes.subarray(0, sink.at);
}
