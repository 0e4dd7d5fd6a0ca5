/** The languages of the product; every text exists in all of them or the build fails. */
export const LOCALES = ['zh-Hans', 'zh-Hant-HK', 'zh-Hant-TW', 'en'] as const;
export type Locale = (typeof LOCALES)[number];
export type Text = Readonly<Record<Locale, string>>;

/** A text from its four versions, in the order of LOCALES. */
export const inAll = (hans: string, hk: string, tw: string, en: string): Text => ({
  'zh-Hans': hans,
  'zh-Hant-HK': hk,
  'zh-Hant-TW': tw,
  en,
});

/** Picks the best of our locales for an Accept-Language header or a navigator.languages list; zh-Hans when none fits. */
export function pickLocale(preferences: string): Locale {
  if (preferences === '') return 'zh-Hans';
  const wanted = preferences
    .split(',')
    .map((part, order) => {
      const [tag = '', ...rest] = part.trim().split(';');
      const q = rest.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q), order };
    })
    .filter((entry) => entry.tag !== '' && entry.q > 0)
    .sort((a, b) => b.q - a.q || a.order - b.order);
  for (const { tag } of wanted) {
    if (tag.startsWith('en')) return 'en';
    if (/^zh(-hant)?-(hk|mo)/.test(tag)) return 'zh-Hant-HK';
    if (/^zh(-hant)?-tw|^zh-hant/.test(tag)) return 'zh-Hant-TW';
    if (tag.startsWith('zh')) return 'zh-Hans';
  }
  return 'zh-Hans';
}

/** Fills {name} places of a text; a missing parameter leaves the place visible so that a test sees it. */
export function fill(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, key: string) => (key in params ? String(params[key]) : place));
}
