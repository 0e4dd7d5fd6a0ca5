import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Icon } from '../../shared/kit/icon.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { NotFound } from '../not-found.tsx';

/** What a service needs, how long it takes, how often it can be had and why things are asked: before anything is asked. */
export function ServiceIntro() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  const { procedure: id = '' } = useParams({ strict: false }) as { procedure?: string };
  const procedure = procedureById(id);
  if (!procedure) return <NotFound />;
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
      <ButtonLink href={`/apply/${procedure.id}/who`}>{t('service.start')}</ButtonLink>
      <p className="hint">{t('service.why')}</p>
      <p className="hint">
        {t('service.noCamera')} <TextLink href="/help">{t('service.counter')}</TextLink>
      </p>
    </PageShell>
  );
}
