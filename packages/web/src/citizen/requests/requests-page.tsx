import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';
import { TONES, useRequests } from './use-requests.ts';

/** Who asked whether two documents are one's own, and what became of it (L3). */
export function RequestsPage() {
  const { t } = useTranslation('requests');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('title')} back={{ href: '/', label: shared('nav.home') }} lead={t('lead')}>
      <SignedIn>{() => <Requests />}</SignedIn>
    </PageShell>
  );
}

function Requests() {
  const { t } = useTranslation('requests');
  const { locale } = usePreferences();
  const { data, error, refetch } = useRequests();
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  if (data.length === 0) {
    return (
      <div className="empty">
        <p>{t('empty')}</p>
      </div>
    );
  }
  return (
    <ul className="stack plain">
      {data.map(({ id, organisation, purpose, askedAt, state }) => (
        <li key={id}>
          <Tile
            href={`/requests/${id}`}
            icon="people"
            title={<span lang="zh-Hans">{organisation}</span>}
            detail={
              <span className="nums">
                {purpose.text} · {dayAndTime(locale, askedAt)}
              </span>
            }
            badge={<Pill tone={TONES[state]}>{t(`states.${state}`)}</Pill>}
          />
        </li>
      ))}
    </ul>
  );
}
