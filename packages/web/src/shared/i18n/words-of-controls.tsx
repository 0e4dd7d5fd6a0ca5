import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { usePreferences } from '../preferences/preferences.ts';

/** The names under which the controls have their own few words. */
const NAMES: Record<Locale, string> = {
  'zh-Hans': 'zh-CN',
  'zh-Hant-HK': 'zh-TW',
  'zh-Hant-TW': 'zh-TW',
  en: 'en-US',
};

/** Lists and dialogs speak the language that is shown, not the browser's. */
export function WordsOfControls({ children }: { children: ReactNode }) {
  return <I18nProvider locale={NAMES[usePreferences().locale]}>{children}</I18nProvider>;
}
