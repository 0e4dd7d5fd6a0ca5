import { LOCALES, type Locale, pickLocale } from '@suizheng/domain/text/locale.ts';
import { useSyncExternalStore } from 'react';

/** Main text as a share of the browser's own size: 16, 18, 20, 24 and 30 px where nothing else is set. */
export const TEXT_SIZES = ['normal', 'large', 'larger', 'huge', 'giant'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

/** How a person wants the pages; kept on this device only. */
export type Preferences = {
  readonly locale: Locale;
  /** Elder mode 关怀版 / 长辈版. */
  readonly elder: boolean;
  readonly textSize: TextSize;
  /** `auto` follows the system's own setting. */
  readonly contrast: 'auto' | 'more';
};

const KEY = 'suizheng.preferences';
const listeners = new Set<() => void>();
let current: Preferences | undefined;

/** The preferences now; a first visitor gets the browser's language. */
export function readPreferences(): Preferences {
  current ??= { ...defaults(), ...stored() };
  return current;
}

/** Changes some preferences, keeps them and shows them at once. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...readPreferences(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Storage may be closed to us (private mode): the choice then holds for this visit.
  }
  applyPreferences();
  for (const listener of listeners) listener();
}

/** Turns elder mode on or off; on brings at least 20 px text, off goes back to the normal size. */
export function setElder(elder: boolean): void {
  const { textSize } = readPreferences();
  const enlarged = TEXT_SIZES.indexOf(textSize) < TEXT_SIZES.indexOf('larger') ? 'larger' : textSize;
  setPreferences({ elder, textSize: elder ? enlarged : 'normal' });
}

/** Writes the preferences onto the document, where the style sheets read them. */
export function applyPreferences(): void {
  const { locale, elder, textSize, contrast } = readPreferences();
  const { documentElement: html } = document;
  html.lang = locale;
  html.toggleAttribute('data-elder', elder);
  html.dataset.textSize = textSize;
  if (contrast === 'more') html.dataset.contrast = 'more';
  else delete html.dataset.contrast;
}

/** The preferences as React state. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, readPreferences);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function defaults(): Preferences {
  const locale = pickLocale(navigator.languages.join(','));
  return { locale, elder: false, textSize: 'normal', contrast: 'auto' };
}

function stored(): Partial<Preferences> {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return {
      ...(LOCALES.includes(kept.locale as Locale) ? { locale: kept.locale as Locale } : {}),
      ...(typeof kept.elder === 'boolean' ? { elder: kept.elder } : {}),
      ...(TEXT_SIZES.includes(kept.textSize as TextSize) ? { textSize: kept.textSize as TextSize } : {}),
      ...(kept.contrast === 'more' ? { contrast: 'more' as const } : {}),
    };
  } catch {
    return {};
  }
}
