import { readApplication, withdrawApplication } from '@suizheng/domain/contract/applications.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton, SlowNote } from '../../shared/kit/skeleton.tsx';
import { ApplicationFacts } from './application-facts.tsx';

/** Withdrawing is a page of its own, not a pop-up: what happens, yes, or back. */
export function Withdraw() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const go = useGo();
  const queries = useQueryClient();
  const application = useQuery({
    queryKey: ['application', id],
    queryFn: ({ signal }) => call(readApplication, { params: { id } }, { signal }),
  });
  const act = useMutation({
    mutationFn: () => call(withdrawApplication, { params: { id } }),
    onSuccess: (after) => {
      queries.setQueryData(['application', id], after);
      void queries.invalidateQueries({ queryKey: ['applications'] });
      go(`/applications/${id}`, { replace: true });
    },
  });
  return (
    <PageShell
      title={t('withdraw.title')}
      back={{ href: `/applications/${id}`, label: shared('nav.back') }}
      lead={t('withdraw.what')}
    >
      {application.data ? <ApplicationFacts application={application.data} /> : <Skeleton />}
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button kind="danger" isPending={act.isPending} onPress={() => act.mutate()}>
        {t('withdraw.yes')}
      </Button>
      <ButtonLink kind="second" href={`/applications/${id}`}>
        {t('withdraw.no')}
      </ButtonLink>
    </PageShell>
  );
}
