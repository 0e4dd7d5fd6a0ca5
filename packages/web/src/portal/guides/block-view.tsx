import { fill, type Text } from '@suizheng/domain/text/locale.ts';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useText } from '../../shared/i18n/i18n.ts';
import { TextLink } from '../../shared/kit/button.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { Samples } from '../code/samples.tsx';
import { operationPath } from '../paths.ts';
import { FIGURES } from './figures.ts';
import type { Block } from './guide.ts';
import { SAMPLES, type SampleId } from './samples.ts';

const Problems = lazy(() => import('./problem-table.tsx').then((m) => ({ default: m.ProblemTable })));
const Verdicts = lazy(() => import('./verdict-tables.tsx').then((m) => ({ default: m.VerdictTable })));
const Reasons = lazy(() => import('./verdict-tables.tsx').then((m) => ({ default: m.ServiceReasons })));
const Events = lazy(() => import('./figure-tables.tsx').then((m) => ({ default: m.EventTable })));
const Limits = lazy(() => import('./figure-tables.tsx').then((m) => ({ default: m.LimitTable })));

const TABLES = {
  problems: Problems,
  verdicts: Verdicts,
  'service-reasons': Reasons,
  events: Events,
  limits: Limits,
};

/** One part of a guide. */
export function BlockView({ block }: { block: Block }) {
  const text = useText();
  const say = (words: Text) => fill(text(words), FIGURES);
  if (block.kind === 'words') return <p>{say(block.text)}</p>;
  if (block.kind === 'note')
    return (
      <Notice tone={block.tone}>
        <p>{say(block.text)}</p>
      </Notice>
    );
  if (block.kind === 'samples') return <SampleBlock id={block.id} />;
  if (block.kind === 'steps')
    return (
      <ol className="portal-path">
        {block.items.map((item) => (
          <li key={item.en}>
            <p>{say(item)}</p>
          </li>
        ))}
      </ol>
    );
  if (block.kind === 'points')
    return (
      <ul className="bullets">
        {block.items.map((item) => (
          <li key={item.en}>{say(item)}</li>
        ))}
      </ul>
    );
  const Table = TABLES[block.kind];
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Table />
    </Suspense>
  );
}

function SampleBlock({ id }: { id: SampleId }) {
  const { t } = useTranslation('portalGuides');
  const { samples, operation } = SAMPLES[id];
  const here = samples.map(({ name, text }) => ({
    name,
    text: text.replaceAll('https://suizheng.example', window.location.origin),
  }));
  return (
    <div className="stack-tight">
      <Samples label={t('sample')} samples={here} />
      {operation === undefined ? null : (
        <p>
          {t('seeAlso')}{' '}
          <TextLink href={operationPath(operation)}>
            <span className="unseen">{t('operation')}</span> {operation}
          </TextLink>
        </p>
      )}
    </div>
  );
}
