import { type CounterPartyView, decideParty } from '@suizheng/domain/contract/counter-parties.ts';
import { REFUSAL_REASON_CODES, REFUSAL_REASONS } from '@suizheng/domain/policy/party-reasons.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { type Draft, draftOf, ownLimits } from './decision-draft.ts';
import type { Waiting } from './decision-panel.tsx';
import { GrantFields } from './grant-fields.tsx';
import { type Done, limitWords } from './words.ts';

/** What is sent: the same for an application and for a change. */
export type DecisionBody = z.input<NonNullable<typeof decideParty.body>>;

const DONE = {
  application: { approve: 'decide.approved', refuse: 'decide.refused' },
  change: { approve: 'amendment.approved', refuse: 'amendment.refused' },
} as const;

/** Approve, with less than was asked for where that is enough, or refuse with a reason and a note. */
export function DecisionForm({
  waiting,
  onDecided,
}: {
  waiting: Pick<Waiting, 'kind' | 'asked' | 'decide'>;
  onDecided: (view: CounterPartyView, done: Done) => void;
}) {
  const { t } = useTranslation('parties');
  const text = useText();
  const [draft, setDraft] = useState<Draft>(() => draftOf(waiting.asked));
  const [found, setFound] = useState<readonly Fault[]>([]);
  const send = useMutation({
    mutationFn: waiting.decide,
    onSuccess: (view, { decision }) => onDecided(view, DONE[waiting.kind][decision]),
  });
  useEndedSession(send.error);
  const faults = useMemo(() => (found.length > 0 ? found : serverFaults(send.error)), [found, send.error]);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { decision, purposes, services, reason } = draft;
    if (decision === null) return setFound([{ field: 'decision', text: t('decide.needDecision') }]);
    const note = draft.note.trim();
    const body =
      decision === 'approve'
        ? { decision, purposes, services, limits: ownLimits(draft), note: note === '' ? null : note }
        : { decision, reason: reason ?? undefined, note };
    const wrong = schemaFaults(decideParty.body!, body, text, {}).map(limitWords(t('decide.limitWrong')));
    setFound(wrong);
    if (wrong.length === 0) send.mutate(body as DecisionBody);
  };
  const { decision } = draft;
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      <RadioChoice
        name="decision"
        label={t('decide.title')}
        error={faultOf(faults, 'decision')}
        value={decision}
        onChange={(chosen) => {
          setFound([]);
          change({ decision: chosen });
        }}
        options={[
          { id: 'approve' as const, text: t('decide.approve'), detail: t('decide.approveDetail') },
          { id: 'refuse' as const, text: t('decide.refuse') },
        ]}
      />
      {decision === 'approve' ? (
        <GrantFields asked={waiting.asked} draft={draft} faults={faults} onChange={change} />
      ) : null}
      {decision === 'refuse' ? (
        <RadioChoice
          name="reason"
          label={t('decide.reason')}
          error={faultOf(faults, 'reason')}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          options={REFUSAL_REASON_CODES.map((id) => ({
            id: id as string,
            text: text(REFUSAL_REASONS[id].reason),
          }))}
        />
      ) : null}
      {decision === null ? null : (
        <TextField
          name="note"
          label={t(decision === 'refuse' ? 'decide.note' : 'decide.noteOptional')}
          value={draft.note}
          onChange={(note) => change({ note })}
          error={faultOf(faults, 'note')}
          autoComplete="off"
          maxLength={500}
        />
      )}
      {send.error && faults.length === 0 ? <Failure error={send.error} /> : null}
      <Button type="submit" kind={decision === 'refuse' ? 'danger' : 'primary'} isPending={send.isPending}>
        {t(decision === 'refuse' ? 'decide.sendRefuse' : 'decide.sendApprove')}
      </Button>
      <SlowNote isPending={send.isPending} />
    </form>
  );
}
