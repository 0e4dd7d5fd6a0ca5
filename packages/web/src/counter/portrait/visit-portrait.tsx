import { readVisitPortrait } from '@suizheng/domain/contract/people.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import './portrait.css';

/** The register's portrait, to compare with face and document (A6); it is gone with the page, and each look is audited. */
export function VisitPortrait({ visitId }: { visitId: string }) {
  const { t } = useTranslation('portrait');
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['visit-portrait', visitId],
    queryFn: ({ signal }) => call(readVisitPortrait, { params: { id: visitId } }, { signal }),
    // A second look is a second line in the audit: only this page asks, once, and keeps nothing.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  useEndedSession(error);
  if (error)
    return (
      <Notice tone="wait" title={t('away')} live>
        <p>{t('awayNext')}</p>
        <Button kind="second" onPress={() => void refetch()} isPending={isFetching}>
          {t('again')}
        </Button>
      </Notice>
    );
  if (!data) return <Skeleton lines={2} />;
  if (data.portrait === null)
    return (
      <Notice tone="wait" title={t('none')}>
        <p>{t('noneNext')}</p>
      </Notice>
    );
  const { jpeg, takenOn } = data.portrait;
  return (
    <figure className="visit-portrait">
      <img src={`data:image/jpeg;base64,${jpeg}`} alt={t('title')} />
      <figcaption>
        <b>{t('title')}</b>
        <span className="nums">{t('takenOn', { day: takenOn })}</span>
        <span>{t('compare')}</span>
      </figcaption>
    </figure>
  );
}
