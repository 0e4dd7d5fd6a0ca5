import { inAll, type Text } from '../text/locale.ts';
import { maskHomeReturnPermit, type PermitFault, parseHomeReturnPermit } from './home-return-permit.ts';
import {
  maskResidentId,
  parseResidencePermit,
  parseResidentId,
  type ResidentIdFault,
} from './resident-id.ts';
import { maskTaiwanPermit, parseTaiwanPermit } from './taiwan-permit.ts';

/** Documents by which a person may be known to the platform (A1, A9). */
export const IDENTITY_DOCUMENTS = [
  'resident-id',
  'residence-permit',
  'home-return-permit',
  'taiwan-permit',
] as const;
export type IdentityDocument = (typeof IDENTITY_DOCUMENTS)[number];

/** What a number tells: its canonical form, which stays a person's for life, and the birth date where it holds one. */
export type IdentityNumber = {
  readonly number: string;
  /** ISO date, YYYY-MM-DD; travel permits tell none. */
  readonly birthDate?: string;
};

export type IdentityNumberFault = 'empty' | ResidentIdFault | PermitFault;

export type IdentityNumberResult =
  | { ok: true; value: IdentityNumber }
  | { ok: false; reason: IdentityNumberFault };

/** Parses the number of that kind of document as people type it; `<kind>.<reason>` is the code of a field fault. */
export function parseIdentityDocument(
  kind: IdentityDocument,
  text: string,
  mode: { sandbox: boolean },
): IdentityNumberResult {
  if (text.trim() === '') return { ok: false, reason: 'empty' };
  if (kind === 'home-return-permit' || kind === 'taiwan-permit') {
    const parsed = (kind === 'taiwan-permit' ? parseTaiwanPermit : parseHomeReturnPermit)(text, mode);
    return parsed.ok ? { ok: true, value: { number: parsed.value.number } } : parsed;
  }
  const parsed = (kind === 'resident-id' ? parseResidentId : parseResidencePermit)(text, mode);
  if (!parsed.ok) return parsed;
  const { number, birthDate } = parsed.value;
  return { ok: true, value: { number, birthDate } };
}

/** The kind of document a well-formed number belongs to, or null: forms of the four kinds never overlap. */
export function identityDocumentOf(text: string, mode: { sandbox: boolean }): IdentityDocument | null {
  return IDENTITY_DOCUMENTS.find((kind) => parseIdentityDocument(kind, text, mode).ok) ?? null;
}

/** Shows a number of that kind with its middle hidden. */
export function maskIdentityNumber(kind: IdentityDocument, number: string): string {
  if (kind === 'home-return-permit') return maskHomeReturnPermit(number);
  return kind === 'taiwan-permit' ? maskTaiwanPermit(number) : maskResidentId(number);
}

/** The kinds as people name them: `name` in full, `short` in everyday speech, `form` what its number looks like. */
export const IDENTITY_DOCUMENT_TEXTS: Readonly<
  Record<IdentityDocument, { readonly name: Text; readonly short: Text; readonly form: Text }>
> = {
  'resident-id': {
    name: inAll('居民身份证', '內地居民身份證', '大陸居民身分證', 'Resident ID card'),
    short: inAll('身份证', '內地身份證', '大陸身分證', 'ID card'),
    form: inAll(
      '18 位，最后一位可能是 X',
      '18 位，最後一位可能是 X',
      '18 碼，最後一碼可能是 X',
      '18 characters; the last may be X',
    ),
  },
  'residence-permit': {
    name: inAll(
      '港澳台居民居住证',
      '港澳台居民居住證',
      '港澳台居民居住證',
      'Residence permit for Hong Kong, Macau and Taiwan residents',
    ),
    short: inAll('居住证', '居住證', '居住證', 'Residence permit'),
    form: inAll(
      '18 位，以 81、82 或 83 开头',
      '18 位，以 81、82 或 83 開首',
      '18 碼，以 81、82 或 83 開頭',
      '18 characters that begin with 81, 82 or 83',
    ),
  },
  'home-return-permit': {
    name: inAll(
      '港澳居民来往内地通行证',
      '港澳居民來往內地通行證',
      '港澳居民來往內地通行證',
      'Mainland travel permit for Hong Kong and Macau residents',
    ),
    short: inAll('回乡证', '回鄉證', '回鄉證', 'Home return permit'),
    form: inAll('H 或 M 加 8 位数字', 'H 或 M 加 8 位數字', 'H 或 M 加 8 碼數字', 'H or M and 8 digits'),
  },
  'taiwan-permit': {
    name: inAll(
      '台湾居民来往大陆通行证',
      '台灣居民來往大陸通行證',
      '台灣居民來往大陸通行證',
      'Mainland travel permit for Taiwan residents',
    ),
    short: inAll('台胞证', '台胞證', '台胞證', 'Taiwan permit'),
    form: inAll('8 位数字', '8 位數字', '8 碼數字', '8 digits'),
  },
};
