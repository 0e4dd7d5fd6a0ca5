import type { CounterPersonView } from '@suizheng/domain/contract/people.ts';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../shared/kit/card.tsx';

/** Who it is and what waits, in a few lines. */
export function PersonFacts({ person }: { person: CounterPersonView }) {
  const { t } = useTranslation('people');
  const { subject, accounts, applications, credentials } = person;
  return (
    <Facts
      rows={[
        [
          t('person.name'),
          <span key="name" lang="zh-Hans">
            {subject.name}
          </span>,
        ],
        [
          t('person.number'),
          <span key="number" className="nums">
            {subject.number}
          </span>,
        ],
        [
          t('person.accounts'),
          accounts.length === 0
            ? t('person.noAccount')
            : accounts.map(({ id, mobile, level }) => (
                <span key={id} className="nums">
                  {mobile} · {t(`levels.${level}`)}
                  <br />
                </span>
              )),
        ],
        [t('person.applications'), String(applications.length)],
        [t('person.credentials'), String(credentials.length)],
      ]}
    />
  );
}
