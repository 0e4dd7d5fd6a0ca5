import type { CounterPartyView } from '@suizheng/domain/contract/counter-parties.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import type { Asked } from './decision-draft.ts';
import { type DecisionBody, DecisionForm } from './decision-form.tsx';
import type { Done } from './words.ts';

/** What waits for a decision: an application, or a change of a party at work; and how each act on it is sent. */
export type Waiting = {
  readonly kind: 'application' | 'change';
  readonly asked: Asked;
  readonly taken: CounterPartyView['taken'];
  readonly take: () => Promise<CounterPartyView>;
  readonly decide: (body: DecisionBody) => Promise<CounterPartyView>;
};

/** The way to a decision: take what waits, so that nobody else decides it at the same time, then decide. */
export function DecisionPanel({
  waiting,
  onChanged,
  onStale,
}: {
  waiting: Waiting;
  onChanged: (view: CounterPartyView, done: Done | null) => void;
  onStale: () => void;
}) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const { taken } = waiting;
  const take = useMutation({
    mutationFn: waiting.take,
    onSuccess: (view) => onChanged(view, null),
    onError: onStale,
  });
  useEndedSession(take.error);
  if (taken?.mine) return <DecisionForm waiting={waiting} onDecided={onChanged} />;
  return (
    <>
      {take.error ? <Failure error={take.error} /> : null}
      {taken ? (
        <Notice
          tone="wait"
          title={
            <>
              {t('heldBy', { time: clockTime(locale, taken.until) })}
              <span lang="zh-Hans">{taken.by}</span>
            </>
          }
        />
      ) : (
        <>
          <p>{t('takeWhy')}</p>
          <Button onPress={() => take.mutate()} isPending={take.isPending}>
            {t(waiting.kind === 'change' ? 'amendment.take' : 'take')}
          </Button>
          <SlowNote isPending={take.isPending} />
        </>
      )}
    </>
  );
}
