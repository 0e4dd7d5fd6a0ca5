import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { zhHans } from '../texts/zh-hans.ts';

/**
 * Texts by namespace. An app adds its own by merging into this interface:
 * `declare module '../../shared/i18n/texts.ts' { interface AppTexts { citizen: typeof zhHans } }`.
 * Every other language is declared as that same type, so that a missing key fails the type check.
 */
export interface AppTexts {
  shared: typeof zhHans;
}

/** Loads one namespace in one language; each is its own chunk, so that nobody fetches four languages. */
export type TextLoaders<N extends keyof AppTexts> = Readonly<Record<Locale, () => Promise<AppTexts[N]>>>;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shared';
    resources: AppTexts;
    interpolationPrefix: '{';
    interpolationSuffix: '}';
    returnNull: false;
  }
}
