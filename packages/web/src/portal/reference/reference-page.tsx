import { useTranslation } from 'react-i18next';
import { TextLink } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { operationPath } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { groupsOf, useGroupName } from './groups.ts';
import type { OpenApi, Operation } from './open-api.ts';
import { type Search, setSearch, useSearchState } from './search.ts';
import { Summary } from './summary.tsx';
import { useOpenApi } from './use-open-api.ts';

/** Every operation of the API that a relying party needs, with a search; all of them on request. */
export function ReferencePage() {
  const { t } = useTranslation('portalReference');
  const { data, error, refetch } = useOpenApi();
  const search = useSearchState();
  return (
    <PortalShell title={t('title')} lead={t('lead')}>
      <p>
        <a className="link" href="/openapi.json" download="openapi.json">
          {t('download')}
        </a>
      </p>
      <search className="portal-search">
        <TextField
          name="search"
          type="search"
          label={t('search')}
          hint={t('searchHint')}
          value={search.typed}
          onChange={(typed) => setSearch({ typed })}
        />
        <Checkbox name="all" isSelected={search.all} onChange={(all) => setSearch({ all })}>
          {t('all')}
        </Checkbox>
      </search>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={6} /> : null}
      {data ? <Groups api={data} search={search} /> : null}
    </PortalShell>
  );
}

function Groups({ api, search }: { api: OpenApi; search: Search }) {
  const { t } = useTranslation('portalReference');
  const groupName = useGroupName();
  const groups = groupsOf(api, search);
  const count = groups.reduce((sum, [, operations]) => sum + operations.length, 0);
  return (
    <>
      <p role="status" className="hint nums">
        {count === 0 ? t('nothing') : t('found', { count })}
      </p>
      {groups.map(([group, operations]) => (
        <section key={group} className="stack-tight">
          <h2 id={group}>{groupName(group)}</h2>
          <OperationTable operations={operations} labelledBy={group} />
        </section>
      ))}
    </>
  );
}

function OperationTable({
  operations,
  labelledBy,
}: {
  operations: readonly Operation[];
  labelledBy: string;
}) {
  const { t } = useTranslation('portalReference');
  return (
    <table className="rows operations" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">{t('head.operation')}</th>
          <th scope="col">{t('head.path')}</th>
          <th scope="col">{t('head.summary')}</th>
        </tr>
      </thead>
      <tbody>
        {operations.map((operation) => (
          <tr key={operation.operationId}>
            <th scope="row">
              <TextLink href={operationPath(operation.operationId)}>{operation.operationId}</TextLink>
            </th>
            <td>
              <Address operation={operation} />
            </td>
            <td>
              <Summary text={operation.summary} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Method and path as a program writes them. */
export function Address({ operation: { method, path } }: { operation: Pick<Operation, 'method' | 'path'> }) {
  return (
    <code lang="zxx" translate="no" className="address">
      <b className={`method ${method.toLowerCase()}`}>{method}</b> {path}
    </code>
  );
}
