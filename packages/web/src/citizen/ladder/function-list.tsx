import { type FunctionView, listFunctions } from '@suizheng/domain/contract/functions.ts';
import { LEVELS, type Level } from '@suizheng/domain/policy/level.ts';
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
  const standing = (stands: FunctionView['stands']) => data.filter((one) => one.stands === stands);
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
      {functions.map(({ id, text: name, procedure, stands }) => (
        <li key={id}>
          <Icon name={icon} />
          {procedure && stands === 'open' ? (
            <TextLink href={servicePage(procedure)}>{text(name)}</TextLink>
          ) : (
            <span>{text(name)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
