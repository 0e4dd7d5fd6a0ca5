import { isCalendarDate } from './resident-id.ts';

/** The last day of a document: `YYYY-MM-DD`, or `long-term` for one without an end. */
export type ExpiryResult =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: 'empty' | 'format' | 'not-a-date' };

/** Reads the last day as documents print it and people type it: 2031-05-03, 2031.5.3, 2031年5月3日, 20310503, 长期. */
export function parseDocumentExpiry(typed: string): ExpiryResult {
  const text = typed.replaceAll(/\s/g, '').toLowerCase();
  if (text === '') return { ok: false, reason: 'empty' };
  if (['长期', '長期', 'long-term'].includes(text)) return { ok: true, value: 'long-term' };
  const parts = /^(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?$/.exec(text);
  if (!parts) return { ok: false, reason: 'format' };
  const date = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
  return isCalendarDate(date) ? { ok: true, value: date } : { ok: false, reason: 'not-a-date' };
}
