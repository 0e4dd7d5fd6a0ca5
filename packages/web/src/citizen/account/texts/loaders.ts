import type { TextLoaders } from '../../../shared/i18n/texts.ts';
import type { zhHans } from './zh-hans.ts';

declare module '../../../shared/i18n/texts.ts' {
  interface AppTexts {
    account: typeof zhHans;
  }
}

/** Texts of a number that changes hands, a chunk a language. */
export const ACCOUNT_TEXTS: TextLoaders<'account'> = {
  'zh-Hans': () => import('./zh-hans.ts').then((m) => m.zhHans),
  'zh-Hant-HK': () => import('./zh-hant-hk.ts').then((m) => m.zhHantHk),
  'zh-Hant-TW': () => import('./zh-hant-tw.ts').then((m) => m.zhHantTw),
  en: () => import('./en.ts').then((m) => m.en),
};
