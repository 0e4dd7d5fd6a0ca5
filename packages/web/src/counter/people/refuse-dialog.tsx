import { decideAtCounter, type VisitView } from '@suizheng/domain/contract/people.ts';
import { COUNTER_REFUSALS, type CounterRefusal } from '@suizheng/domain/policy/counter.ts';
import { COUNTER_REASONS } from '@suizheng/domain/policy/counter-reasons.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { useActKey } from './use-act-key.ts';

/** Asks why, out of the closed list whose words the applicant will read; a note stays inside, sealed. */
export function RefuseDialog({
  params,
  onDone,
  onClose,
}: {
  params: { readonly id: string; readonly applicationId: string };
  onDone: (visit: VisitView) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('people');
  const text = useText();
  const [reason, setReason] = useState<CounterRefusal | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const body = { outcome: 'refuse', reason, note, reference: '' } as const;
  const key = useActKey({ params, body });
  const refuse = useMutation({
    mutationFn: () => call(decideAtCounter, { params, body }, { idempotencyKey: key }),
    onSuccess: (visit) => {
      onClose();
      onDone(visit);
    },
  });
  useEndedSession(refuse.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason === null);
    if (reason !== null) refuse.mutate();
  };
  return (
    <Dialog title={t('refuse.title')} isOpen onClose={onClose}>
      <p>{t('refuse.why')}</p>
      <form className="stack" onSubmit={submit} noValidate>
        <RadioChoice
          name="reason"
          label={t('refuse.reason')}
          options={COUNTER_REFUSALS.map((id) => ({ id, text: text(COUNTER_REASONS[id].reason) }))}
          value={reason}
          onChange={setReason}
          error={missing && reason === null ? t('refuse.needReason') : undefined}
        />
        <TextField
          name="note"
          label={t('refuse.note')}
          hint={t('refuse.noteHint')}
          value={note}
          onChange={setNote}
          autoComplete="off"
          maxLength={400}
        />
        {refuse.error ? <Failure error={refuse.error} /> : null}
        <Button type="submit" kind="danger" isPending={refuse.isPending}>
          {t('application.refuse')}
        </Button>
        <Button kind="second" onPress={onClose}>
          {t('refuse.cancel')}
        </Button>
      </form>
    </Dialog>
  );
}
