import type { Locale, Text } from '@suizheng/domain/text/locale.ts';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readPreferences, setPreferences, usePreferences } from '../preferences/preferences.ts';
import type { AppTexts, TextLoaders } from './texts.ts';

const SHARED: TextLoaders<'shared'> = {
  'zh-Hans': () => import('../texts/zh-hans.ts').then((m) => m.zhHans),
  'zh-Hant-HK': () => import('../texts/zh-hant-hk.ts').then((m) => m.zhHantHk),
  'zh-Hant-TW': () => import('../texts/zh-hant-tw.ts').then((m) => m.zhHantTw),
  en: () => import('../texts/en.ts').then((m) => m.en),
};

type AnyLoaders = Readonly<Record<Locale, () => Promise<object>>>;
const namespaces = new Map<string, AnyLoaders>([['shared', SHARED]]);

/** Starts the texts in the preferred language with the app's own namespaces; resolves when they can be shown. */
export async function startI18n(
  apps: { [N in Exclude<keyof AppTexts, 'shared'>]?: TextLoaders<N> },
): Promise<void> {
  for (const [name, loaders] of Object.entries(apps)) namespaces.set(name, loaders as AnyLoaders);
  const { locale } = readPreferences();
  await i18next.use(initReactI18next).init({
    lng: locale,
    ns: [...namespaces.keys()],
    defaultNS: 'shared',
    fallbackLng: false,
    resources: {},
    // React escapes; the places are written {name}, as in the domain's own texts.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    react: { useSuspense: false },
  });
  await load(locale);
}

/**
 * Adds a namespace that only some screens need, and loads it in the language shown: a lazy route awaits it beside its
 * page (`lazyScreen`), so that the first screen does not pay for it.
 */
export async function addTexts<N extends Exclude<keyof AppTexts, 'shared'>>(
  name: N,
  loaders: TextLoaders<N>,
): Promise<void> {
  namespaces.set(name, loaders as AnyLoaders);
  await load(readPreferences().locale);
}

/** Changes the language; the old one stays on screen until the new texts are here. Rejects when they cannot be loaded. */
export async function changeLocale(locale: Locale): Promise<void> {
  await load(locale);
  // First, so that what is asked again on the change is asked in the new language.
  setPreferences({ locale });
  await i18next.changeLanguage(locale);
}

/** Picks the person's language out of a domain text (procedures, reasons, errors). */
export function useText(): (text: Text) => string {
  const { locale } = usePreferences();
  return (text) => text[locale];
}

async function load(locale: Locale): Promise<void> {
  await Promise.all(
    [...namespaces].map(async ([name, loaders]) => {
      if (i18next.hasResourceBundle(locale, name)) return;
      i18next.addResourceBundle(locale, name, await loaders[locale]());
    }),
  );
}
