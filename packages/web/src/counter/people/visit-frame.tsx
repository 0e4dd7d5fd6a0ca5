import type { VisitView } from '@suizheng/domain/contract/people.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell } from '../counter-shell.tsx';
import { PEOPLE_PATHS } from './paths.ts';
import { isVisitOver, useVisit } from './use-visit.ts';

/** A page for the person at the counter; says so when the visit is over, and how to go on. */
export function VisitFrame({
  title,
  back,
  children,
}: {
  title: string | ((visit: VisitView) => string);
  back: string;
  children: (visit: VisitView, keep: (visit: VisitView) => void) => ReactNode;
}) {
  const { t } = useTranslation('people');
  const { locale } = usePreferences();
  const { visit, error, refetch, keep } = useVisit();
  if (visit) {
    const lead = (
      <>
        <span lang="zh-Hans">{visit.counter}</span> ·{' '}
        {t('visit.until', { time: dayAndTime(locale, visit.endsAt) })}
      </>
    );
    return (
      <CounterShell title={typeof title === 'string' ? title : title(visit)} lead={lead} back={back}>
        {children(visit, keep)}
      </CounterShell>
    );
  }
  return (
    <CounterShell title={t('visit.title')} back={back}>
      {isVisitOver(error) ? (
        <Notice tone="wait" title={t('visit.over')} live>
          <p>{t('visit.overNext')}</p>
          <ButtonLink href={PEOPLE_PATHS.document}>{t('visit.again')}</ButtonLink>
        </Notice>
      ) : error ? (
        <Failure error={error} onRetry={refetch} />
      ) : (
        <Skeleton />
      )}
    </CounterShell>
  );
}
