import { type FunctionView, listFunctions } from '@suizheng/domain/contract/functions.ts';
import type { Level } from '@suizheng/domain/policy/level.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Pill, type Tone } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { servicePage } from '../service/service-page.ts';

const TONES = {
  open: 'good',
  'needs-level': 'wait',
  'needs-organisation': 'info',
  coming: 'info',
} as const satisfies Record<FunctionView['stands'], Tone>;

/** What the account may do now and what a higher level would open, each with the way to it (A8). */
export function FunctionList({ held }: { held: Level }) {
  const { t } = useTranslation('ladder');
  const { data, error, refetch } = useQuery({
    queryKey: ['functions', held],
    queryFn: ({ signal }) => call(listFunctions, {}, { signal }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  // What is open first; what is still to be built last.
  const order = ['open', 'needs-level', 'needs-organisation', 'coming'] as const;
  const sorted = order.flatMap((stands) => data.filter((one) => one.stands === stands));
  return (
    <section className="stack-tight" aria-labelledby="functions">
      <h2 id="functions">{t('level.opens')}</h2>
      <ul className="rows">
        {sorted.map((one) => (
          <FunctionRow key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function FunctionRow({ one: { text: name, stands, level, procedure, organisation } }: { one: FunctionView }) {
  const { t } = useTranslation('ladder');
  const text = useText();
  const words = {
    open: t('level.open'),
    'needs-level': t('level.needs', { level: t(`levels.${level}`) }),
    'needs-organisation': t('level.needsOrganisation'),
    coming: t('level.coming'),
  }[stands];
  return (
    <li className="card function">
      {procedure && stands === 'open' ? (
        <TextLink href={servicePage(procedure)}>{text(name)}</TextLink>
      ) : (
        <span>{text(name)}</span>
      )}
      <Pill tone={TONES[stands]}>
        {organisation && stands === 'open' ? t('level.openOrganisation') : words}
      </Pill>
    </li>
  );
}
