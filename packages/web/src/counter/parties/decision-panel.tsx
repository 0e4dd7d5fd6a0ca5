import { type CounterPartyView, takeParty } from '@suizheng/domain/contract/counter-parties.ts';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { clockTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { useEndedSession } from '../session/use-ended-session.ts';
import { DecisionForm } from './decision-form.tsx';
import type { Done } from './words.ts';

/** The way to a decision: take the application, so that nobody else decides it at the same time, then decide. */
export function DecisionPanel({
  view,
  onChanged,
  onStale,
}: {
  view: CounterPartyView;
  onChanged: (view: CounterPartyView, done: Done | null) => void;
  onStale: () => void;
}) {
  const { t } = useTranslation('parties');
  const { locale } = usePreferences();
  const take = useMutation({
    mutationFn: () => call(takeParty, { params: { id: view.party.id } }),
    onSuccess: (taken) => onChanged(taken, null),
    onError: onStale,
  });
  useEndedSession(take.error);
  if (view.taken?.mine) return <DecisionForm party={view.party} onDecided={onChanged} />;
  return (
    <>
      {take.error ? <Failure error={take.error} /> : null}
      {view.taken ? (
        <Notice
          tone="wait"
          title={
            <>
              {t('heldBy', { time: clockTime(locale, view.taken.until) })}
              <span lang="zh-Hans">{view.taken.by}</span>
            </>
          }
        />
      ) : (
        <>
          <p>{t('takeWhy')}</p>
          <Button onPress={() => take.mutate()} isPending={take.isPending}>
            {t('take')}
          </Button>
        </>
      )}
    </>
  );
}
