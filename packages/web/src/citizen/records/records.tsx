import { type ApplicationView, listApplications } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill, type Tone } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';

const TONES: Record<ApplicationView['state'], Tone> = {
  proving: 'wait',
  'in-review': 'wait',
  'at-counter': 'wait',
  issued: 'good',
  refused: 'bad',
  withdrawn: 'info',
  lapsed: 'info',
};

/** Everything applied for in the last month, newest first (B7). */
export function Records() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  return (
    <PageShell
      title={t('records.title')}
      back={{ href: '/', label: shared('nav.home') }}
      lead={t('records.lead')}
    >
      <SignedIn>{() => <RecordList />}</SignedIn>
    </PageShell>
  );
}

function RecordList() {
  const { t } = useTranslation('citizen');
  const { locale } = usePreferences();
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: ['applications'],
    queryFn: ({ signal }) => call(listApplications, {}, { signal }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  if (data.length === 0) {
    return (
      <div className="empty">
        <p>{t('records.empty')}</p>
        <ButtonLink href="/services/rail-temporary-id">{t('home.start')}</ButtonLink>
      </div>
    );
  }
  return data.map((application) => {
    const procedure = procedureById(application.procedure);
    return (
      <Tile
        key={application.id}
        href={`/applications/${application.id}`}
        icon="list"
        title={procedure ? text(procedure.text.name) : application.procedure}
        detail={
          <span className="nums">
            <span lang="zh-Hans">{application.subject.name}</span> ·{' '}
            {dayAndTime(locale, application.createdAt)}
          </span>
        }
        badge={<Pill tone={TONES[application.state]}>{t(`state.${application.state}`)}</Pill>}
      />
    );
  });
}
