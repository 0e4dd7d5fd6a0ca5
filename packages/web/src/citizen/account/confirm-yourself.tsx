import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';

/** A code alone on a browser that is new to the account: what is hidden, why, and the way to see it. */
export function ConfirmYourself() {
  const { t } = useTranslation('citizen');
  return (
    <Notice tone="wait" title={t('confirm.title')}>
      <p>{t('confirm.why')}</p>
      <ButtonLink kind="second" href="/face/account/me">
        {t('confirm.go')}
      </ButtonLink>
    </Notice>
  );
}
