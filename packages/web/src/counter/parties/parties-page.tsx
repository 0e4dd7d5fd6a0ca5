import {
  type CounterPartyRow,
  listCounterParties,
  PARTY_LISTS,
  type PartyList,
} from '@suizheng/domain/contract/counter-parties.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Tile } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Select } from '../../shared/kit/select.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell } from '../counter-shell.tsx';
import { useNow } from '../review/use-now.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { PARTY_PATHS } from './paths.ts';
import '../review/review.css';
import './parties.css';
import { STATE_TONES, useBasisText, useTimeLeft } from './words.ts';

/** Relying parties: the applications to decide, the earliest deadline first; those at work; those that are over (V1). */
export function PartiesPage() {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const now = useNow(30_000);
  const [list, setList] = useState<PartyList>('to-decide');
  const { data, error, refetch } = useQuery({
    queryKey: ['counter-parties', list],
    queryFn: ({ signal }) => call(listCounterParties, { query: { list } }, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  return (
    <CounterShell title={t('title')} lead={t('lead')}>
      {data ? (
        <dl className="counts">
          <div>
            <dt>{t('toDecide')}</dt>
            <dd className="nums">{data.toDecide.toLocaleString(locale)}</dd>
          </div>
          <div className={data.overdue > 0 ? 'late' : undefined}>
            <dt>{t('overdue')}</dt>
            <dd className="nums">{data.overdue.toLocaleString(locale)}</dd>
          </div>
        </dl>
      ) : null}
      <Select
        name="list"
        label={t('lists.label')}
        options={PARTY_LISTS.map((id) => ({ id, text: t(`lists.${id}`) }))}
        value={list}
        onChange={(id) => setList(id as PartyList)}
      />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={4} /> : null}
      {data?.parties.length === 0 ? (
        <Notice tone="good" title={t('none')}>
          <p>{t('noneNext')}</p>
        </Notice>
      ) : null}
      <ul className="party-rows">
        {data?.parties.map((row) => (
          <li key={row.id}>
            <Row row={row} now={now} />
          </li>
        ))}
      </ul>
      {data?.more ? <p className="hint">{t('more')}</p> : null}
    </CounterShell>
  );
}

function Row({ row, now }: { row: CounterPartyRow; now: Date }) {
  const { t } = useTranslation('parties');
  const basis = useBasisText();
  const left = useTimeLeft()(row.dueAt, now);
  return (
    <Tile
      href={PARTY_PATHS.one(row.id)}
      icon="people"
      title={<span lang="zh-Hans">{row.organisation.name}</span>}
      detail={basis(row.legalBasis)}
      badge={
        <span className="party-pills">
          {row.asks === 'application' ? null : (
            <Pill tone={STATE_TONES[row.state]}>{t(`states.${row.state}`)}</Pill>
          )}
          {row.asks === 'change' ? <Pill tone="wait">{t('amendment.mark')}</Pill> : null}
          {row.asks === null ? null : <Pill tone={left.tone}>{left.words}</Pill>}
          {row.taken ? (
            <Pill tone={row.taken.mine ? 'good' : 'info'}>
              {row.taken.mine ? t('mine') : t('taken')}
              {row.taken.mine ? null : <span lang="zh-Hans">{row.taken.by}</span>}
            </Pill>
          ) : null}
        </span>
      }
    />
  );
}
