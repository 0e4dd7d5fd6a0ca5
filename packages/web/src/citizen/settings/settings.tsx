import { LOCALES } from '@suizheng/domain/text/locale.ts';
import { useTranslation } from 'react-i18next';
import { changeLocale } from '../../shared/i18n/i18n.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { LANGUAGE_NAMES } from '../../shared/kit/preference-bar.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import {
  setElder,
  setPreferences,
  TEXT_SIZES,
  usePreferences,
} from '../../shared/preferences/preferences.ts';
import { NumberNotice } from '../account/number-notice.tsx';
import { useAccount } from '../account/use-account.ts';
import { SignOut } from './sign-out.tsx';

/** Text size, elder mode, contrast, language, and the account on this phone; every change shows at once. */
export function Settings() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { elder, textSize, contrast, locale } = usePreferences();
  const { data: account } = useAccount();
  return (
    <PageShell title={t('settings.title')} back={{ href: '/', label: shared('nav.home') }}>
      <section className="card">
        <Checkbox name="elder" isSelected={elder} onChange={setElder}>
          <b>{t('settings.elder')}</b>
          <br />
          <span className="hint">{t('settings.elderHint')}</span>
        </Checkbox>
      </section>
      <RadioChoice
        name="text-size"
        label={t('settings.textSize')}
        value={textSize}
        onChange={(size) => setPreferences({ textSize: size })}
        options={TEXT_SIZES.map((id) => ({ id, text: t(`settings.sizes.${id}`) }))}
      />
      <section className="card">
        <Checkbox
          name="contrast"
          isSelected={contrast === 'more'}
          onChange={(more) => setPreferences({ contrast: more ? 'more' : 'auto' })}
        >
          {t('settings.contrast')}
        </Checkbox>
      </section>
      <RadioChoice
        name="language"
        label={t('settings.language')}
        value={locale}
        onChange={(code) => void changeLocale(code)}
        options={LOCALES.map((id) => ({ id, text: LANGUAGE_NAMES[id], lang: id }))}
      />
      <NumberNotice account={account} />
      {account ? (
        <Tile
          href="/settings/privacy"
          icon="eye"
          title={t('settings.privacy')}
          detail={t('settings.privacyDetail')}
        />
      ) : null}
      {account ? (
        <>
          <Tile href="/settings/devices" icon="phone" title={t('settings.devices')} />
          <Tile href="/settings/passkeys" icon="person" title={t('settings.passkeys')} />
        </>
      ) : null}
      {account ? <SignOut account={account} /> : null}
    </PageShell>
  );
}
