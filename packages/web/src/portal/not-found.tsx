import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../shared/kit/button.tsx';
import { PATHS } from './paths.ts';
import { PortalShell } from './portal-shell.tsx';

/** An address of the portal that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('portal');
  return (
    <PortalShell title={t('none')} lead={t('noneNext')}>
      <div className="portal-acts">
        <ButtonLink href={PATHS.home}>{t('toStart')}</ButtonLink>
      </div>
    </PortalShell>
  );
}
