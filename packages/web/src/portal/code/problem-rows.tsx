import { PROBLEMS, type ProblemCode } from '@suizheng/domain/errors/catalog.ts';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { shown } from './shown.ts';

/** Refusals of the API in the words that a person reads; `linkable` rows can be reached by their code. */
export function ProblemRows({
  codes,
  linkable = false,
  ...name
}: {
  codes: readonly ProblemCode[];
  linkable?: boolean;
} & ({ 'aria-label': string } | { 'aria-labelledby': string })) {
  const { t } = useTranslation('portal');
  const text = useText();
  return (
    <table className="rows" {...name}>
      <thead>
        <tr>
          <th scope="col">{t('problems.status')}</th>
          <th scope="col">{t('problems.code')}</th>
          <th scope="col">{t('problems.title')}</th>
          <th scope="col">{t('problems.next')}</th>
        </tr>
      </thead>
      <tbody>
        {codes.map((code) => (
          <tr key={code} {...(linkable ? { id: code } : {})}>
            <td className="nums">{PROBLEMS[code].status}</td>
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
  );
}
