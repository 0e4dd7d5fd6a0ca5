import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/**
 * An account without a number: which it waits for and until when, or what goes on without one and how to have one
 * again; `here` where one registers.
 */
export function NumberWords({ account: { claimed, level }, here }: { account: AccountView; here: boolean }) {
  const { t } = useTranslation('account');
  const { locale } = usePreferences();
  if (claimed === null)
    return (
      <Notice tone="wait" title={t('none')}>
        <p>{t('noneWhy')}</p>
        <p>{t('noneNext')}</p>
        <ButtonLink kind="second" href="/settings/passkeys">
          {t('passkey')}
        </ButtonLink>
      </Notice>
    );
  const { mobile, until } = claimed;
  // Proven by another way than the face, or too late, unless a reviewer still looks at a face shown in time.
  const isProven = level === 'real-person';
  if (isProven || Date.parse(until) <= Date.now())
    return (
      <Notice tone="wait" title={t('late', { mobile })}>
        <p>{t(isProven ? 'lateNext' : 'overNext')}</p>
      </Notice>
    );
  return (
    <Notice tone="info" title={t('waits', { mobile })}>
      <p>{t('waitsUntil', { until: dayAndTime(locale, until) })}</p>
      {here ? null : (
        <ButtonLink kind="second" href="/register">
          {t('waitsGo')}
        </ButtonLink>
      )}
    </Notice>
  );
}
