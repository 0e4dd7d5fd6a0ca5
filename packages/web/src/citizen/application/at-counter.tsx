import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { waysPage } from '../ladder/rung-pages.ts';
import { VouchingProblem } from '../ladder/vouching-problem.tsx';
import { ApplicationFacts } from './application-facts.tsx';
import { CounterGuide } from './counter-guide.tsx';
import { LastTry } from './last-try.tsx';
import { WithdrawLink } from './withdraw-link.tsx';

/** The hand-over: where to go, what to bring, that everything typed is kept, and the ways that are still open. */
export function AtCounter({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('citizen');
  const { t: ladder } = useTranslation('ladder');
  const level = procedureById(application.procedure)?.outcome === 'level';
  return (
    <>
      <VouchingProblem />
      <LastTry application={application} />
      <ButtonLink href={`/applications/${application.id}/counter-code`}>{t('counter.showCode')}</ButtonLink>
      <CounterGuide procedureId={application.procedure} />
      <Card title={t('counter.kept')}>
        <p>{level ? ladder('counter.kept') : t('counter.keptDetail')}</p>
      </Card>
      <ApplicationFacts application={application} />
      {application.ways.some(({ rung }) => rung !== 'counter') ? (
        <ButtonLink kind="second" href={waysPage(application.id)}>
          {ladder('ways.link')}
        </ButtonLink>
      ) : null}
      <WithdrawLink id={application.id} />
    </>
  );
}
