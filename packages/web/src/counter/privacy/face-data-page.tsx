import { type FaceDataView, readFaceData } from '@suizheng/domain/contract/rights.ts';
import { faceDataPolicy } from '@suizheng/domain/policy/retention.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { fullDay } from '../../shared/i18n/format.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, type Tone } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';

const TONES: Record<FaceDataView['state'], Tone> = { below: 'good', near: 'wait', reached: 'bad' };

/** How many people's faces are stored, beside the number at which to file (Measures on face recognition, art. 15). */
export function FaceDataPage() {
  const { t } = useTranslation('faceData');
  const { data, error, refetch } = useQuery({
    queryKey: ['face-data'],
    queryFn: ({ signal }) => call(readFaceData, {}, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  return (
    <CounterShell title={t('title')} lead={t('lead', { days: faceDataPolicy.fileWithinWorkingDays })}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data ? <Counts data={data} /> : null}
    </CounterShell>
  );
}

function Counts({ data }: { data: FaceDataView }) {
  const { t } = useTranslation('faceData');
  const { locale } = usePreferences();
  const people = (count: number) => (
    <span className="nums">{t('people', { count: count.toLocaleString(locale) as unknown as number })}</span>
  );
  const { reachedAt, fileBy } = data;
  return (
    <>
      <Notice tone={TONES[data.state]} title={t(data.state)} live />
      <Card>
        <Facts
          rows={[
            [t('now'), people(data.storedNow)],
            [t('within', { days: data.within.days }), people(data.within.people)],
            [t('threshold'), people(data.threshold)],
            ...(reachedAt === null ? [] : [[t('since'), fullDay(locale, reachedAt)] as const]),
            ...(fileBy === null ? [] : [[t('fileBy'), fullDay(locale, fileBy)] as const]),
          ]}
        />
      </Card>
      <p className="hint">{t('how')}</p>
    </>
  );
}
