import type { Locale } from '@suizheng/domain/text/locale.ts';

/** Instants are shown in the time of the place where they count. */
const ZONE = 'Asia/Shanghai';

const format = (locale: Locale, options: Intl.DateTimeFormatOptions) => (at: Date | string) =>
  new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...options }).format(new Date(at));

/** 11月22日 09:03 */
export const dayAndTime = (locale: Locale, at: Date | string): string =>
  format(locale, {
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })(at);

/** 09:03:20 */
export const clockTime = (locale: Locale, at: Date | string): string =>
  format(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })(at);

/** 2026年11月22日 */
export const fullDay = (locale: Locale, at: Date | string): string =>
  format(locale, { year: 'numeric', month: 'long', day: 'numeric' })(at);
