import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../shared/kit/button.tsx';
import { PageShell } from '../shared/kit/page-shell.tsx';

/** An address that leads nowhere, and the way on. */
export function NotFound() {
  const { t } = useTranslation('citizen');
  return (
    <PageShell title={t('notFound.title')} lead={t('notFound.next')}>
      <ButtonLink href="/">{t('notFound.home')}</ButtonLink>
    </PageShell>
  );
}
