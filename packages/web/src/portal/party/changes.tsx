import type { PartyView } from '@suizheng/domain/contract/parties.ts';
import { type AmendmentView, withdrawAmendment } from '@suizheng/domain/contract/party-amendments.ts';
import type { AmendmentState } from '@suizheng/domain/policy/party-amendment.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { fullDay } from '../../shared/i18n/format.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Notice, type Tone } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { changePath } from '../paths.ts';
import { PartyFailure } from './signed-in.tsx';
import { PARTIES, useAmendments } from './use-party.ts';
import { WithdrawAct } from './withdraw-act.tsx';
import { useLists } from './words.ts';

const TONES: Readonly<Record<AmendmentState, Tone>> = {
  asked: 'wait',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'info',
  void: 'info',
};

/** The latest change of purposes and services with what became of it, and the way to ask for another (V1). */
export function Changes({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const { data, error, refetch } = useAmendments(party.id);
  const latest = data?.items[0];
  if (error) return <PartyFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <>
      {latest ? <Change party={party} change={latest} /> : null}
      {party.state === 'active' && latest?.state !== 'asked' ? (
        <div className="portal-acts">
          <ButtonLink kind="second" href={changePath(party.id)}>
            {t('change.act')}
          </ButtonLink>
        </div>
      ) : null}
    </>
  );
}

function Change({ party, change }: { party: PartyView; change: AmendmentView }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const lists = useLists();
  const { state, before, asked, granted, reason, note } = change;
  /** Names of what one of the two has and the other has not. */
  const only = (one: Wanted, other: Wanted): string =>
    lists.join(
      [
        lists.purposes(without(one.purposes, other.purposes)),
        lists.services(without(one.services, other.services)),
      ].filter((words) => words !== ''),
    );
  const added = only(asked, before);
  const removed = only(before, asked);
  return (
    <section className="stack" aria-label={t('change.latest')}>
      <h2>{t('change.latest')}</h2>
      <Notice tone={TONES[state]} title={t(`change.state.${state}`)}>
        {added === '' ? null : <p>{t('change.added', { names: added })}</p>}
        {removed === '' ? null : <p>{t('change.removed', { names: removed })}</p>}
        {granted ? (
          <p>
            {t('change.granted', {
              purposes: lists.purposes(granted.purposes),
              services: lists.services(granted.services),
            })}
          </p>
        ) : null}
        {reason ? <p>{joinSentences(reason.reason, reason.next)}</p> : null}
        {note ? (
          <p>
            {t('facts.note')} <q lang="zh-Hans">{note}</q>
          </p>
        ) : null}
        {state === 'asked' ? (
          // The deadline is the midnight after the last day.
          <p>{t('change.due', { due: fullDay(locale, new Date(Date.parse(change.dueAt) - 1)) })}</p>
        ) : null}
      </Notice>
      {state === 'asked' ? <Withdraw party={party} change={change} /> : null}
    </section>
  );
}

function Withdraw({ party, change }: { party: PartyView; change: AmendmentView }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  return (
    <WithdrawAct
      act={t('change.withdraw')}
      title={t('change.withdrawTitle')}
      why={t('change.withdrawWhy')}
      confirm={t('change.withdraw')}
      onConfirm={async () => {
        await call(withdrawAmendment, { params: { id: party.id, amendmentId: change.id } });
        await client.invalidateQueries({ queryKey: [...PARTIES, party.id, 'amendments'] });
      }}
    />
  );
}

type Wanted = AmendmentView['asked'];

const without = <T extends string>(list: readonly T[], others: readonly T[]): T[] =>
  list.filter((one) => !others.includes(one));
