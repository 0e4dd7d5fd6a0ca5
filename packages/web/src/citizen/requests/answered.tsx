import type { LinkRequestView } from '@suizheng/domain/contract/link-checks.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** What became of a request, what the party heard of it, and the words that were agreed to. */
export function Answered({ request }: { request: LinkRequestView }) {
  const { t } = useTranslation('requests');
  const { t: shared } = useTranslation();
  const { locale } = usePreferences();
  const { organisation, purpose, state, told, askedAt, saidAt, consent } = request;
  const outcome = state === 'approved' || state === 'waiting' ? (told === 'yes' ? 'yes' : 'nothing') : state;
  return (
    <>
      <Notice tone={outcome === 'yes' ? 'good' : 'info'} title={t(`done.${outcome}`)} live>
        <p>{t(`done.${outcome}What`)}</p>
      </Notice>
      <Card>
        <Facts
          rows={[
            [
              t('asks'),
              <span key="who" lang="zh-Hans">
                {organisation}
              </span>,
            ],
            [t('purpose'), purpose.text],
            [
              t('asked'),
              <span key="asked" className="nums">
                {dayAndTime(locale, askedAt)}
              </span>,
            ],
            ...(saidAt === null
              ? []
              : ([
                  [
                    t('said'),
                    <span key="said" className="nums">
                      {dayAndTime(locale, saidAt)}
                    </span>,
                  ],
                ] as const)),
          ]}
        />
      </Card>
      {state === 'approved' ? (
        <Card title={t('youAgreed')}>
          <ul className="bullets">
            {consent.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Card>
      ) : null}
      <ButtonLink kind="second" href="/">
        {shared('nav.home')}
      </ButtonLink>
    </>
  );
}
