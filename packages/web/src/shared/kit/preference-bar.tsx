import { LOCALES, type Locale } from '@suizheng/domain/text/locale.ts';
import { useEffect, useRef, useState } from 'react';
import { Button as RacButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { changeLocale } from '../i18n/i18n.ts';
import { setElder, usePreferences } from '../preferences/preferences.ts';
import { Icon } from './icon.tsx';

/** Each language in its own words. */
export const LANGUAGE_NAMES: Record<Locale, string> = {
  'zh-Hans': '简体中文',
  'zh-Hant-HK': '繁體中文（香港）',
  'zh-Hant-TW': '繁體中文（臺灣）',
  en: 'English',
};

/** Elder mode and language, one press away on every screen; the languages unfold in the page, nothing pops up. */
export function PreferenceBar() {
  const { t } = useTranslation();
  const { elder, locale } = usePreferences();
  const [open, setOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[aria-current] , button')?.focus();
  }, [open]);
  return (
    <>
      <span className="top-pair">
        <RacButton className="top-link" onPress={() => setElder(!elder)} aria-pressed={elder}>
          {elder ? t('elder.leave') : t('elder.enter')}
        </RacButton>
        <RacButton
          className="top-link"
          onPress={() => setOpen(!open)}
          aria-expanded={open}
          aria-controls="languages"
          aria-label={`${t('language.choose')} · ${LANGUAGE_NAMES[locale]}`}
        >
          <Icon name="globe" />
          <span lang={locale === 'en' ? 'zh-Hans' : 'en'}>{locale === 'en' ? '中文' : 'EN'}</span>
        </RacButton>
      </span>
      {open ? (
        <ul
          className="languages"
          id="languages"
          ref={list}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setOpen(false);
          }}
        >
          {LOCALES.map((code) => (
            <li key={code}>
              <RacButton
                className="top-link"
                {...(code === locale ? { 'aria-current': true } : {})}
                onPress={() => {
                  setOpen(false);
                  void changeLocale(code);
                }}
              >
                <span lang={code}>{LANGUAGE_NAMES[code]}</span>
                {code === locale ? <Icon name="tick" /> : null}
              </RacButton>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
