import { useTranslation } from 'react-i18next';
import type { JsonSchema } from './open-api.ts';
import { type FieldRow, fieldRows, type Schemas, typeName } from './schema-rows.ts';

type Given = { rows: readonly FieldRow[] } | { schema: JsonSchema; schemas: Schemas };

/** Fields as a table: name, type with its limits, and what it means. */
export function FieldTable({ label, ...given }: { label: string } & Given) {
  const { t } = useTranslation('portalReference');
  const rows = 'rows' in given ? given.rows : fieldRows(given.schema, given.schemas);
  if (rows.length === 0 && 'schema' in given)
    return (
      <p>
        <code lang="zxx">{typeName(given.schema, given.schemas)}</code>
      </p>
    );
  return (
    <table className="rows fields" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('head.name')}</th>
          <th scope="col">{t('head.type')}</th>
          <th scope="col">{t('head.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, type, required, limits, description }) => (
          <tr key={path}>
            <th scope="row">
              <code lang="zxx" translate="no">
                {path}
              </code>
              <br />
              <small className="hint">{t(required ? 'required' : 'optional')}</small>
            </th>
            <td>
              <code lang="zxx" translate="no">
                {type}
              </code>
              {limits.map((limit) => (
                <span key={limit} className="limit hint">
                  {limit}
                </span>
              ))}
            </td>
            <td lang={description && /\p{Script=Han}/u.test(description) ? 'mul' : 'en'}>
              {description ?? '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
