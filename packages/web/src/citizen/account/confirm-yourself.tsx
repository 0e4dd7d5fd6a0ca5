import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { addTexts } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { ACCOUNT_TEXTS } from './texts/loaders.ts';

const NewOwnerLink = lazy(async () => {
  const [{ NewOwnerLink: component }] = await Promise.all([
    import('./new-owner-link.tsx'),
    addTexts('account', ACCOUNT_TEXTS),
  ]);
  return { default: component };
});

/**
 * A code alone on a browser that is new to the account: what is hidden, why, and the way to see it: the holder's face, or,
 * where the account has no holder yet, registering as one. Whoever has the number since goes a way of their own (A10).
 */
export function ConfirmYourself({ account }: { account: Pick<AccountView, 'hiddenHolder'> }) {
  const { t } = useTranslation('citizen');
  return (
    <Notice tone="wait" title={t('confirm.title')}>
      <p>{t('confirm.why')}</p>
      {account.hiddenHolder ? (
        <>
          <ButtonLink kind="second" href="/face/account/me">
            {t('confirm.go')}
          </ButtonLink>
          <Suspense fallback={null}>
            <NewOwnerLink />
          </Suspense>
        </>
      ) : (
        <ButtonLink kind="second" href="/register">
          {t('confirm.register')}
        </ButtonLink>
      )}
    </Notice>
  );
}
