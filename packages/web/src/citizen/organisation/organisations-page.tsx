import { ROLE_TEXTS } from '@suizheng/domain/policy/organisation.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card, Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { useActingFor } from './acting-for.ts';
import { useOrganisations } from './use-organisations.ts';

/** The organisations that I may act for, and the invitations that wait for me. */
export function OrganisationsPage() {
  const { t } = useTranslation('organisation');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('list.title')} lead={t('list.lead')} back={{ href: '/', label: shared('nav.home') }}>
      <SignedIn>{() => <Organisations />}</SignedIn>
    </PageShell>
  );
}

function Organisations() {
  const { t } = useTranslation('organisation');
  const text = useText();
  const { locale } = usePreferences();
  const [actingFor] = useActingFor();
  const { data, error, refetch } = useOrganisations();
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const { organisations, invitations } = data;
  return (
    <>
      {invitations.length > 0 ? <h2>{t('list.invitations')}</h2> : null}
      {invitations.map(({ id, organisation, role, expiresAt }) => (
        <Tile
          key={id}
          href={`/organisations/invitations/${id}`}
          icon="info"
          title={<span lang="zh-Hans">{organisation}</span>}
          detail={t('list.invitedAs', {
            role: text(ROLE_TEXTS[role].name),
            time: dayAndTime(locale, expiresAt),
          })}
        />
      ))}
      {organisations.map(({ id, name, role }) => (
        <Tile
          key={id}
          href={`/organisations/${id}`}
          icon="people"
          title={<span lang="zh-Hans">{name}</span>}
          detail={text(ROLE_TEXTS[role].name)}
          badge={id === actingFor ? <Pill tone="good">{t('list.acting')}</Pill> : undefined}
        />
      ))}
      {organisations.length + invitations.length === 0 ? (
        <Card title={t('list.none')}>
          <p>{t('list.noneNext')}</p>
        </Card>
      ) : null}
    </>
  );
}
