import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';

/**
 * A code alone on a browser that is new to the account: what is hidden, why, and the way to see it: the holder's face,
 * or, where the account has no holder yet, registering as one.
 */
export function ConfirmYourself({ account }: { account: Pick<AccountView, 'hiddenHolder'> }) {
  const { t } = useTranslation('citizen');
  return (
    <Notice tone="wait" title={t('confirm.title')}>
      <p>{t('confirm.why')}</p>
      {account.hiddenHolder ? (
        <ButtonLink kind="second" href="/face/account/me">
          {t('confirm.go')}
        </ButtonLink>
      ) : (
        <ButtonLink kind="second" href="/register">
          {t('confirm.register')}
        </ButtonLink>
      )}
    </Notice>
  );
}
