import { listReportedLooks, type ReportedLook } from '@suizheng/domain/contract/reported-looks.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Select } from '../../shared/kit/select.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useNow } from '../review/use-now.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { PARTY_PATHS } from './paths.ts';
import './parties.css';
import { useReportReason, useTimeLeft } from './words.ts';

const LISTS = ['received', 'answered'] as const;

/** What holders reported about who looked: the earliest deadline first, without a word about the holder (T5). */
export function ReportsPage() {
  const { t } = useTranslation('parties');
  const now = useNow(30_000);
  const [list, setList] = useState<(typeof LISTS)[number]>('received');
  const { data, error, refetch } = useQuery({
    queryKey: ['look-reports', list],
    queryFn: ({ signal }) => call(listReportedLooks, { query: { list } }, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  return (
    <CounterShell title={t('reports.title')} lead={t('reports.lead')}>
      <Select
        name="list"
        label={t('lists.label')}
        options={LISTS.map((id) => ({ id, text: t(`reports.lists.${id}`) }))}
        value={list}
        onChange={(id) => setList(id as (typeof LISTS)[number])}
      />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={4} /> : null}
      {data?.reports.length === 0 ? (
        <Notice tone="good" title={t('reports.none')}>
          <p>{t('reports.noneNext')}</p>
        </Notice>
      ) : null}
      <ul className="party-rows">
        {data?.reports.map((report) => (
          <li key={report.id}>
            <Row report={report} now={now} />
          </li>
        ))}
      </ul>
    </CounterShell>
  );
}

function Row({ report, now }: { report: ReportedLook; now: Date }) {
  const { t } = useTranslation('parties');
  const reason = useReportReason();
  const left = useTimeLeft()(report.dueAt, now);
  return (
    <Tile
      href={PARTY_PATHS.report(report.id)}
      icon="eye"
      title={reason(report.reason)}
      detail={
        report.organisation === null ? (
          t('reports.unknown')
        ) : (
          <span lang="zh-Hans">{report.organisation}</span>
        )
      }
      badge={
        report.state === 'received' ? (
          <Pill tone={left.tone}>{left.words}</Pill>
        ) : (
          <Pill tone={report.state === 'upheld' ? 'wait' : 'good'}>{t(`reports.${report.state}`)}</Pill>
        )
      }
    />
  );
}
