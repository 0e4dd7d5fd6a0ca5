import type { CounterPartyView } from '@suizheng/domain/contract/counter-parties.ts';
import { limitsOf } from '@suizheng/domain/policy/services.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useBasisText, useServiceText } from './words.ts';

/** What the party asks, on which legal basis and why, and whom to call. */
export function PartyAsk({ view: { party, contact } }: { view: CounterPartyView }) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const basis = useBasisText();
  const service = useServiceText();
  const limit = (one: (typeof party.services)[number]) => {
    const { perMinute, perDay } = limitsOf(one, party.limits);
    return t('ask.limit', {
      perMinute: perMinute.toLocaleString(locale),
      perDay: perDay.toLocaleString(locale),
    });
  };
  const agreed =
    party.agreedAt === null
      ? null
      : t('ask.agreed', { version: party.agreementVersion ?? '', time: dayAndTime(locale, party.agreedAt) });
  return (
    <Card title={t('ask.title')}>
      <Facts
        rows={[
          [
            t('ask.uscc'),
            <span key="uscc" className="nums">
              {party.organisation.uscc.slice(0, 8)}
              <wbr />
              {party.organisation.uscc.slice(8)}
            </span>,
          ],
          [t('ask.basis'), basis(party.legalBasis)],
          [
            t('ask.explanation'),
            <span key="explanation" lang="zh-Hans">
              {party.explanation}
            </span>,
          ],
          ...(contact
            ? [
                [
                  t('ask.contact'),
                  <span key="contact">
                    <span lang="zh-Hans">{contact.name}</span> <span className="nums">{contact.mobile}</span>
                  </span>,
                ] as const,
              ]
            : []),
          [
            t('ask.services'),
            <span key="services">
              {party.services.map((one) => (
                <span key={one} className="party-line">
                  {service(one)}
                  <br />
                  <span className="hint">{limit(one)}</span>
                </span>
              ))}
            </span>,
          ],
          [t('ask.appliedAt'), dayAndTime(locale, party.appliedAt)],
          party.decidedAt === null
            ? // A deadline is the end of its last day.
              [t('ask.dueAt'), fullDay(locale, new Date(Date.parse(party.dueAt) - 1))]
            : [t('ask.decidedAt'), dayAndTime(locale, party.decidedAt)],
          ...(party.decisionNote
            ? [
                [
                  t('ask.note'),
                  <span key="note" lang="zh-Hans">
                    {party.decisionNote}
                  </span>,
                ] as const,
              ]
            : []),
          ...(agreed ? [[t('ask.agreement'), agreed] as const] : []),
        ]}
      />
    </Card>
  );
}
