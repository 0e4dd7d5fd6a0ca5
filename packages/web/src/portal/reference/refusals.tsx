import { PROBLEMS, type ProblemCode } from '@suizheng/domain/errors/catalog.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { shown } from '../code/shown.ts';
import { type Operation, problemCodes } from './open-api.ts';

const isCode = (code: string): code is ProblemCode => code in PROBLEMS;

/** Every refusal of an operation, with the words that a person would read. */
export function Refusals({ operation }: { operation: Pick<Operation, 'responses'> }) {
  const { t } = useTranslation('portalReference');
  const text = useText();
  const refusals = Object.entries(operation.responses)
    .filter(([status]) => status >= '400')
    .flatMap(([status, { description }]) =>
      problemCodes(description)
        .filter(isCode)
        .map((code) => ({ status, code })),
    );
  return (
    <section className="stack-tight">
      <h2>{t('refusals')}</h2>
      <p>{t('refusalsLead')}</p>
      <table className="rows" aria-label={t('refusals')}>
        <thead>
          <tr>
            <th scope="col">{t('head.status')}</th>
            <th scope="col">{t('head.code')}</th>
            <th scope="col">{t('head.title')}</th>
            <th scope="col">{t('head.next')}</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map(({ status, code }) => (
            <tr key={code}>
              <td className="nums">{status}</td>
              <th scope="row">
                <code lang="zxx" translate="no">
                  {code}
                </code>
              </th>
              <td>{shown(text(PROBLEMS[code].title))}</td>
              <td>{shown(text(PROBLEMS[code].next))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
