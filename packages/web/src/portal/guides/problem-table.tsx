import { PROBLEMS, type ProblemCode } from '@suizheng/domain/errors/catalog.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextField } from '../../shared/kit/text-field.tsx';
import { ProblemRows } from '../code/problem-rows.tsx';

/** Every refusal of the API in the reader's language, with a search; each row can be linked to by its code. */
export function ProblemTable() {
  const { t } = useTranslation('portalGuides');
  const text = useText();
  const [typed, setTyped] = useState('');
  const codes = (Object.keys(PROBLEMS) as ProblemCode[])
    .filter((code) =>
      `${code} ${text(PROBLEMS[code].title)} ${text(PROBLEMS[code].next)}`
        .toLowerCase()
        .includes(typed.toLowerCase().trim()),
    )
    .sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status || (a < b ? -1 : 1));
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
      <ProblemRows codes={codes} aria-labelledby="problems" linkable />
    </>
  );
}
