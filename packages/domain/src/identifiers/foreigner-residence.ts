import { mod11_2 } from './iso7064.ts';
import { isCalendarDate } from './resident-id.ts';

/** A foreigner's permanent residence ID number 外国人永久居留身份证, taken apart. */
export type ForeignerResidence = {
  readonly number: string;
  /** ISO 3166-1: three digits on cards since 2023, three letters on older ones. */
  readonly nationality: string;
  /** ISO date where the number has the century (cards since 2023). */
  readonly birthDate?: string;
};

/**
 * Parses both forms in use, or null. Since 2023: 18 digits, 9 first, 2 digits of the province, 3 of the nationality,
 * birth date, sequence, MOD 11-2. Before: 3 letters of the nationality, 4 digits of the area, YYMMDD, 2 digits.
 */
export function parseForeignerResidence(text: string): ForeignerResidence | null {
  const number = text.replace(/[\s　]/g, '').toUpperCase();
  const now = /^9\d{2}(\d{3})(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(number);
  if (now !== null) {
    const birthDate = `${now[2]}-${now[3]}-${now[4]}`;
    if (mod11_2(number.slice(0, 17)) !== number[17] || !isCalendarDate(birthDate)) return null;
    return { number, nationality: now[1]!, birthDate };
  }
  const old = /^([A-Z]{3})\d{4}\d{2}(\d{2})(\d{2})\d{2}$/.exec(number);
  // 2000 is a leap year: a 29 February is not refused for a century the number does not tell.
  if (old === null || !isCalendarDate(`2000-${old[2]}-${old[3]}`)) return null;
  return { number, nationality: old[1]! };
}
