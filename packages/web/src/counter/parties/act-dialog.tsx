import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';

/** Asks for a reason of the list and a note, both read by the party, before a grave act. */
export function ActDialog({
  title,
  why,
  confirm,
  danger,
  reasons,
  onConfirm,
  onClose,
}: {
  title: string;
  why: string;
  confirm: string;
  danger: boolean;
  /** Empty where the note alone is asked for. */
  reasons: readonly { readonly id: string; readonly text: Text }[];
  /** Does it; what it throws is shown here. */
  onConfirm: (reason: string, note: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation('parties');
  const text = useText();
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<readonly ('reason' | 'note')[]>([]);
  const act = useMutation({ mutationFn: () => onConfirm(reason ?? '', note.trim()) });
  useEndedSession(act.error);
  const faults = serverFaults(act.error);
  const need = (field: 'reason' | 'note') =>
    missing.includes(field)
      ? text(FIELD_FAULTS[field === 'note' ? 'note.empty' : 'party-reason.missing'].reason)
      : faultOf(faults, field);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = [
      ...(reasons.length > 0 && reason === null ? (['reason'] as const) : []),
      ...(note.trim() === '' ? (['note'] as const) : []),
    ];
    setMissing(wrong);
    if (wrong.length === 0) act.mutate();
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <p>{why}</p>
      <form className="stack" onSubmit={submit} noValidate>
        {reasons.length > 0 ? (
          <RadioChoice
            name="reason"
            label={t('standing.reason')}
            error={need('reason')}
            value={reason}
            onChange={setReason}
            options={reasons.map(({ id, text: words }) => ({ id, text: text(words) }))}
          />
        ) : null}
        <TextField
          name="note"
          label={t('standing.note')}
          value={note}
          onChange={setNote}
          error={need('note')}
          autoComplete="off"
          maxLength={500}
        />
        {act.error && faults.length === 0 ? <Failure error={act.error} /> : null}
        <Button type="submit" kind={danger ? 'danger' : 'primary'} isPending={act.isPending}>
          {confirm}
        </Button>
        <Button kind="second" onPress={onClose}>
          {t('standing.cancel')}
        </Button>
      </form>
    </Dialog>
  );
}
