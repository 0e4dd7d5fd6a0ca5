import {
  type CasePicture,
  type CaseView,
  claimCase,
  claimNextCase,
  readReviewCase,
  releaseCase,
} from '@suizheng/domain/contract/review.ts';
import { MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { useGo } from '../../shared/go.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { CaseFacts } from './case-facts.tsx';
import { DecisionForm } from './decision-form.tsx';
import { HandOnDialog } from './hand-on-dialog.tsx';
import { KeysHelp } from './keys-help.tsx';
import { REVIEW_PATHS } from './paths.ts';
import { PicturePane } from './picture-pane.tsx';
import './review.css';
import { call } from '../../shared/api/call.ts';
import { timeLeft } from './time-left.ts';
import { useNow } from './use-now.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** One case to who holds it: pictures side by side, what was typed, and the decision; then at once the next. */
export function CasePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <OneCase key={id} id={id} />;
}

function OneCase({ id }: { id: string }) {
  const { t } = useTranslation('review');
  const query = useQuery({
    queryKey: ['review-case', id],
    queryFn: ({ signal }) => call(readReviewCase, { params: { id } }, { signal }),
    // Somebody's data: asked for once, and forgotten with the page.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useEndedSession(query.error);
  const isLost =
    query.error instanceof ApiProblem && ['case-not-held', 'not-found'].includes(query.error.code);
  if (query.data && !query.error) return <Held view={query.data} onHeld={() => void query.refetch()} />;
  return (
    <CounterShell title={t('title')} back={REVIEW_PATHS.queue} wide>
      {query.isPending ? <Skeleton lines={5} /> : null}
      {isLost ? <Lost /> : null}
      {query.error && !isLost ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null}
    </CounterShell>
  );
}

function Lost() {
  const { t } = useTranslation('review');
  return (
    <>
      <Notice tone="wait" title={t('case.lost')} live>
        <p>{t('case.lostNext')}</p>
      </Notice>
      <ButtonLink href={REVIEW_PATHS.queue}>{t('home')}</ButtonLink>
    </>
  );
}

function Held({ view, onHeld }: { view: CaseView; onHeld: () => void }) {
  const { t } = useTranslation('review');
  const go = useGo();
  const now = useNow(5_000);
  const [active, setActive] = useState(1);
  const [zoomSignal, setZoomSignal] = useState(0);
  const [dialog, setDialog] = useState<'keys' | 'hand-on' | null>(null);
  const next = useMutation({
    mutationFn: () => call(claimNextCase, { body: {} }),
    onSuccess: ({ claim }) =>
      go(claim && claim.id !== view.id ? REVIEW_PATHS.case(claim.id) : REVIEW_PATHS.queue, { replace: true }),
    onError: () => go(REVIEW_PATHS.queue, { replace: true }),
  });
  const skip = useMutation({
    mutationFn: async (then: 'next' | 'queue') => {
      await call(releaseCase, { params: { id: view.id } });
      return then;
    },
    onSuccess: () => go(REVIEW_PATHS.queue, { replace: true }),
  });
  const keep = useMutation({
    mutationFn: () => call(claimCase, { params: { id: view.id } }),
    onSuccess: onHeld,
  });
  useEndedSession(next.error ?? skip.error ?? keep.error);
  useShortcuts({
    z: () => setZoomSignal((count) => count + 1),
    n: () => skip.mutate('queue'),
    e: () => setDialog('hand-on'),
    '?': () => setDialog('keys'),
  });
  const heldMs = new Date(view.claimedUntil).getTime() - now.getTime();
  const kind = t(`queue.kinds.${view.kind}`);
  const due = timeLeft(new Date(view.dueAt), now);
  if (heldMs <= 0) {
    return (
      <CounterShell title={t('title')} back={REVIEW_PATHS.queue} wide>
        <Lost />
      </CounterShell>
    );
  }
  return (
    <CounterShell title={t('case.title', { kind })} back={REVIEW_PATHS.queue} wide>
      <div className="case-bar">
        <Pill tone={due.key.startsWith('over') ? 'bad' : due.key === 'minutes' ? 'wait' : 'info'}>
          {t('case.due')} {t(`left.${due.key}`, { n: due.n })}
        </Pill>
        <span className={heldMs < 3 * MINUTE_MS ? 'hint late' : 'hint'}>
          {heldMs < MINUTE_MS ? t('case.holdLast') : t('case.hold', { n: Math.floor(heldMs / MINUTE_MS) })}
        </span>
        <Button kind="quiet" onPress={() => keep.mutate()} isPending={keep.isPending}>
          {t('case.keep')}
        </Button>
        <Button kind="quiet" onPress={() => setDialog('keys')}>
          {t('keys.open')}
        </Button>
      </div>
      {keep.error ? <Failure error={keep.error} /> : null}
      {skip.error ? <Failure error={skip.error} /> : null}
      <div className="case">
        <div className={`panes ${view.kind}`}>
          {groupsOf(view.pictures).map((pictures, index) => (
            <PicturePane
              key={pictures[0]!.group}
              caseId={view.id}
              pictures={pictures}
              zoomSignal={zoomSignal}
              isActive={index === active}
              onActive={() => setActive(index)}
            />
          ))}
        </div>
        <div className="case-side">
          <CaseFacts view={view} />
          <DecisionForm view={view} onDecided={() => next.mutate()} />
          <div className="case-others">
            <Button kind="second" onPress={() => skip.mutate('queue')} isPending={skip.isPending}>
              {t('decide.release')}
            </Button>
            <Button kind="second" onPress={() => setDialog('hand-on')}>
              {t('decide.handOn')}
            </Button>
          </div>
        </div>
      </div>
      {dialog === 'keys' ? <KeysHelp onClose={() => setDialog(null)} /> : null}
      {dialog === 'hand-on' ? (
        <HandOnDialog caseId={view.id} onDone={() => next.mutate()} onClose={() => setDialog(null)} />
      ) : null}
    </CounterShell>
  );
}

/** The pictures by what they show, in the order the case lists them: each group is a pane. */
function groupsOf(pictures: readonly CasePicture[]): CasePicture[][] {
  const groups = new Map<string, CasePicture[]>();
  for (const picture of pictures) groups.set(picture.group, [...(groups.get(picture.group) ?? []), picture]);
  return [...groups.values()];
}
