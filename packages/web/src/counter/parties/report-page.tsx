import { type ReportedLookView, readReportedLook } from '@suizheng/domain/contract/reported-looks.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell } from '../counter-shell.tsx';
import { usePurposeText } from '../readers/scopes.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { PARTY_PATHS } from './paths.ts';
import { ReportAnswer } from './report-answer.tsx';
import './parties.css';
import { useReportReason } from './words.ts';

/** One report: who looked, for what, what the holder says, and the answer (T5). */
export function ReportPage() {
  const { t } = useTranslation('parties');
  const { id = '' } = useParams({ strict: false });
  const client = useQueryClient();
  const [answered, setAnswered] = useState(false);
  const key = ['look-report', id];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readReportedLook, { params: { id } }, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  return (
    <CounterShell title={t('reports.title')} back={PARTY_PATHS.reports}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={6} /> : null}
      {answered ? <Notice tone="good" title={t('reports.done')} live /> : null}
      {data ? <Report report={data} /> : null}
      {data?.state === 'received' ? (
        <ReportAnswer
          id={data.id}
          onAnswered={(view) => {
            client.setQueryData(key, view);
            setAnswered(true);
            void client.invalidateQueries({ queryKey: ['look-reports'] });
          }}
        />
      ) : null}
    </CounterShell>
  );
}

function Report({ report }: { report: ReportedLookView }) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const reason = useReportReason();
  const purpose = usePurposeText();
  const { organisation, partyId, note, answer, state } = report;
  const own = (key: string, words: string) => (
    <span key={key} lang="zh-Hans">
      {words}
    </span>
  );
  return (
    <Card>
      <Facts
        rows={[
          [t('reports.by'), organisation === null ? t('reports.unknown') : own('by', organisation)],
          ...(report.purpose === null ? [] : [[t('reports.purpose'), purpose(report.purpose)] as const]),
          [t('reports.at'), dayAndTime(locale, report.lookedAt)],
          [t('reports.reason'), reason(report.reason)],
          ...(note === null ? [] : [[t('reports.words'), own('note', note)] as const]),
          [
            t('reports.evidence'),
            <code key="evidence" className="party-evidence">
              {report.evidenceId}
            </code>,
          ],
          ...(state === 'received' ? [] : [[t('reports.outcome'), t(`reports.${state}`)] as const]),
          ...(answer === null ? [] : [[t('reports.answered'), own('answer', answer)] as const]),
        ]}
      />
      {partyId === null ? null : (
        <ButtonLink kind="second" href={PARTY_PATHS.one(partyId)}>
          {t('reports.party')}
        </ButtonLink>
      )}
    </Card>
  );
}
