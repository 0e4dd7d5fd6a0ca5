import { claimCase, claimNextCase, type QueuedCase } from '@suizheng/domain/contract/review.ts';
import { PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { useGo } from '../../shared/go.ts';
import { fullDay } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Select } from '../../shared/kit/select.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { KeysHelp } from './keys-help.tsx';
import { REVIEW_PATHS } from './paths.ts';
import { QueueList } from './queue-list.tsx';
import './review.css';
import { call } from '../../shared/api/call.ts';
import { useNow } from './use-now.ts';
import { type QueueFilter, useQueue } from './use-queue.ts';
import { useShortcuts } from './use-shortcuts.ts';

const ANY = 'any';

/** The work queue: what is due first stands first; one press takes the most urgent, or the one that is chosen. */
export function QueuePage() {
  const { t } = useTranslation('review');
  const text = useText();
  const go = useGo();
  const now = useNow(30_000);
  const { locale } = usePreferences();
  const [filter, setFilter] = useState<QueueFilter>({ procedure: null, kind: null });
  const [help, setHelp] = useState(false);
  const queue = useQueue(filter);
  const { cases, latest, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = queue;
  const next = useMutation({
    mutationFn: () =>
      call(claimNextCase, {
        body: {
          ...(filter.procedure ? { procedure: filter.procedure } : {}),
          ...(filter.kind ? { kind: filter.kind } : {}),
        },
      }),
    onSuccess: ({ claim }) => (claim ? go(REVIEW_PATHS.case(claim.id)) : void refetch()),
  });
  const take = useMutation({
    mutationFn: (one: QueuedCase) => call(claimCase, { params: { id: one.id } }),
    onSuccess: ({ id }) => go(REVIEW_PATHS.case(id)),
    onError: () => void refetch(),
  });
  useEndedSession(queue.error ?? next.error ?? take.error);
  const isTaken = take.error instanceof ApiProblem && ['case-taken', 'wrong-state'].includes(take.error.code);
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  useShortcuts({ n: () => next.mutate(), '?': () => setHelp(true) });
  const counts = latest?.counts;
  return (
    <CounterShell title={t('home')} lead={t('queue.lead')} wide>
      {latest?.calendar ? (
        <Notice
          tone="wait"
          title={t('queue.calendar', {
            day: fullDay(locale, `${latest.calendar.endsOn}T12:00:00+08:00`),
            days: latest.calendar.daysLeft,
          })}
        >
          <p>{t('queue.calendarNext')}</p>
        </Notice>
      ) : null}
      {isTaken ? <Notice tone="wait" title={t('queue.taken')} live /> : null}
      {take.error && !isTaken ? <Failure error={take.error} /> : null}
      {next.error ? <Failure error={next.error} onRetry={() => next.mutate()} /> : null}
      {next.data && !next.data.claim ? <Notice tone="good" title={t('queue.allDone')} live /> : null}
      {counts ? (
        <dl className="counts">
          {(['overdue', 'soon', 'waiting', 'withOthers'] as const).map((key) => (
            <div key={key} className={key === 'overdue' && counts.overdue > 0 ? 'late' : undefined}>
              <dt>{t(key === 'withOthers' ? 'queue.others' : `queue.${key}`)}</dt>
              <dd className="nums">{counts[key].toLocaleString(locale)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className="queue-tools">
        <Select
          name="procedure"
          label={t('queue.procedure')}
          options={[
            { id: ANY, text: t('queue.any') },
            ...PROCEDURES.map((one) => ({ id: one.id, text: text(one.text.short) })),
          ]}
          value={filter.procedure ?? ANY}
          onChange={(id) => setFilter({ ...filter, procedure: id === ANY ? null : id })}
        />
        <Select
          name="kind"
          label={t('queue.kind')}
          options={[
            { id: ANY, text: t('queue.any') },
            { id: 'documents', text: t('queue.kinds.documents') },
            { id: 'face', text: t('queue.kinds.face') },
          ]}
          value={filter.kind ?? ANY}
          onChange={(id) => setFilter({ ...filter, kind: id === 'face' || id === 'documents' ? id : null })}
        />
        <Button onPress={() => next.mutate()} isPending={next.isPending}>
          {t('queue.next')}
        </Button>
        <Button kind="second" onPress={() => void refetch()} isPending={queue.isRefetching}>
          {t('queue.refresh')}
        </Button>
        <Button kind="quiet" onPress={() => setHelp(true)}>
          {t('keys.open')}
        </Button>
      </div>
      {queue.error ? <Failure error={queue.error} onRetry={() => void refetch()} /> : null}
      {queue.isPending ? <Skeleton lines={6} /> : null}
      {latest && cases.length === 0 ? (
        <Notice tone="good" title={t('queue.none')}>
          <p>{t('queue.noneNext')}</p>
        </Notice>
      ) : null}
      {cases.length > 0 ? (
        <QueueList cases={cases} now={now} hasMore={hasNextPage} onMore={more} onOpen={take.mutate} />
      ) : null}
      <p className="hint" role="status">
        {isFetchingNextPage ? t('queue.loading') : ''}
      </p>
      {help ? <KeysHelp onClose={() => setHelp(false)} /> : null}
    </CounterShell>
  );
}
