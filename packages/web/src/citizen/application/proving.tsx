import type { ApplicationView } from '@suizheng/domain/contract/applications.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Card, Facts } from '../../shared/kit/card.tsx';
import { ClosedWay } from '../ladder/closed-way.tsx';
import { rungPage, waysPage } from '../ladder/rung-pages.ts';
import { VouchingProblem } from '../ladder/vouching-problem.tsx';
import { ApplicationFacts } from './application-facts.tsx';
import { LastTry } from './last-try.tsx';
import { WithdrawLink } from './withdraw-link.tsx';

/** One step is missing: which one, what it needs and how long it takes; and every other way, of the same weight (A12). */
export function Proving({ application }: { application: ApplicationView }) {
  const { t } = useTranslation('ladder');
  const text = useText();
  const { id, need, ways, procedure } = application;
  const rung = need ?? 'real-person';
  const step = procedureById(procedure)?.ladder.find((candidate) => candidate.rung === rung);
  const way = ways.find((one) => one.rung === rung);
  const triesLeft = way?.triesLeft;
  const closedUntil = way?.closedUntil;
  const rows: [string, string][] = [[t('way.needs'), t(`rungs.${rung}.needs`)]];
  if (step) rows.push([t('way.takes'), text(step.takes)]);
  if (typeof triesLeft === 'number') rows.push([t('way.left'), t('way.times', { count: triesLeft })]);
  return (
    <>
      <VouchingProblem />
      <LastTry application={application} />
      <Card>
        <p>{t(`rungs.${rung}.what`)}</p>
        <Facts rows={rows} />
      </Card>
      {closedUntil ? (
        <ClosedWay until={closedUntil} />
      ) : (
        <ButtonLink href={rungPage(id, rung)}>{t(`rungs.${rung}.go`)}</ButtonLink>
      )}
      {ways.some((one) => one.rung !== rung) ? (
        <ButtonLink kind={closedUntil ? 'primary' : 'second'} href={waysPage(id)}>
          {t('ways.link')}
        </ButtonLink>
      ) : null}
      <ApplicationFacts application={application} />
      <WithdrawLink id={id} />
    </>
  );
}
