import type { TextLoaders } from '../../../shared/i18n/texts.ts';
import type { zhHans } from './zh-hans.ts';

declare module '../../../shared/i18n/texts.ts' {
  interface AppTexts {
    portrait: typeof zhHans;
  }
}

/** Texts of the register's portrait at the counter, one chunk a language. */
export const PORTRAIT_TEXTS: TextLoaders<'portrait'> = {
  'zh-Hans': () => import('./zh-hans.ts').then((m) => m.zhHans),
  'zh-Hant-HK': () => import('./zh-hant-hk.ts').then((m) => m.zhHantHk),
  'zh-Hant-TW': () => import('./zh-hant-tw.ts').then((m) => m.zhHantTw),
  en: () => import('./en.ts').then((m) => m.en),
};
