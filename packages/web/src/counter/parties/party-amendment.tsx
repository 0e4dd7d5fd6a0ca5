import type { AmendmentView } from '@suizheng/domain/contract/party-amendments.ts';
import type { ServiceId } from '@suizheng/domain/policy/services.ts';
import { purposeById } from '@suizheng/domain/procedures/purposes.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { Pill } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useServiceText } from './words.ts';

/** The change that a party at work asks for: why, and line by line what stays, comes and goes. */
export function PartyAmendment({ change }: { change: AmendmentView }) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const text = useText();
  const service = useServiceText();
  const { before, asked } = change;
  const purpose = (id: string) => {
    const known = purposeById(id);
    return known ? text(known.text) : id;
  };
  return (
    <Card title={t('amendment.title')}>
      <p className="hint">{t('amendment.lead')}</p>
      <Facts
        rows={[
          [
            t('ask.explanation'),
            <span key="explanation" lang="zh-Hans">
              {change.explanation}
            </span>,
          ],
          [
            t('amendment.purposes'),
            <Difference key="purposes" before={before.purposes} after={asked.purposes} name={purpose} />,
          ],
          [
            t('ask.services'),
            <Difference
              key="services"
              before={before.services}
              after={asked.services}
              name={(id) => service(id as ServiceId)}
            />,
          ],
          [t('amendment.askedAt'), dayAndTime(locale, change.askedAt)],
          // A deadline is the end of its last day.
          [t('ask.dueAt'), fullDay(locale, new Date(Date.parse(change.dueAt) - 1))],
        ]}
      />
    </Card>
  );
}

const TONES = { added: 'good', removed: 'bad', kept: 'info' } as const;

/** Each thing once, with what becomes of it in a word. */
function Difference({
  before,
  after,
  name,
}: {
  before: readonly string[];
  after: readonly string[];
  name: (id: string) => string;
}) {
  const { t } = useTranslation('parties');
  const all = [...after, ...before.filter((id) => !after.includes(id))];
  return all.map((id) => {
    const what = !before.includes(id) ? 'added' : after.includes(id) ? 'kept' : 'removed';
    return (
      <span key={id} className="party-line party-difference">
        {name(id)} <Pill tone={TONES[what]}>{t(`amendment.${what}`)}</Pill>
      </span>
    );
  });
}
