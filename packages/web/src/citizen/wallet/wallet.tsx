import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CredentialTile } from './credential-tile.tsx';
import { useCredentials } from './use-credentials.ts';

/** Every credential of the last month; without a network those kept on this phone, and how old that knowledge is. */
export function WalletPage() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('wallet.title')} back={{ href: '/', label: shared('nav.home') }}>
      <WalletList />
    </PageShell>
  );
}

function WalletList() {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const { data, error, refetch } = useCredentials();
  if (error instanceof ApiProblem && error.code === 'not-signed-in') {
    return (
      <>
        <Notice title={t('wallet.signedOut')}>
          <p>{t('wallet.signedOutNext')}</p>
        </Notice>
        <ButtonLink href="/sign-in?next=%2Fwallet">{t('signIn.link')}</ButtonLink>
      </>
    );
  }
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const { credentials, stale } = data;
  const heardAt = credentials[0]?.heardAt;
  return (
    <>
      {stale && heardAt ? (
        <Notice tone="wait" title={t('wallet.stale')} live>
          <p className="nums">{t('wallet.heardAt', { time: dayAndTime(locale, heardAt) })}</p>
        </Notice>
      ) : null}
      {credentials.length === 0 ? (
        <div className="empty">
          <p>{t('wallet.empty')}</p>
          <ButtonLink href="/">{t('wallet.emptyNext')}</ButtonLink>
        </div>
      ) : (
        credentials.map((credential) => <CredentialTile key={credential.id} credential={credential} />)
      )}
      <p className="alone">
        <TextLink href="/looks">{t('looks.all')}</TextLink>
      </p>
    </>
  );
}
