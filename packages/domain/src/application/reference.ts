import { mod37_36 } from '../identifiers/iso7064.ts';

/** Crockford's base 32: no I, L, O, U, which people read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Characters before the check character: 45 bits of the application's id. */
const LENGTH = 9;
/** What stands before the reference inside a QR, so that a scanner at the counter knows it. */
const MARK = 'SZA1:';

/** An application's reference as a person shows or reads it at a counter: 45 bits of its id and a check character, XXXXX-XXXXX. */
export function applicationReference(applicationId: string): string {
  let bits = BigInt(`0x${applicationId.replaceAll('-', '').slice(0, 12)}`) >> 3n;
  let text = '';
  for (let at = 0; at < LENGTH; at += 1) {
    text = ALPHABET[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  const whole = text + mod37_36(text);
  return `${whole.slice(0, 5)}-${whole.slice(5)}`;
}

/** The same as the QR carries it. */
export function referenceCode(applicationId: string): string {
  return MARK + applicationReference(applicationId).replace('-', '');
}

/** The ids that a reference can stand for, lowest and highest, or null when it is none: read from a QR, or typed with O for 0 and I or L for 1. */
export function parseReference(typed: string): { readonly from: string; readonly to: string } | null {
  const text = typed.toUpperCase().replace(/[\s-]/g, '');
  const whole = text.startsWith(MARK) ? text.slice(MARK.length) : text;
  if (whole.length !== LENGTH + 1) return null;
  const body = whole.slice(0, LENGTH).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (mod37_36(body) !== whole[LENGTH]) return null;
  let bits = 0n;
  for (const character of body) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  return { from: uuid(bits << 3n, '0'), to: uuid((bits << 3n) | 7n, 'f') };
}

function uuid(first48: bigint, rest: string): string {
  const hex = first48.toString(16).padStart(12, '0') + rest.repeat(20);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
