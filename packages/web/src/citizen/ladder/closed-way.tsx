import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** Says that a way is closed for now, and until when; the other ways are beside it (A8, A11). */
export function ClosedWay({ until }: { until: string }) {
  const { t } = useTranslation('ladder');
  const { locale } = usePreferences();
  return <Notice tone="wait" title={t('way.closedUntil', { time: dayAndTime(locale, until) })} />;
}
