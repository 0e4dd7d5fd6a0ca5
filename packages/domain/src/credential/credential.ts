import {
  type Cursor,
  MAJOR,
  MalformedBytes,
  newSink,
  readBytes,
  readExactly,
  readHead,
  type Sink,
  writeBytes,
  writeHead,
  writeRaw,
  written,
} from './cbor.ts';
import type { CredentialClaims } from './claims.ts';
import { ES256_HEADER, es256Header, KID_LENGTH, readSign1, type Sign1, sign1 } from './cose-sign1.ts';
import type { Signer } from './crypto-port.ts';
import type { SealedField } from './fields.ts';
import {
  CLAIM,
  CNF_KID,
  CTI_LENGTH,
  FIXED_MEMBERS,
  HOLDER_KEY_LENGTH,
  MAX_CLAIMS_LENGTH,
  MAX_FIELDS,
  MAX_SEALED_LENGTH,
  VERSION,
} from './labels.ts';

/** {1: -7, 4: kid} up to the kid. */
const HEADER_LEAD = Uint8Array.of(MAJOR.map | 2, ...ES256_HEADER.subarray(1), 0x04, MAJOR.bytes | KID_LENGTH);
/** Label 8, map of one, label 3, byte string of 64. */
const CNF_LEAD = Uint8Array.of(CLAIM.cnf, MAJOR.map | 1, CNF_KID, MAJOR.bytes | 24, HOLDER_KEY_LENGTH);
/** Label −65537. */
const PRIVATE_LEAD = Uint8Array.of(0x3a, 0x00, 0x01, 0x00, 0x00);

/** A credential read from bytes; its claims count only after its signature was checked. */
export type ParsedCredential = { kid: Uint8Array; claims: CredentialClaims; cose: Sign1 };

/** Thrown by readCredential for a payload of another version. */
export class UnsupportedVersion extends Error {}

/** Signs claims into a COSE_Sign1 credential; throws RangeError for claims that the format cannot carry. */
export async function signCredential(claims: CredentialClaims, signer: Signer): Promise<Uint8Array> {
  return sign1(es256Header(signer.kid), encodeClaims(claims), signer.sign);
}

/** Signs the same credential again with a later presentUntil after a fresh face check (B5): id, serial, status and sealed fields stay. */
export async function renewCredential(
  credential: Uint8Array,
  presentUntil: number,
  signer: Signer,
): Promise<Uint8Array> {
  return signCredential({ ...parseCredential(credential).claims, presentUntil }, signer);
}

/** Reads a credential that stands alone (a wallet's own copy); throws MalformedBytes or UnsupportedVersion. Proves nothing. */
export function parseCredential(bytes: Uint8Array): ParsedCredential {
  const cursor = { bytes, at: 0 };
  const parsed = readCredential(cursor);
  if (cursor.at !== bytes.length) throw new MalformedBytes('trailing bytes');
  return parsed;
}

/** Reads a credential at the cursor, leaving the cursor behind it; `target` as for readSign1. */
export function readCredential(cursor: Cursor, target?: Uint8Array | 'in-place'): ParsedCredential {
  const cose = readSign1(cursor, target);
  const inner = { bytes: cursor.bytes, at: cose.headerStart };
  readExactly(inner, HEADER_LEAD);
  const kid = inner.bytes.subarray(inner.at, inner.at + KID_LENGTH);
  if (inner.at + KID_LENGTH !== cose.headerEnd) throw new MalformedBytes('kid');
  inner.at = cose.payloadStart;
  const claims = readClaims(inner);
  if (inner.at !== cose.payloadEnd) throw new MalformedBytes('trailing claims');
  return { kid, claims, cose };
}

/** Encoding is synchronous and its result copied at once, so one buffer serves every credential. */
const scratch = newSink(MAX_CLAIMS_LENGTH);

function encodeClaims(claims: CredentialClaims): Uint8Array {
  checkClaims(claims);
  const sink = scratch;
  sink.at = 0;
  writeHead(sink, MAJOR.map, claims.holderKey ? 5 : 4);
  writeUintClaim(sink, CLAIM.exp, claims.expiresAt);
  writeUintClaim(sink, CLAIM.iat, claims.issuedAt);
  sink.bytes[sink.at++] = CLAIM.cti;
  writeBytes(sink, claims.credentialId);
  if (claims.holderKey) {
    writeRaw(sink, CNF_LEAD);
    writeRaw(sink, claims.holderKey);
  }
  writeRaw(sink, PRIVATE_LEAD);
  writeHead(sink, MAJOR.array, FIXED_MEMBERS + 2 * claims.sealed.length);
  writeHead(sink, MAJOR.uint, VERSION);
  writeHead(sink, MAJOR.uint, claims.type);
  writeHead(sink, MAJOR.uint, claims.medium === 'paper' ? 1 : 0);
  writeHead(sink, MAJOR.uint, claims.presentUntil === null ? 0 : claims.presentUntil - claims.issuedAt);
  writeHead(sink, MAJOR.uint, claims.serial);
  writeHead(sink, MAJOR.uint, claims.status.list);
  writeHead(sink, MAJOR.uint, claims.status.index);
  writeHead(sink, MAJOR.uint, claims.epoch);
  for (const field of claims.sealed) {
    writeHead(sink, MAJOR.uint, field.field);
    writeBytes(sink, field.sealed);
  }
  return written(sink);
}

