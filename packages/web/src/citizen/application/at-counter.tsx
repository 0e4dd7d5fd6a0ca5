import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/kit/card.tsx';
import { ApplicationFacts } from './application-facts.tsx';
import { CounterGuide } from './counter-guide.tsx';
import { Reasons } from './reasons.tsx';
import { WithdrawLink } from './withdraw-link.tsx';

/** The hand-over: where to go, what to bring, and that everything typed is kept. */
export function AtCounter({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('citizen');
  const procedure = procedureById(application.procedure);
  return (
    <>
      <Reasons reasons={application.reasons} tone="wait" />
      {procedure ? <CounterGuide procedure={procedure} /> : null}
      <Card title={t('counter.kept')}>
        <p>{t('counter.keptDetail')}</p>
      </Card>
      <ApplicationFacts application={application} />
      <WithdrawLink id={application.id} />
    </>
  );
}
