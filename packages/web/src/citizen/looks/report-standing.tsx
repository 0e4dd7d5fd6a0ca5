import type { LookReportView } from '@suizheng/domain/contract/looks.ts';
import {
  LOOK_REPORT_REASONS,
  LOOK_REPORT_STATES,
  type LookReportReason,
} from '@suizheng/domain/policy/look-reports.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** The holder's report and what became of it. */
export function ReportStanding({ report }: { report: LookReportView }) {
  const { t } = useTranslation('looks');
  const { locale } = usePreferences();
  const text = useText();
  const { state, reason, note, dueAt, decidedAt, answer } = report;
  const known = LOOK_REPORT_REASONS[reason as LookReportReason];
  return (
    <>
      <Notice
        tone={state === 'received' ? 'wait' : 'good'}
        title={text(LOOK_REPORT_STATES[state].text)}
        live
      />
      <Card title={t('report.made')}>
        <Facts
          rows={[
            [t('report.reason'), known ? text(known.text) : reason],
            ...(note === null ? [] : [[t('report.noteNeeded'), note] as const]),
            decidedAt === null
              ? // The deadline is the end of its day.
                [t('report.due'), fullDay(locale, new Date(Date.parse(dueAt) - 1))]
              : [t('report.decided'), dayAndTime(locale, decidedAt)],
            ...(answer === null ? [] : [[t('report.answer'), answer] as const]),
          ]}
        />
      </Card>
    </>
  );
}
