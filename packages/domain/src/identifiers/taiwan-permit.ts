import { type PermitResult, SANDBOX_PERMIT_DIGITS } from './home-return-permit.ts';

/**
 * Parses a mainland travel permit number of a Taiwan resident 台湾居民来往大陆通行证 (台胞证): 8 lifelong digits; the
 * booklets of before 2015 print the count of issues after them and the issuer's letter, as in 01234567 01 (B).
 */
export function parseTaiwanPermit(text: string, mode: { sandbox: boolean }): PermitResult {
  const typed = text.replace(/[\s　-]/g, '').toUpperCase();
  const match = /^(\d{8})(?:(\d{2})(?:[(（]?[A-Z][)）]?)?)?$/.exec(typed);
  if (match === null) {
    const another = /^\d{17}[\dX]$/.test(typed) || /^[HM]\d{8}(\d{2})?$/.test(typed);
    return { ok: false, reason: another ? 'other-document' : 'form' };
  }
  const [, number = '', issue] = match;
  if (number.startsWith(SANDBOX_PERMIT_DIGITS) && !mode.sandbox)
    return { ok: false, reason: 'sandbox-number' };
  return { ok: true, value: issue === undefined ? { number } : { number, issue } };
}

/** Shows a permit number as 99****01. */
export function maskTaiwanPermit(number: string): string {
  return `${number.slice(0, 2)}****${number.slice(-2)}`;
}
