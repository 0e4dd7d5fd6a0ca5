import {
  type CounterPartyView,
  endParty,
  resumeParty,
  suspendParty,
} from '@suizheng/domain/contract/counter-parties.ts';
import {
  END_REASON_CODES,
  END_REASONS,
  SUSPENSION_REASON_CODES,
  SUSPENSION_REASONS,
} from '@suizheng/domain/policy/party-reasons.ts';
import { nextPartyState, type PartyEvent } from '@suizheng/domain/policy/relying-party.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { ActDialog } from './act-dialog.tsx';
import { NarrowDialog } from './narrow-dialog.tsx';
import { type Done, reasonTexts } from './words.ts';

type Act = Extract<PartyEvent, 'suspend' | 'resume' | 'end'>;

const REASONS: Readonly<Record<Act, readonly { readonly id: string; readonly text: Text }[]>> = {
  suspend: reasonTexts(SUSPENSION_REASONS, SUSPENSION_REASON_CODES),
  resume: [],
  end: reasonTexts(END_REASONS, END_REASON_CODES),
};

/** Narrow, suspend, resume, end: what the transition table allows now, and the caller's roles. */
export function Standing({
  view,
  decides,
  onChanged,
}: {
  view: CounterPartyView;
  /** False for administrators, who may suspend only. */
  decides: boolean;
  onChanged: (view: CounterPartyView, done: Done) => void;
}) {
  const { t } = useTranslation('parties');
  const [asked, setAsked] = useState<Act | 'narrow' | null>(null);
  const { id, state } = view.party;
  const open = (['suspend', 'resume', 'end'] as const).filter(
    (act) => nextPartyState(state, act) !== null && (decides || act === 'suspend'),
  );
  const narrows = decides && (state === 'active' || state === 'suspended');
  const act = async (which: Act, reason: string, note: string) => {
    const changed = await send(which, id, reason, note);
    setAsked(null);
    onChanged(changed, `standing.done.${which}`);
  };
  if (open.length === 0) return null;
  return (
    <Card title={t('standing.title')}>
      <p className="hint">{t('standing.why')}</p>
      <div className="counter-acts">
        {narrows ? (
          <Button kind="second" onPress={() => setAsked('narrow')}>
            {t('standing.narrow')}
          </Button>
        ) : null}
        {open.map((one) => (
          <Button key={one} kind={one === 'end' ? 'danger' : 'second'} onPress={() => setAsked(one)}>
            {t(`standing.${one}`)}
          </Button>
        ))}
      </div>
      {asked === 'narrow' ? (
        <NarrowDialog
          party={view.party}
          onNarrowed={(changed) => {
            setAsked(null);
            onChanged(changed, 'standing.done.narrow');
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked !== null && asked !== 'narrow' ? (
        <ActDialog
          title={t(`standing.${asked}Title`)}
          why={t(asked === 'end' ? 'standing.endWhy' : 'standing.why')}
          confirm={t(`standing.${asked}`)}
          danger={asked !== 'resume'}
          reasons={REASONS[asked]}
          onConfirm={(reason, note) => act(asked, reason, note)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </Card>
  );
}

function send(act: Act, id: string, reason: string, note: string): Promise<CounterPartyView> {
  const params = { id };
  if (act === 'resume') return call(resumeParty, { params, body: { note } });
  // What is chosen is one of the list that the dialog showed; the server looks again.
  if (act === 'suspend')
    return call(suspendParty, {
      params,
      body: { reason: reason as (typeof SUSPENSION_REASON_CODES)[number], note },
    });
  return call(endParty, { params, body: { reason: reason as (typeof END_REASON_CODES)[number], note } });
}
