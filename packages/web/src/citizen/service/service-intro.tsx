import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { firstPage } from '../apply/questions.ts';
import { LevelNeeded } from '../ladder/level-needed.tsx';
import { NotFound } from '../not-found.tsx';
import { servicePage } from './service-page.ts';
import { WhoSees } from './who-sees.tsx';

/** What a service needs, how long it takes, how often it can be had and why things are asked: before anything is asked. */
export function ServiceIntro() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  const go = useGo();
  const { procedure: id = '' } = useParams({ strict: false }) as { procedure?: string };
  const procedure = procedureById(id);
  const own = servicePage(id);
  const elsewhere = procedure !== undefined && own !== `/services/${id}`;
  useEffect(() => {
    if (elsewhere) go(own, { replace: true });
  }, [elsewhere, own, go]);
  if (!procedure) return <NotFound />;
  if (elsewhere) return null;
  const { text: words } = procedure;
  return (
    <PageShell
      title={text(words.name)}
      back={{ href: '/', label: shared('nav.home') }}
      lead={text(words.summary)}
    >
      <Card title={t('service.needs')}>
        <ul className="ticks">
          {words.needs.map((need) => (
            <li key={need.en}>
              <Icon name="tick" />
              <span>{text(need)}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card>
        <Facts
          rows={[
            [t('service.takes'), text(words.takes)],
            [t('service.quota'), text(words.quota)],
            [t('service.where'), text(words.scope)],
            [t('service.price'), t('service.free')],
          ]}
        />
      </Card>
      {procedure.outcome === 'credential' ? <WhoSees credential={procedure.credential} /> : null}
      <LevelNeeded level={procedure.level}>
        <ButtonLink href={firstPage(procedure.id)}>{t('service.start')}</ButtonLink>
      </LevelNeeded>
      <p className="hint">{t('service.why')}</p>
      <p className="hint">
        {t('service.noCamera')} <TextLink href="/help">{t('service.counter')}</TextLink>
      </p>
    </PageShell>
  );
}
