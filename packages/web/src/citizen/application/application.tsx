import { type ApplicationView, readApplication } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { AtCounter } from './at-counter.tsx';
import { InReview } from './in-review.tsx';
import { Issued, Raised } from './issued.tsx';
import { OPEN_STATES } from './open-states.ts';
import { Proving } from './proving.tsx';
import { Over, Refused } from './states.tsx';

const givesLevel = ({ procedure }: Pick<ApplicationView, 'procedure'>): boolean =>
  procedureById(procedure)?.outcome === 'level';

/** One application: where it stands in words, and the next step. */
export function Application() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const title = useTitle();
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
    issued: givesLevel(data) ? Raised : Issued,
    refused: Refused,
    withdrawn: Over,
    lapsed: Over,
  }[data.state];
  return (
    <PageShell key={`${data.state} ${data.need}`} title={title(data)} back={back}>
      <Page application={data} />
    </PageShell>
  );
}

/** The heading: what is missing, or how it ended. */
function useTitle(): (application: ApplicationView) => string {
  const { t: citizen } = useTranslation('citizen');
  const { t } = useTranslation('ladder');
  return (application) => {
    const { state, need, procedure } = application;
    if (state === 'proving' && need) return t(`titles.proving.${need}`);
    if (givesLevel(application)) {
      if (state === 'at-counter') return t('titles.counterLevel');
      if (state === 'issued')
        return t(procedure === 'registration' ? 'titles.issuedLevel' : 'titles.issuedStepUp');
    }
    if (state === 'at-counter' && procedureById(procedure)?.text.counters)
      return t('titles.counterElsewhere');
    return citizen(`application.titles.${state}`);
  };
}
