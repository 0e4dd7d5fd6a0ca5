import { decodeBase45Into, decodedLength, encodeBase45 } from './base45.ts';
import {
  type Cursor,
  MAJOR,
  MalformedBytes,
  newSink,
  readExactly,
  readHead,
  writeHead,
  writeRaw,
  written,
} from './cbor.ts';
import { ES256_HEADER, readSign1, SIGN1_HEADROOM, type Sign1, sign1 } from './cose-sign1.ts';
import { type ParsedCredential, readCredential, UnsupportedVersion } from './credential.ts';
import type { Signer } from './crypto-port.ts';
import type { MalformedDetail } from './verdict.ts';

/** Prefix of a code shown by a phone: the holder's signature over time and credential follows in base45. */
export const ELECTRONIC_PREFIX = 'SZ1:';
/** Prefix of a printed code: the issuer-signed credential alone. */
export const PAPER_PREFIX = 'SZP1:';
/** Longest text that is looked at, in characters: the capacity of a QR of version 40-Q is 2,420. */
export const MAX_CODE_LENGTH = 2420;

/** A code taken apart, nothing proven yet. `presentation` is null on paper. */
export type ParsedCode = {
  credential: ParsedCredential;
  presentation: { cose: Sign1; time: number; nonce: number } | null;
};

/** The outcome of reading a text. */
export type CodeResult =
  | { ok: true; code: ParsedCode }
  | { ok: false; reason: 'malformed'; detail: MalformedDetail }
  | { ok: false; reason: 'unsupported-version' };

/**
 * Makes the text of a phone's QR: COSE_Sign1 by the holder key over [time, nonce, credential].
 * `time` in Unix seconds; `nonce` a random 32-bit number, so that two codes never coincide.
 */
export async function createPresentation(
  input: { credential: Uint8Array; time: number; nonce: number },
  sign: Signer['sign'],
): Promise<string> {
  const sink = newSink(24 + input.credential.length);
  writeHead(sink, MAJOR.array, 3);
  writeHead(sink, MAJOR.uint, input.time);
  writeHead(sink, MAJOR.uint, input.nonce);
  writeRaw(sink, input.credential);
  return ELECTRONIC_PREFIX + encodeBase45(await sign1(ES256_HEADER, written(sink), sign));
}

/** Makes the text of a printed QR from a paper credential. */
export function paperCode(credential: Uint8Array): string {
  return PAPER_PREFIX + encodeBase45(credential);
}

/** Takes a QR text apart; every fault has a name, nothing throws, and the work is bounded by MAX_CODE_LENGTH. */
export function parseCode(text: string): CodeResult {
  if (typeof text !== 'string' || text.length === 0) return malformed('empty');
  if (text.length > MAX_CODE_LENGTH) return malformed('too-long');
  const paper = text.startsWith(PAPER_PREFIX);
  if (!paper && !text.startsWith(ELECTRONIC_PREFIX)) {
    return /^SZP?[0-9]{1,3}:/.test(text) ? { ok: false, reason: 'unsupported-version' } : malformed('prefix');
  }
  let stage: MalformedDetail = 'base45';
  try {
    const start = paper ? PAPER_PREFIX.length : ELECTRONIC_PREFIX.length;
    const end = SIGN1_HEADROOM + decodedLength(text.length - start);
    // One buffer for everything: the code, and behind it room for the credential's Sig_structure.
    const room = new Uint8Array(2 * end);
    decodeBase45Into(room, SIGN1_HEADROOM, text, start);
    stage = paper ? 'credential' : 'presentation';
    const bytes = room.subarray(0, end);
    const code = paper ? readPaper(bytes) : readPresentation(bytes, room.subarray(end));
    const claimed = code.credential.claims.medium;
    return claimed === (paper ? 'paper' : 'electronic') ? { ok: true, code } : malformed('medium');
  } catch (error) {
    if (error instanceof UnsupportedVersion) return { ok: false, reason: 'unsupported-version' };
    if (error instanceof MalformedBytes) return malformed(stage);
    throw error;
  }
}

function readPaper(bytes: Uint8Array): ParsedCode {
  const cursor: Cursor = { bytes, at: SIGN1_HEADROOM };
  const credential = readCredential(cursor, 'in-place');
  if (cursor.at !== bytes.length) throw new MalformedBytes('trailing bytes');
  return { credential, presentation: null };
}

function readPresentation(bytes: Uint8Array, spare: Uint8Array): ParsedCode {
  const outer: Cursor = { bytes, at: SIGN1_HEADROOM };
  const cose = readSign1(outer, 'in-place');
  if (outer.at !== bytes.length) throw new MalformedBytes('trailing bytes');
  const inner: Cursor = { bytes, at: cose.headerStart };
  readExactly(inner, ES256_HEADER);
  if (inner.at !== cose.headerEnd) throw new MalformedBytes('protected header');
  inner.at = cose.payloadStart;
  if (readHead(inner, MAJOR.array) !== 3) throw new MalformedBytes('presentation');
  const time = readHead(inner, MAJOR.uint);
  const nonce = readHead(inner, MAJOR.uint);
  const credential = readCredential(inner, spare);
  if (inner.at !== cose.payloadEnd) throw new MalformedBytes('presentation');
  return { credential, presentation: { cose, time, nonce } };
}

function malformed(detail: MalformedDetail): CodeResult {
  return { ok: false, reason: 'malformed', detail };
}
