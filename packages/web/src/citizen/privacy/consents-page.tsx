import { type ConsentView, listConsents } from '@suizheng/domain/contract/rights.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { SignedIn } from '../account/signed-in.tsx';

export const CONSENTS = ['consents'] as const;

/** Everything this account agreed to, in the language shown. */
export function useConsents(): UseQueryResult<ConsentView[]> {
  const { locale } = usePreferences();
  return useQuery({
    queryKey: [...CONSENTS, locale],
    queryFn: ({ signal }) => call(listConsents, {}, { signal }),
    staleTime: 0,
  });
}

/** What the person agreed to, newest first; each leads to its words and to withdrawing it (A12). */
export function ConsentsPage() {
  const { t } = useTranslation('privacy');
  const { t: shared } = useTranslation();
  return (
    <PageShell
      title={t('consents.title')}
      back={{ href: '/settings/privacy', label: shared('nav.back') }}
      lead={t('consents.lead')}
    >
      <SignedIn>{() => <List />}</SignedIn>
    </PageShell>
  );
}

function List() {
  const { t } = useTranslation('privacy');
  const { locale } = usePreferences();
  const { data, error, refetch } = useConsents();
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  if (data.length === 0) {
    return (
      <div className="empty">
        <p>{t('consents.empty')}</p>
      </div>
    );
  }
  return (
    <ul className="stack plain">
      {data.map((consent) => (
        <li key={consent.id}>
          <Tile
            href={`/settings/privacy/consents/${consent.id}`}
            icon="list"
            title={consent.title}
            detail={
              <>
                <span className="nums">{dayAndTime(locale, consent.grantedAt)}</span>
                {consent.about === null ? null : (
                  <>
                    {' · '}
                    <span lang="zh-Hans">{consent.about}</span>
                  </>
                )}
              </>
            }
            badge={<Standing consent={consent} />}
          />
        </li>
      ))}
    </ul>
  );
}

/** Whether it stands, in a word. */
export function Standing({ consent }: { consent: ConsentView }) {
  const { t } = useTranslation('privacy');
  return consent.withdrawnAt === null ? (
    <Pill tone="good">{t('consents.standing')}</Pill>
  ) : (
    <Pill tone="info">{t('consents.withdrawn')}</Pill>
  );
}
