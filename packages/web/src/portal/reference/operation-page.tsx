import { useParams } from '@tanstack/react-router';
import { Link } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ButtonLink, TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { operationPath, PATHS } from '../paths.ts';
import { PortalShell } from '../portal-shell.tsx';
import { answerExample } from './answer-example.ts';
import { curlOf } from './curl-of.ts';
import { exampleOf } from './example-of.ts';
import { FieldTable } from './field-table.tsx';
import { groupsOf, useGroupName } from './groups.ts';
import {
  callersOf,
  type JsonSchema,
  type OpenApi,
  type Operation,
  operationsOf,
  scopeOf,
} from './open-api.ts';
import { Address } from './reference-page.tsx';
import { Refusals } from './refusals.tsx';
import { type Schemas, typeName } from './schema-rows.ts';
import { useSearchState } from './search.ts';
import { Summary } from './summary.tsx';
import { useOpenApi } from './use-open-api.ts';

/** One operation, whole: who may call it, what it takes, what it answers, how it refuses, and a call to copy. */
export function OperationPage() {
  const { t } = useTranslation('portalReference');
  const id = useParams({ strict: false, select: (params: { id?: string }) => params.id ?? '' });
  const { data, error, refetch } = useOpenApi();
  const operation = data && operationsOf(data).find(({ operationId }) => operationId === id);
  if (data && !operation)
    return (
      <PortalShell title={t('none', { id })}>
        <div className="portal-acts">
          <ButtonLink href={PATHS.reference}>{t('back')}</ButtonLink>
        </div>
      </PortalShell>
    );
  return (
    <PortalShell title={id} aside={data ? <OperationList api={data} current={id} /> : <span />}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={6} /> : null}
      {data && operation ? (
        <OperationBody key={id} operation={operation} schemas={data.components.schemas} />
      ) : null}
    </PortalShell>
  );
}

function OperationList({ api, current }: { api: OpenApi; current: string }) {
  const { t } = useTranslation('portalReference');
  const groupName = useGroupName();
  const { all } = useSearchState();
  const known = groupsOf(api, { typed: '', all });
  return (
    <>
      <p>
        <TextLink href={PATHS.reference}>{t('back')}</TextLink>
      </p>
      <nav className="portal-list only-wide" aria-label={t('back')}>
        {known.map(([group, operations]) => (
          <div key={group}>
            <h2>{groupName(group)}</h2>
            {operations.map(({ operationId, method }) => (
              <Link
                key={operationId}
                className="item"
                href={operationPath(operationId)}
                {...(operationId === current ? { 'aria-current': 'page' as const } : {})}
              >
                <code lang="zxx" className={`method ${method.toLowerCase()}`}>
                  {method}
                </code>
                <span translate="no">{operationId}</span>
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </>
  );
}

function OperationBody({ operation, schemas }: { operation: Operation; schemas: Schemas }) {
  const { t } = useTranslation('portalReference');
  const { locale } = usePreferences();
  const body = operation.requestBody;
  const [bodyType, bodyContent] = Object.entries(body?.content ?? {})[0] ?? [];
  const [status, answer] = Object.entries(operation.responses).find(([code]) => code < '400') ?? [];
  const [answerType, answerContent] = Object.entries(answer?.content ?? {})[0] ?? [];
  return (
    <>
      <p>
        <Address operation={operation} />
      </p>
      <p>
        <Summary text={operation.summary} />
      </p>
      <Callers operation={operation} />
      <CodeBlock name={`${t('sample')} · curl`} text={curlOf(operation, schemas, window.location.origin)} />
      {operation.parameters && operation.parameters.length > 0 ? (
        <section className="stack-tight">
          <h2>{t('parameters')}</h2>
          <FieldTable
            label={t('parameters')}
            rows={operation.parameters.map(({ name, in: place, required, schema, description }) => ({
              path: name,
              type: typeName(schema, schemas),
              required,
              limits: [t(`place.${place}`)],
              description: description ?? schema.description,
            }))}
          />
        </section>
      ) : null}
      {bodyContent ? (
        <section className="stack-tight">
          <h2>{t('body')}</h2>
          {bodyType === 'application/json' ? null : (
            <p>
              <code lang="zxx">{bodyType}</code>
            </p>
          )}
          <Shape
            schema={bodyContent.schema}
            schemas={schemas}
            label={t('body')}
            name={t('bodyExample')}
            example={exampleOf(bodyContent.schema, schemas)}
          />
        </section>
      ) : null}
      <section className="stack-tight">
        <h2>
          {t('answer')} <code lang="zxx">{status}</code>
        </h2>
        {answerContent === undefined ? <p>{t('noBody')}</p> : null}
        {answerContent && answerType !== 'application/json' ? (
          <p>{t('bytes', { type: answerType ?? '' })}</p>
        ) : null}
        {answerContent && answerType === 'application/json' ? (
          <Shape
            schema={answerContent.schema}
            schemas={schemas}
            label={t('answer')}
            name={t('answerExample')}
            example={answerExample(operation, answerContent.schema, schemas, locale)}
          />
        ) : null}
      </section>
      <Refusals operation={operation} />
    </>
  );
}

function Callers({ operation }: { operation: Operation }) {
  const { t } = useTranslation('portalReference');
  const scope = scopeOf(operation);
  return (
    <div className="stack-tight">
      <h2>{t('who')}</h2>
      <ul className="bullets">
        {callersOf(operation).map((caller) => (
          <li key={caller}>{isCaller(caller) ? t(`caller.${caller}`) : caller}</li>
        ))}
      </ul>
      {scope === undefined ? null : (
        <p>
          {t('scope')} <code lang="zxx">{scope}</code>
        </p>
      )}
    </div>
  );
}

const CALLERS = ['public', 'session', 'staff', 'reader', 'client'] as const;
const isCaller = (name: string): name is (typeof CALLERS)[number] =>
  (CALLERS as readonly string[]).includes(name);

function Shape({
  schema,
  schemas,
  label,
  name,
  example,
}: {
  schema: JsonSchema;
  schemas: Schemas;
  label: string;
  /** What stands above the example. */
  name: string;
  example: unknown;
}) {
  return (
    <div className="portal-shape">
      <FieldTable label={label} schema={schema} schemas={schemas} />
      <CodeBlock name={name} text={JSON.stringify(example, null, 2)} />
    </div>
  );
}
