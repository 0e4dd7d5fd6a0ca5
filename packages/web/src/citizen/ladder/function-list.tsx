import { type FunctionView, listFunctions } from '@suizheng/domain/contract/functions.ts';
import type { FunctionId } from '@suizheng/domain/policy/functions.ts';
import { LEVELS, type Level, reaches } from '@suizheng/domain/policy/level.ts';
import { procedureById } from '@suizheng/domain/procedures/registry.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Icon, type IconName } from '../../shared/kit/icon.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { servicePage } from '../service/service-page.ts';

/** What the account may do now and what each higher level would open (A8); what is still to be built is named as such. */
export function FunctionList({ held }: { held: Level }) {
  const { t } = useTranslation('ladder');
  const { data, error, refetch } = useQuery({
    queryKey: ['functions', held],
    queryFn: ({ signal }) => call(listFunctions, {}, { signal }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const standing = (stands: FunctionView['stands']) =>
    data.filter((one) => one.stands === stands && !isOwnStep(one, held));
  return (
    <>
      <Group title={t('level.open')} icon="tick" functions={standing('open')} />
      {LEVELS.map((level) => (
        <Group
          key={level}
          title={t('level.from', { level: t(`levels.${level}`) })}
          icon="clock"
          functions={standing('needs-level').filter((one) => one.level === level)}
        />
      ))}
      <Group title={t('level.forOrganisations')} icon="people" functions={standing('needs-organisation')} />
      {standing('coming').length > 0 ? (
        <details className="question">
          <summary>{t('level.coming')}</summary>
          <Names functions={standing('coming')} icon="clock" />
        </details>
      ) : null}
    </>
  );
}

/** A level that one holds already is nothing to be done any more; the next one has its own button above. */
function isOwnStep({ procedure: id, stands }: FunctionView, held: Level): boolean {
  const procedure = id === null ? undefined : procedureById(id);
  return procedure?.outcome === 'level' && (stands === 'open' || reaches(held, procedure.below));
}

/** Where a function that is no procedure is done; the others are told of only. */
const PAGES: Readonly<Partial<Record<string, string>>> = {
  track: '/records',
  'answer-requests': '/requests',
  present: '/wallet',
  devices: '/settings/devices',
  rights: '/settings/privacy',
  'guardian-consent': '/guardian',
  'join-organisation': '/organisations',
  'organisation-members': '/organisations',
} satisfies Partial<Record<FunctionId, string>>;

const pageOf = ({ id, procedure, stands }: FunctionView): string | undefined => {
  if (stands !== 'open') return undefined;
  return procedure ? servicePage(procedure) : PAGES[id];
};

type Functions = { readonly functions: readonly FunctionView[]; readonly icon: IconName };

function Group({ title, functions, icon }: Functions & { title: string }): ReactNode {
  if (functions.length === 0) return null;
  return (
    <Card title={title}>
      <Names functions={functions} icon={icon} />
    </Card>
  );
}

function Names({ functions, icon }: Functions) {
  const text = useText();
  return (
    <ul className="ticks functions">
      {functions.map((one) => {
        const page = pageOf(one);
        return (
          <li key={one.id}>
            <Icon name={icon} />
            {page ? <TextLink href={page}>{text(one.text)}</TextLink> : <span>{text(one.text)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
