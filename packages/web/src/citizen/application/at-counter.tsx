import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import type { CheckView } from '@suizheng/domain/contract/real-person-checks.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
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
  // What the last try lacked, when this page comes straight from the camera.
  const { data: check } = useQuery<CheckView | null>({
    queryKey: ['last-check', 'application', application.id],
    queryFn: () => null,
    enabled: false,
  });
  return (
    <>
      <Reasons reasons={application.reasons} tone="wait" />
      <Reasons reasons={check?.reasons ?? []} />
      {procedure ? <CounterGuide procedure={procedure} /> : null}
      <Card title={t('counter.kept')}>
        <p>{t('counter.keptDetail')}</p>
      </Card>
      <ApplicationFacts application={application} />
      <WithdrawLink id={application.id} />
    </>
  );
}
