import type { OrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { SignedIn } from '../account/signed-in.tsx';
import { useOrganisation } from './use-organisations.ts';

/** A page of one organisation; who is no member any more is told so. `back` is the organisation itself where absent. */
export function OrganisationFrame({
  title,
  back,
  children,
}: {
  title: (organisation: OrganisationView) => string;
  back?: string;
  children: (organisation: OrganisationView) => ReactNode;
}) {
  const { t } = useTranslation('organisation');
  const { t: shared } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useOrganisation(id);
  const gone = error instanceof ApiProblem && error.code === 'not-found';
  return (
    <PageShell
      title={data ? title(data) : t('list.title')}
      back={{ href: back ?? `/organisations/${id}`, label: shared('nav.back') }}
    >
      <SignedIn>
        {() =>
          gone ? (
            <Notice tone="wait" title={t('gone.title')}>
              <p>{t('gone.next')}</p>
              <ButtonLink href="/organisations">{t('list.title')}</ButtonLink>
            </Notice>
          ) : error ? (
            <Failure error={error} onRetry={() => void refetch()} />
          ) : data ? (
            children(data)
          ) : (
            <Skeleton />
          )
        }
      </SignedIn>
    </PageShell>
  );
}
