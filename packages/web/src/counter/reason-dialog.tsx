import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { serverFaults } from '../shared/faults.ts';
import { Button } from '../shared/kit/button.tsx';
import { Dialog } from '../shared/kit/dialog.tsx';
import { Failure } from '../shared/kit/failure.tsx';
import { TextField } from '../shared/kit/text-field.tsx';
import { useEndedSession } from './session/use-ended-session.ts';

/** Asks for the reason of a grave act, and once more whether it is meant. */
export function ReasonDialog({
  title,
  why,
  confirm,
  danger,
  onConfirm,
  onClose,
}: {
  title: string;
  why: string;
  confirm: string;
  danger: boolean;
  /** Does it; what it throws is shown here. */
  onConfirm: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation('counter');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState<string>();
  const act = useMutation({ mutationFn: onConfirm });
  useEndedSession(act.error);
  const fault = missing ?? serverFaults(act.error).find(({ field }) => field === 'reason')?.text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = reason.trim();
    setMissing(typed === '' ? t('search.needReason') : undefined);
    if (typed !== '') act.mutate(typed);
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <p>{why}</p>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="reason"
          label={t('search.reason')}
          hint={t('search.reasonHint')}
          value={reason}
          onChange={setReason}
          error={fault}
          autoComplete="off"
          maxLength={200}
        />
        {act.error && fault === undefined ? <Failure error={act.error} /> : null}
        <Button type="submit" kind={danger ? 'danger' : 'primary'} isPending={act.isPending}>
          {confirm}
        </Button>
        <Button kind="second" onPress={onClose}>
          {t('search.cancel')}
        </Button>
      </form>
    </Dialog>
  );
}
