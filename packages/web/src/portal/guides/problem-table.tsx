import { PROBLEMS } from '@suizheng/domain/errors/catalog.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextField } from '../../shared/kit/text-field.tsx';
import { shown } from '../code/shown.ts';

/** Every refusal of the API in the reader's language, with a search; each row can be linked to by its code. */
export function ProblemTable() {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  const [typed, setTyped] = useState('');
  const rows = Object.entries(PROBLEMS)
    .map(([code, { status, title, next }]) => ({
      code,
      status,
      title: shown(text(title)),
      next: shown(text(next)),
    }))
    .filter(({ code, title, next }) =>
      `${code} ${title} ${next}`.toLowerCase().includes(typed.toLowerCase().trim()),
    )
    .sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
  return (
    <>
      <div className="portal-narrow">
        <TextField
          name="find"
          type="search"
          label={t('find')}
          hint={t('findHint')}
          value={typed}
          onChange={setTyped}
        />
      </div>
      <table className="rows" aria-labelledby="problems">
        <thead>
          <tr>
            <th scope="col">{t('head.status')}</th>
            <th scope="col">{t('head.code')}</th>
            <th scope="col">{t('head.title')}</th>
            <th scope="col">{t('head.next')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, status, title, next }) => (
            <tr key={code} id={code}>
              <td className="nums">{status}</td>
              <th scope="row">
                <code lang="zxx" translate="no">
                  {code}
                </code>
              </th>
              <td>{title}</td>
              <td>{next}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