function writeUintClaim(sink: Sink, label: number, value: number): void {
  sink.bytes[sink.at++] = label;
  writeHead(sink, MAJOR.uint, value);
}

function checkClaims(claims: CredentialClaims): void {
  const { issuedAt, presentUntil, status } = claims;
  const { type, expiresAt, serial, epoch } = claims;
  for (const n of [type, issuedAt, expiresAt, serial, status.list, status.index, epoch]) {
    if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('claims: integers');
  }
  if (claims.credentialId.length !== CTI_LENGTH) throw new RangeError('claims: credentialId');
  const paper = claims.medium === 'paper';
  if (paper !== (claims.holderKey === null) || paper !== (presentUntil === null))
    throw new RangeError('claims: medium');
  if (claims.holderKey && claims.holderKey.length !== HOLDER_KEY_LENGTH)
    throw new RangeError('claims: holderKey');
  if (presentUntil !== null && !(Number.isSafeInteger(presentUntil) && presentUntil >= issuedAt)) {
    throw new RangeError('claims: presentUntil');
  }
  if (claims.sealed.length > MAX_FIELDS) throw new RangeError('claims: fields');
  let previous = 0;
  for (const { field, sealed } of claims.sealed) {
    if (!(field > previous)) throw new RangeError('claims: field order');
    if (sealed.length > MAX_SEALED_LENGTH) throw new RangeError('claims: sealed field');
    previous = field;
  }
}

function readClaims(cursor: Cursor): CredentialClaims {
  const entries = readHead(cursor, MAJOR.map);
  if (entries !== 4 && entries !== 5) throw new MalformedBytes('claims');
  const expiresAt = readUintClaim(cursor, CLAIM.exp);
  const issuedAt = readUintClaim(cursor, CLAIM.iat);
  if (cursor.bytes[cursor.at++] !== CLAIM.cti) throw new MalformedBytes('cti');
  const credentialId = readBytes(cursor);
  if (credentialId.length !== CTI_LENGTH) throw new MalformedBytes('cti');
  let holderKey: Uint8Array | null = null;
  if (entries === 5) {
    readExactly(cursor, CNF_LEAD);
    holderKey = cursor.bytes.subarray(cursor.at, cursor.at + HOLDER_KEY_LENGTH);
    cursor.at += HOLDER_KEY_LENGTH;
  }
  readExactly(cursor, PRIVATE_LEAD);
  const members = readHead(cursor, MAJOR.array);
  if (readHead(cursor, MAJOR.uint) !== VERSION) throw new UnsupportedVersion();
  const fields = (members - FIXED_MEMBERS) / 2;
  if (!Number.isInteger(fields) || fields < 0 || fields > MAX_FIELDS) throw new MalformedBytes('members');
  const type = readHead(cursor, MAJOR.uint);
  const paper = readHead(cursor, MAJOR.uint);
  const presentFor = readHead(cursor, MAJOR.uint);
  if (paper > 1 || (paper === 1) !== (holderKey === null) || (paper === 1 && presentFor !== 0)) {
    throw new MalformedBytes('medium');
  }
  const serial = readHead(cursor, MAJOR.uint);
  const list = readHead(cursor, MAJOR.uint);
  const index = readHead(cursor, MAJOR.uint);
  const epoch = readHead(cursor, MAJOR.uint);
  const sealed: SealedField[] = [];
  let previous = 0;
  for (let i = 0; i < fields; i += 1) {
    const field = readHead(cursor, MAJOR.uint);
    if (field <= previous) throw new MalformedBytes('field order');
    previous = field;
    sealed.push({ field, sealed: readBytes(cursor) });
  }
  return {
    type,
    medium: paper === 1 ? 'paper' : 'electronic',
    credentialId,
    serial,
    issuedAt,
    expiresAt,
    presentUntil: paper === 1 ? null : issuedAt + presentFor,
    status: { list, index },
    holderKey,
    epoch,
    sealed,
  };
}

function readUintClaim(cursor: Cursor, label: number): number {
  if (cursor.bytes[cursor.at++] !== label) throw new MalformedBytes('claim');
  return readHead(cursor, MAJOR.uint);
}
