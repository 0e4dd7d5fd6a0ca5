import { mod11_2 } from './iso7064.ts';

/** Why a text is not a resident identity card number. */
export type ResidentIdFault =
  | 'length'
  | 'characters'
  | 'birth-date'
  | 'check-character'
  | 'area'
  | 'sandbox-area'
  | 'other-document';

/** A resident identity card number (GB 11643-1999), taken apart. */
export type ResidentId = {
  readonly number: string;
  readonly area: string;
  /** ISO date, YYYY-MM-DD. */
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
};

export type ResidentIdResult = { ok: true; value: ResidentId } | { ok: false; reason: ResidentIdFault };

/** The area code reserved for synthetic people: never allocated, accepted only in sandbox mode (SERVICES.md, Numbers). */
export const SANDBOX_AREA = '990000';

/** Province-level prefixes that GB/T 2260 allocates for mainland residents. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(' '),
);
/** Residence permits of Hong Kong, Macau and Taiwan residents share the number's form, not its meaning (B4). */
const RESIDENCE_PERMIT_PREFIXES = new Set(['81', '82', '83']);
/** Areas of residence permits 港澳台居民居住证 (国办发〔2018〕81号): Hong Kong, Macau, Taiwan. */
const RESIDENCE_PERMIT_AREAS = new Set(['810000', '820000', '830000']);
/** Their synthetic counterparts: no residence permit bears another area than the three above. */
const SANDBOX_RESIDENCE_PERMIT_AREAS = new Set(['819900', '829900', '839900']);

/** The 18th character for the first 17 digits of a resident identity card number (GB 11643-1999). */
export function residentIdCheckCharacter(first17: string): string {
  return mod11_2(first17);
}

/** Parses a resident identity card number; spaces are ignored and a small x is read as X; says exactly what is wrong. */
export function parseResidentId(text: string, mode: { sandbox: boolean }): ResidentIdResult {
  return parseEighteen(text, (area) => {
    if (area[0] === '9' && area !== SANDBOX_AREA) return 'other-document';
    if (RESIDENCE_PERMIT_PREFIXES.has(area.slice(0, 2))) return 'other-document';
    if (area === SANDBOX_AREA) return mode.sandbox ? null : 'sandbox-area';
    return PROVINCES.has(area.slice(0, 2)) ? null : 'area';
  });
}

/** Parses a residence permit number of a Hong Kong, Macau or Taiwan resident: the rule of GB 11643 with areas of its own. */
export function parseResidencePermit(text: string, mode: { sandbox: boolean }): ResidentIdResult {
  return parseEighteen(text, (area) => {
    if (SANDBOX_RESIDENCE_PERMIT_AREAS.has(area)) return mode.sandbox ? null : 'sandbox-area';
    if (RESIDENCE_PERMIT_AREAS.has(area)) return null;
    return RESIDENCE_PERMIT_PREFIXES.has(area.slice(0, 2)) ? 'area' : 'other-document';
  });
}

function parseEighteen(
  text: string,
  areaFault: (area: string) => 'area' | 'sandbox-area' | 'other-document' | null,
): ResidentIdResult {
  const number = text.replace(/[\s　]/g, '').toUpperCase();
  if (/^[HM]\d{8}(\d{2})?$/.test(number) || /^\d{8}$/.test(number)) return fault('other-document');
  if (number.length !== 18) return fault('length');
  if (!/^\d{17}[\dX]$/.test(number)) return fault('characters');
  if (mod11_2(number.slice(0, 17)) !== number[17]) return fault('check-character');
  const area = number.slice(0, 6);
  const wrong = areaFault(area);
  if (wrong !== null) return fault(wrong);
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isCalendarDate(birthDate)) return fault('birth-date');
  return {
    ok: true,
    value: { number, area, birthDate, sex: Number(number[16]) % 2 === 1 ? 'male' : 'female' },
  };
}

/** True for a date that exists in the Gregorian calendar, from 1850 on (YYYY-MM-DD). */
export function isCalendarDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1850 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Shows a number as the wallet and lists do: the first four and the last four characters. */
export function maskResidentId(number: string): string {
  return `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 8))}${number.slice(-4)}`;
}

function fault(reason: ResidentIdFault): ResidentIdResult {
  return { ok: false, reason };
}
