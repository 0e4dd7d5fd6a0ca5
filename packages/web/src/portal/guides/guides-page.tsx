import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { guidePath } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import type { GuideId } from './guide.ts';
import { GUIDE_GROUPS, GUIDES } from './list.ts';

/** What is read first has the smallest number. */
const IN_ORDER: readonly GuideId[] = GUIDE_GROUPS.flatMap(({ guides }) => guides);

/** All guides, in the order of reading. */
export function GuidesPage() {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  return (
    <PortalShell title={t('title')} lead={t('lead')}>
      {GUIDE_GROUPS.map(({ id, guides }) => (
        <section key={id}>
          <h2>{t(`group.${id}`)}</h2>
          <div className="portal-cards">
            {guides.map((guide) => (
              <Tile
                key={guide}
                href={guidePath(guide)}
                letter={String(IN_ORDER.indexOf(guide) + 1)}
                title={text(GUIDES[guide].title)}
                detail={text(GUIDES[guide].lead)}
              />
            ))}
          </div>
        </section>
      ))}
    </PortalShell>
  );
}
