import { useTranslation } from 'react-i18next';
import { Tile } from '../../shared/kit/card.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SignedIn } from '../account/signed-in.tsx';

/** The way to consents, export, deletion, and a child's request. */
export function PrivacyPage() {
  const { t } = useTranslation('privacy');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('title')} back={{ href: '/settings', label: shared('nav.back') }} lead={t('lead')}>
      <SignedIn>
        {() => (
          <nav className="stack" aria-label={t('title')}>
            <Tile
              href="/settings/privacy/consents"
              icon="tick"
              title={t('consents.title')}
              detail={t('consents.detail')}
            />
            <Tile
              href="/settings/privacy/data"
              icon="list"
              title={t('data.title')}
              detail={t('data.detail')}
            />
            <Tile href="/requests" icon="help" title={t('requests.title')} detail={t('requests.detail')} />
            <Tile href="/guardian" icon="people" title={t('guardian.title')} detail={t('guardian.detail')} />
            <Tile
              href="/settings/privacy/delete"
              icon="cross"
              title={t('delete.title')}
              detail={t('delete.detail')}
            />
          </nav>
        )}
      </SignedIn>
    </PageShell>
  );
}
