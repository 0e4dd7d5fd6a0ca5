import { readApplication } from '@suizheng/domain/contract/applications.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { AtCounter } from './at-counter.tsx';
import { OPEN_STATES } from './open-states.ts';
import { InReview, Issued, Over, Proving, Refused } from './states.tsx';

/** One application: where it stands in words, and the next step. */
export function Application() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const { data, error, refetch } = useQuery({
    queryKey: ['application', id],
    queryFn: ({ signal }) => call(readApplication, { params: { id } }, { signal }),
    // What others decide (a reviewer, the counter) arrives by itself while the page is open.
    refetchInterval: ({ state }) => (state.data && OPEN_STATES.has(state.data.state) ? 10_000 : false),
  });
  const back = { href: '/', label: shared('nav.home') };
  if (!data) {
    return (
      <PageShell title={t('application.title')} back={back}>
        <SignedIn>
          {() => (error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton />)}
        </SignedIn>
      </PageShell>
    );
  }
  const Page = {
    proving: Proving,
    'in-review': InReview,
    'at-counter': AtCounter,
    issued: Issued,
    refused: Refused,
    withdrawn: Over,
    lapsed: Over,
  }[data.state];
  return (
    <PageShell key={data.state} title={t(`application.titles.${data.state}`)} back={back}>
      <Page application={data} />
    </PageShell>
  );
}
