import type { IdentityDocument } from '../identifiers/identity-document.ts';
import { mod11_2 } from '../identifiers/iso7064.ts';

const encoder = new TextEncoder();

/** Plain texts are padded to multiples of this many bytes, so that a ciphertext tells little about a name's length. */
const BLOCK = 16;
/** Longest text in UTF-16 code units; a longer name is cut here and ends in an ellipsis (ADR 0002). */
export const MAX_TEXT_UNITS = 31;
const ELLIPSIS = '…';
const UTF16 = 0x80;

/** Kinds of documents by their one byte on the wire: all are of one length; a byte is never given a second meaning. */
const DOCUMENT_BYTES: readonly (string | null)[] = [
  null,
  'resident-id',
  'residence-permit',
  'home-return-permit',
  'taiwan-permit',
] satisfies readonly (IdentityDocument | null)[];

/**
 * Packs a field's text for sealing. Its length says how: 8 bytes are an 18-character number with a
 * valid check character (GB 11643), 4 bytes an ISO date, 5 bytes a travel permit's number (its letter, or none, and 8
 * digits), 1 byte a kind of document, multiples of 16 any other text.
 */
export function packField(text: string): Uint8Array {
  const document = DOCUMENT_BYTES.indexOf(text);
  if (document > 0) return Uint8Array.of(document);
  if (/^\d{17}[\dX]$/.test(text) && mod11_2(text.slice(0, 17)) === text[17]) {
    const out = new Uint8Array(8);
    new DataView(out.buffer).setBigUint64(0, BigInt(text.slice(0, 17)));
    return out;
  }
  if (/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) {
    const out = new Uint8Array(4);
    new DataView(out.buffer).setUint32(0, Number(text.replaceAll('-', '')));
    return out;
  }
  const permit = /^([HM]?)(\d{8})$/.exec(text);
  if (permit) {
    const out = new Uint8Array(5);
    out[0] = permit[1]!.charCodeAt(0) || 0;
    new DataView(out.buffer).setUint32(1, Number(permit[2]));
    return out;
  }
  return packText(text);
}

/** Longest name of a credential that bears two numbers, in blocks: with more the code would pass version 15. */
const BLOCKS_BESIDE_TWO_NUMBERS = 2;

/** A name as a credential with two numbers can carry it: cut with an ellipsis past 15 Han characters, or 31 Latin ones. */
export function fitBesideTwoNumbers(name: string): string {
  const fits = (text: string) => packField(text).length <= BLOCKS_BESIDE_TWO_NUMBERS * BLOCK;
  let kept = [...name.toWellFormed()];
  if (fits(kept.join(''))) return kept.join('');
  while (!fits(kept.join('') + ELLIPSIS)) kept = kept.slice(0, -1);
  return kept.join('') + ELLIPSIS;
}

/** The text that packField packed, or null for bytes that it cannot have made. */
export function unpackField(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 8) {
    const digits = view.getBigUint64(0).toString().padStart(17, '0');
    return digits.length === 17 ? digits + mod11_2(digits) : null;
  }
  if (bytes.length === 4) {
    const digits = view.getUint32(0).toString();
    return digits.length === 8 ? `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}` : null;
  }
  if (bytes.length === 5) {
    const letter = bytes[0] === 0 ? '' : String.fromCharCode(bytes[0]!);
    const digits = view.getUint32(1).toString().padStart(8, '0');
    return /^[HM]?$/.test(letter) && digits.length === 8 ? letter + digits : null;
  }
  if (bytes.length === 1) return DOCUMENT_BYTES[bytes[0]!] ?? null;
  return bytes.length > 0 && bytes.length % BLOCK === 0 ? unpackText(bytes, view) : null;
}

/** First byte: the content's length, its top bit set for UTF-16 (two bytes a Han character instead of three). */
function packText(full: string): Uint8Array {
  const text = cut(full);
  const utf8 = encoder.encode(text);
  const wide = utf8.length > 2 * text.length;
  const length = wide ? 2 * text.length : utf8.length;
  const out = new Uint8Array(Math.ceil((length + 1) / BLOCK) * BLOCK);
  out[0] = wide ? UTF16 | length : length;
  if (!wide) {
    out.set(utf8, 1);
    return out;
  }
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    out[1 + 2 * i] = unit >> 8;
    out[2 + 2 * i] = unit & 0xff;
  }
  return out;
}

function unpackText(bytes: Uint8Array, view: DataView): string | null {
  const wide = (bytes[0]! & UTF16) !== 0;
  const length = bytes[0]! & ~UTF16;
  if (Math.ceil((length + 1) / BLOCK) * BLOCK !== bytes.length || (wide && length % 2 === 1)) return null;
  for (let i = length + 1; i < bytes.length; i += 1) if (bytes[i] !== 0) return null;
  if (wide) {
    let text = '';
    for (let i = 1; i < length; i += 2) text += String.fromCharCode(view.getUint16(i));
    return text.isWellFormed() ? text : null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(1, length + 1));
  } catch {
    return null;
  }
}

function cut(text: string): string {
  const whole = text.toWellFormed();
  if (whole.length <= MAX_TEXT_UNITS) return whole;
  const kept = whole.slice(0, MAX_TEXT_UNITS - ELLIPSIS.length);
  // Never leave half of a character outside the BMP (rare Han characters).
  return (kept.isWellFormed() ? kept : kept.slice(0, -1)) + ELLIPSIS;
}
