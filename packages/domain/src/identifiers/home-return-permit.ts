/** Why a text is not the number of a travel permit. */
export type PermitFault = 'form' | 'sandbox-number' | 'other-document';

/** A travel permit's number: `number` is the person's for life, `issue` counts the cards made for them. */
export type PermitNumber = { readonly number: string; readonly issue?: string };

export type PermitResult = { ok: true; value: PermitNumber } | { ok: false; reason: PermitFault };

/**
 * First lifelong digits of synthetic permits, accepted only in sandbox mode. Both kinds of permits are numbered
 * upwards from 00000001 and after twenty-five years are far from 99000000; production refuses the whole range.
 */
export const SANDBOX_PERMIT_DIGITS = '99';

/**
 * Parses a mainland travel permit number of a Hong Kong or Macau resident 港澳居民来往内地通行证 (回乡证): H or M and
 * 8 lifelong digits; booklets and older cards print 2 more, the count of issues. Spaces and small letters are accepted.
 */
export function parseHomeReturnPermit(text: string, mode: { sandbox: boolean }): PermitResult {
  const typed = text.replace(/[\s　-]/g, '').toUpperCase();
  const match = /^([HM]\d{8})(\d{2})?$/.exec(typed);
  if (match === null) return fault(looksLikeAnother(typed) ? 'other-document' : 'form');
  const [, number = '', issue] = match;
  if (number.startsWith(SANDBOX_PERMIT_DIGITS, 1) && !mode.sandbox) return fault('sandbox-number');
  return { ok: true, value: issue === undefined ? { number } : { number, issue } };
}

/** Shows a permit number as H9*****01. */
export function maskHomeReturnPermit(number: string): string {
  return `${number.slice(0, 2)}*****${number.slice(-2)}`;
}

function looksLikeAnother(typed: string): boolean {
  return /^\d{17}[\dX]$/.test(typed) || /^\d{8}(\d{2})?$/.test(typed);
}

function fault(reason: PermitFault): PermitResult {
  return { ok: false, reason };
}
