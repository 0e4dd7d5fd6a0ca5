import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';

/** Guardians' consents (A12); ours by choice, changed here and nowhere else. Times in milliseconds. */
export const guardianPolicy = {
  /** A code is typed or scanned by somebody who sits beside the child, or is on the phone with them. */
  codeForMs: 30 * MINUTE_MS,
  /** Full age (Civil Code art. 17). */
  adultFrom: 18,
  /** Requests of one account. */
  requests: [{ most: 10, withinMs: HOUR_MS }],
  /** Codes that one account may try: 40 bits behind them, and only a named guardian is answered. */
  tries: [{ most: 20, withinMs: HOUR_MS }],
} as const;

/** 32 characters that nobody confuses: no 0 and O, no 1 and I. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Eight characters, 40 bits; five bits of each byte. */
export function drawCode(random: (length: number) => Uint8Array): string {
  return [...random(8)].map((byte) => CODE_ALPHABET[byte & 31]).join('');
}
