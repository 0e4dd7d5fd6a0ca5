import {
  type CounterPartyView,
  decideAmendment,
  decideParty,
  readCounterParty,
  takeAmendment,
  takeParty,
} from '@suizheng/domain/contract/counter-parties.ts';
import { CLOSED_PARTY_STATES } from '@suizheng/domain/policy/relying-party.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice, Pill } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { useOfficer } from '../session/officer-gate.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { DecisionPanel, type Waiting } from './decision-panel.tsx';
import { PartyAmendment } from './party-amendment.tsx';
import { PartyAsk } from './party-ask.tsx';
import { PartyChanges, PartyClients, PartyReaders, PartyVolume } from './party-connections.tsx';
import { PartySees } from './party-sees.tsx';
import { PARTY_PATHS } from './paths.ts';
import { Standing } from './standing.tsx';
import './parties.css';
import { type Done, STATE_TONES } from './words.ts';

/** One relying party for officers: what it asks and why, what it would see, the decision, and what became of it (V1). */
export function PartyPage() {
  const { t } = useTranslation('parties');
  const { id = '' } = useParams({ strict: false });
  const client = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const key = ['counter-party', id];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readCounterParty, { params: { id } }, { signal }),
    staleTime: 0,
  });
  useEndedSession(error);
  const changed = (view: CounterPartyView, act: Done | null) => {
    client.setQueryData(key, view);
    setDone(act);
    void client.invalidateQueries({ queryKey: ['counter-parties'] });
  };
  return (
    <CounterShell title={t('title')} back={PARTY_PATHS.list}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton lines={8} /> : null}
      {data ? <Party view={data} done={done} onChanged={changed} onStale={() => void refetch()} /> : null}
    </CounterShell>
  );
}

function Party({
  view,
  done,
  onChanged,
  onStale,
}: {
  view: CounterPartyView;
  done: Done | null;
  onChanged: (view: CounterPartyView, done: Done | null) => void;
  onStale: () => void;
}) {
  const { t } = useTranslation('parties');
  const { roles } = useOfficer();
  const { party, own } = view;
  const { state } = party;
  const decides = roles.some((role) => role === 'officer' || role === 'approver');
  const connected = !['applied', 'refused', 'withdrawn'].includes(state);
  const waiting = waitingOf(view);
  const why = party.decisionReason ?? party.suspensionReason ?? party.endReason;
  return (
    <>
      <h2 lang="zh-Hans">{party.organisation.name}</h2>
      <p>
        <Pill tone={STATE_TONES[state]}>{t(`states.${state}`)}</Pill>
      </p>
      {done ? <Notice tone="good" title={t(done)} live /> : null}
      {why ? (
        <Notice tone="wait" title={why.reason}>
          <p lang="zh-Hans">{party.suspensionNote ?? party.endNote ?? party.decisionNote}</p>
        </Notice>
      ) : null}
      {own ? <Notice tone="wait" title={t('own')} /> : null}
      <PartyAsk view={view} />
      <PartySees purposes={party.purposes} />
      {view.amendment ? (
        <>
          <PartyAmendment change={view.amendment.change} />
          <PartySees purposes={view.amendment.change.asked.purposes} title={t('amendment.sees')} />
        </>
      ) : null}
      {waiting !== null && decides && !own ? (
        <DecisionPanel key={waiting.kind} waiting={waiting} onChanged={onChanged} onStale={onStale} />
      ) : null}
      {!own && !CLOSED_PARTY_STATES.includes(state) && state !== 'applied' ? (
        <Standing view={view} decides={decides} onChanged={onChanged} />
      ) : null}
      {connected ? (
        <>
          <PartyClients clients={view.clients} />
          <PartyReaders readers={view.readers} />
          <PartyVolume volume={view.volume} />
        </>
      ) : null}
      <PartyChanges changes={view.changes} />
    </>
  );
}

/** What of a party waits for a decision: its application, or a change that it asked for. */
function waitingOf({ party, taken, amendment }: CounterPartyView): Waiting | null {
  const { id } = party;
  if (party.state === 'applied')
    return {
      kind: 'application',
      asked: party,
      taken,
      take: () => call(takeParty, { params: { id } }),
      decide: (body) => call(decideParty, { params: { id }, body }),
    };
  if (amendment === null) return null;
  const params = { id, amendmentId: amendment.change.id };
  return {
    kind: 'change',
    asked: { ...amendment.change.asked, limits: party.limits },
    taken: amendment.taken,
    take: () => call(takeAmendment, { params }),
    decide: (body) => call(decideAmendment, { params, body }),
  };
}
