import { PROBLEMS, type ProblemCode } from '@suizheng/domain/errors/catalog.ts';
import { useTranslation } from 'react-i18next';
import { ProblemRows } from '../code/problem-rows.tsx';
import { type Operation, problemCodes } from './open-api.ts';

const isCode = (code: string): code is ProblemCode => code in PROBLEMS;

/** Every refusal of an operation, with the words that a person would read. */
export function Refusals({ operation }: { operation: Pick<Operation, 'responses'> }) {
  const { t } = useTranslation('portalReference');
  const codes = Object.entries(operation.responses)
    .filter(([status]) => status >= '400')
    .flatMap(([, { description }]) => problemCodes(description).filter(isCode));
  return (
    <section className="stack-tight">
      <h2>{t('refusals')}</h2>
      <p>{t('refusalsLead')}</p>
      <ProblemRows codes={codes} aria-label={t('refusals')} />
    </section>
  );
}
