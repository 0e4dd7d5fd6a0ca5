import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { waysPage } from '../ladder/rung-pages.ts';
import { ApplicationFacts } from './application-facts.tsx';
import { CounterGuide } from './counter-guide.tsx';
import { Reasons } from './reasons.tsx';
import { WithdrawLink } from './withdraw-link.tsx';

/** A person looks at it: until when, what happens next, and what to do in a hurry. */
export function InReview({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('ladder');
  const until = useUntil();
  const { id, dueAt, ways, reasons } = application;
  // While the pictures of a face are looked at, other ways stay open; while the documents are, there is nothing to choose.
  const ofFace = ways.length > 0;
  return (
    <>
      <Notice tone="wait" title={until(dueAt)} />
      <Reasons reasons={reasons} />
      <Card title={t('review.next')}>
        <ol className="bullets">
          <li>{t(ofFace ? 'review.lookFace' : 'review.lookDocument')}</li>
          <li>{t('review.told')}</li>
          <li>{t('review.gone')}</li>
        </ol>
      </Card>
      <ApplicationFacts application={application} />
      <h2>{t('review.hurry')}</h2>
      <p>{t('review.hurryDetail')}</p>
      {ofFace ? (
        <ButtonLink kind="second" href={waysPage(id)}>
          {t('ways.link')}
        </ButtonLink>
      ) : null}
      <CounterGuide procedureId={application.procedure} />
      <WithdrawLink id={id} />
    </>
  );
}

const DAY_MS = 86_400_000;
/** Midnight in Asia/Shanghai, as a remainder of whole days of UTC. */
const MIDNIGHT_MS = 16 * 3_600_000;

/** Until when: the moment, or the day where the deadline is the end of one. */
function useUntil(): (dueAt: string | null) => string {
  const { t } = useTranslation('ladder');
  const { locale } = usePreferences();
  return (dueAt) => {
    if (dueAt === null) return t('review.soon');
    const at = Date.parse(dueAt);
    if (at % DAY_MS !== MIDNIGHT_MS) return t('review.until', { time: dayAndTime(locale, dueAt) });
    return t('review.untilDay', { day: fullDay(locale, new Date(at - 1)) });
  };
}
