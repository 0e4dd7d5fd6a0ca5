import { type Cursor, MAJOR, MalformedBytes, type Sink, skipBytes, writeBytes, writeHead } from './cbor.ts';
import type { Signer } from './crypto-port.ts';

/** Length of a key id in bytes: the first bytes of SHA-256 over the public key. */
export const KID_LENGTH = 4;
const SIGNATURE_LENGTH = 64;

/** COSE_Sign1 array header (RFC 9052 §4.2), untagged: the text prefix says what the bytes are. */
const SIGN1 = MAJOR.array | 4;
const EMPTY_MAP = MAJOR.map;
/** Sig_structure up to the protected header: array of 4, text "Signature1" (RFC 9052 §4.4). */
const SIG_STRUCTURE = Uint8Array.of(0x84, 0x6a, ...new TextEncoder().encode('Signature1'));

/** Empty bytes that a buffer must have before a COSE_Sign1 for readSign1 to work in place. */
export const SIGN1_HEADROOM = SIG_STRUCTURE.length - 1;

/** A COSE_Sign1 found in a byte string: positions and views, nothing checked but its form. */
export type Sign1 = {
  /** First byte of the protected header's contents; it ends at `headerEnd`. */
  headerStart: number;
  headerEnd: number;
  /** First byte of the payload's contents; it ends at `payloadEnd`. */
  payloadStart: number;
  payloadEnd: number;
  signature: Uint8Array;
  /** What the signature must cover (Sig_structure, empty external data). */
  toBeSigned: Uint8Array;
};

/**
 * Reads an untagged COSE_Sign1 with an empty unprotected header and a 64-byte signature. Sig_structure is the same
 * bytes with a longer lead, and an empty byte string (external_aad) where the unprotected map stands. It is written
 * into `target` where one is given (an allocation costs a gate about 1 µs), or over the input for 'in-place', which
 * needs a private buffer with SIGN1_HEADROOM bytes in front and leaves the payload as it is.
 */
export function readSign1(cursor: Cursor, target?: Uint8Array | 'in-place'): Sign1 {
  const { bytes } = cursor;
  if (bytes[cursor.at++] !== SIGN1) throw new MalformedBytes('COSE_Sign1');
  const start = cursor.at;
  const headerStart = skipBytes(cursor);
  const headerEnd = cursor.at;
  if (bytes[cursor.at++] !== EMPTY_MAP) throw new MalformedBytes('unprotected header');
  const payloadStart = skipBytes(cursor);
  const payloadEnd = cursor.at;
  const signatureStart = skipBytes(cursor);
  if (cursor.at - signatureStart !== SIGNATURE_LENGTH) throw new MalformedBytes('signature');
  const signature = bytes.subarray(signatureStart, cursor.at);
  const lead = SIG_STRUCTURE.length;
  const length = lead + payloadEnd - start;
  let toBeSigned: Uint8Array;
  if (target === 'in-place') toBeSigned = bytes.subarray(start - lead, payloadEnd);
  else {
    toBeSigned = target ? target.subarray(0, length) : new Uint8Array(length);
    toBeSigned.set(bytes.subarray(start, payloadEnd), lead);
  }
  toBeSigned.set(SIG_STRUCTURE);
  toBeSigned[lead + headerEnd - start] = MAJOR.bytes;
  return { headerStart, headerEnd, payloadStart, payloadEnd, signature, toBeSigned };
}

/** Signs a payload under a ready-made protected header and returns the COSE_Sign1 bytes. */
export async function sign1(
  protectedHeader: Uint8Array,
  payload: Uint8Array,
  sign: Signer['sign'],
): Promise<Uint8Array> {
  // One buffer serves both: the Sig_structure ends where the signature begins, and its first bytes give way to one array head.
  const lead = SIG_STRUCTURE.length;
  const sink: Sink = { bytes: new Uint8Array(lead + protectedHeader.length + payload.length + 80), at: lead };
  sink.bytes.set(SIG_STRUCTURE);
  writeBytes(sink, protectedHeader);
  const unprotectedAt = sink.at;
  sink.bytes[sink.at++] = MAJOR.bytes;
  writeBytes(sink, payload);
  const signed = sign(sink.bytes.subarray(0, sink.at));
  const signature = signed instanceof Promise ? await signed : signed;
  if (signature.length !== SIGNATURE_LENGTH) throw new RangeError('ES256 signature length');
  sink.bytes[unprotectedAt] = EMPTY_MAP;
  sink.bytes[lead - 1] = SIGN1;
  writeBytes(sink, signature);
  return sink.bytes.subarray(lead - 1, sink.at);
}

/** Protected header {1: -7 (ES256)}, encoded. */
export const ES256_HEADER = Uint8Array.of(0xa1, 0x01, 0x26);

/** Protected header {1: -7, 4: kid} and, for signed lists, {16: typ} (RFC 9596), encoded. */
export function es256Header(kid: Uint8Array, typ?: string): Uint8Array {
  if (kid.length !== KID_LENGTH) throw new RangeError('kid length');
  const type = typ === undefined ? undefined : new TextEncoder().encode(typ);
  const sink: Sink = { bytes: new Uint8Array(16 + (type?.length ?? 0)), at: 0 };
  sink.bytes.set([MAJOR.map | (type ? 3 : 2), 0x01, 0x26, 0x04]);
  sink.at = 4;
  writeBytes(sink, kid);
  if (type) {
    sink.bytes[sink.at++] = 0x10;
    writeHead(sink, MAJOR.text, type.length);
    sink.bytes.set(type, sink.at);
    sink.at += type.length;
  }
  return sink.bytes.slice(0, sink.at);
}

/** True for equal contents; for public values only, it is not constant-time. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}
