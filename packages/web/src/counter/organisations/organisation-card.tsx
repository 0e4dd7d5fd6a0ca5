import type { CounterOrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { useTranslation } from 'react-i18next';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';

/** An organisation as the counter sees it. */
export function OrganisationCard({ organisation }: { organisation: CounterOrganisationView }) {
  const { t } = useTranslation('people');
  const { locale } = usePreferences();
  const { name, uscc, administrators, members, letters, onboardedAt } = organisation;
  const [letter] = letters;
  return (
    <Card>
      <Facts
        rows={[
          [
            t('organisations.name'),
            <span key="name" lang="zh-Hans">
              {name}
            </span>,
          ],
          [
            t('organisations.uscc'),
            <span key="uscc" className="nums">
              {uscc.slice(0, 8)}
              <wbr />
              {uscc.slice(8)}
            </span>,
          ],
          [t('organisations.onboardedAt'), dayAndTime(locale, onboardedAt)],
          [
            t('organisations.administrators'),
            <span key="administrators" lang="zh-Hans">
              {administrators.map((one) => one.name).join('、')}
            </span>,
          ],
          [t('organisations.members'), String(members)],
          ...(letter
            ? ([
                [t('organisations.letter'), dayAndTime(locale, letter.receivedAt)],
                [
                  t('organisations.hash'),
                  <code key="hash" className="trace">
                    {letter.sha256.slice(0, 16)}…
                  </code>,
                ],
              ] as const)
            : []),
        ]}
      />
    </Card>
  );
}
