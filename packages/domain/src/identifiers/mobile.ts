/** A mainland mobile number: 11 digits, 1[3-9] first (SERVICES.md, Numbers). */
export const MOBILE = /^1[3-9]\d{9}$/;

/** Normalises what people type (+86, spaces, hyphens) to 11 digits, or null when it is no mainland mobile number. */
export function parseMobile(text: string): string | null {
  const digits = text.replace(/[\s　-]/g, '').replace(/^(\+|00)?86(?=1\d{10}$)/, '');
  return MOBILE.test(digits) ? digits : null;
}

/** Shows a mobile number as 138****1234. */
export function maskMobile(mobile: string): string {
  return `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
}
