import { type PartyView, withdrawParty } from '@suizheng/domain/contract/parties.ts';
import { LEGAL_BASES } from '@suizheng/domain/policy/legal-basis.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { dayAndTime, fullDay } from '../../shared/i18n/format.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { ButtonLink } from '../../shared/kit/button.tsx';
import { Facts } from '../../shared/kit/card.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { partyPath } from '../paths.ts';
import { Changes } from './changes.tsx';
import { PartyFrame } from './party-frame.tsx';
import { PARTIES } from './use-party.ts';
import { WithdrawAct } from './withdraw-act.tsx';
import { STATE_TONES, useLists } from './words.ts';

/** Where a relying party stands, by when it is answered, and what to do next. */
export function PartyPage() {
  const { t } = useTranslation('portalParty');
  return (
    <PartyFrame page="overview" title={t('page.overview')}>
      {(party) => <Overview party={party} />}
    </PartyFrame>
  );
}

function Overview({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const text = useText();
  const lists = useLists();
  const { state, organisation } = party;
  const time = (at: string | null) => (at === null ? null : dayAndTime(locale, at));
  const rows: [string, React.ReactNode][] = [
    [
      t('facts.organisation'),
      <span key="name" lang="zh-Hans">
        {organisation.name}
      </span>,
    ],
    [t('facts.uscc'), organisation.uscc],
    [t('facts.basis'), text(LEGAL_BASES[party.legalBasis].text)],
    [t('facts.purposes'), lists.purposes(party.purposes)],
    [t('facts.services'), lists.services(party.services)],
    [
      t('facts.explanation'),
      <span key="explanation" lang="zh-Hans">
        {party.explanation}
      </span>,
    ],
    [t('facts.appliedAt'), time(party.appliedAt)],
    ...optional(t('facts.decidedAt'), time(party.decidedAt)),
    ...optional(t('facts.agreedAt'), time(party.agreedAt)),
    [
      t('facts.id'),
      <code key="id" lang="zxx">
        {party.id}
      </code>,
    ],
  ];
  return (
    <>
      <StateNotice party={party} />
      {party.narrowedAt === null ? null : <Narrowed party={party} at={party.narrowedAt} />}
      <Facts rows={rows} />
      {state === 'applied' ? null : <Changes party={party} />}
      {state === 'applied' || state === 'approved' ? <Withdraw party={party} /> : null}
    </>
  );
}

const optional = (label: string, value: React.ReactNode): [string, React.ReactNode][] =>
  value === null ? [] : [[label, value]];

function StateNotice({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const { state } = party;
  const reason =
    state === 'refused'
      ? party.decisionReason
      : state === 'suspended'
        ? party.suspensionReason
        : party.endReason;
  const note =
    state === 'refused' || state === 'approved'
      ? party.decisionNote
      : state === 'suspended'
        ? party.suspensionNote
        : party.endNote;
  return (
    <Notice tone={STATE_TONES[state]} title={t(`state.${state}`)}>
      {reason ? <p>{joinSentences(reason.reason, reason.next)}</p> : null}
      {note ? (
        <p>
          {t('facts.note')} <q lang="zh-Hans">{note}</q>
        </p>
      ) : null}
      <p>
        {t(`stateNext.${state}`, {
          // The deadline is the midnight after the last day.
          due: fullDay(locale, new Date(Date.parse(party.dueAt) - 1)),
        })}
      </p>
      {state === 'approved' ? (
        <ButtonLink href={partyPath(party.id, 'agreement')}>{t('agreement.read')}</ButtonLink>
      ) : null}
    </Notice>
  );
}

/** What an officer took back, and why; the facts below are what is left. */
function Narrowed({ party, at }: { party: PartyView; at: string }) {
  const { t } = useTranslation('portalParty');
  const { locale } = usePreferences();
  const { narrowingReason: reason, narrowingNote: note } = party;
  return (
    <Notice tone="wait" title={t('narrowed', { time: dayAndTime(locale, at) })}>
      {reason ? <p>{joinSentences(reason.reason, reason.next)}</p> : null}
      <p>
        {t('facts.note')} <q lang="zh-Hans">{note}</q>
      </p>
    </Notice>
  );
}

function Withdraw({ party }: { party: PartyView }) {
  const { t } = useTranslation('portalParty');
  const client = useQueryClient();
  return (
    <WithdrawAct
      act={t('withdraw.act')}
      title={t('withdraw.title')}
      why={t('withdraw.why')}
      confirm={t('withdraw.confirm')}
      onConfirm={async () => {
        const after = await call(withdrawParty, { params: { id: party.id } });
        client.setQueryData([...PARTIES, party.id], after);
      }}
    />
  );
}
