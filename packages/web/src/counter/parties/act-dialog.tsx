import { FIELD_FAULTS } from '@suizheng/domain/errors/field-faults.ts';
import type { Text } from '@suizheng/domain/text/locale.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
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
  more,
  onConfirm,
  onClose,
}: {
  title: string;
  why: string;
  confirm: string;
  danger: boolean;
  /** Empty where the note alone is asked for. */
  reasons: readonly { readonly id: string; readonly text: Text }[];
  /** What else is asked for: its fields, and what of them is wrong before anything is sent. */
  more?: {
    readonly fields: (faults: readonly Fault[]) => ReactNode;
    readonly check: () => readonly Fault[];
  };
  /** Does it; what it throws is shown here. */
  onConfirm: (reason: string, note: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation('parties');
  const text = useText();
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [found, setFound] = useState<readonly Fault[]>([]);
  const act = useMutation({ mutationFn: () => onConfirm(reason ?? '', note.trim()) });
  useEndedSession(act.error);
  const faults = useMemo(() => (found.length > 0 ? found : serverFaults(act.error)), [found, act.error]);
  const missing = (field: string, code: 'party-reason.missing' | 'note.empty'): Fault => ({
    field,
    text: text(FIELD_FAULTS[code].reason),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = [
      ...(more?.check() ?? []),
      ...(reasons.length > 0 && reason === null ? [missing('reason', 'party-reason.missing')] : []),
      ...(note.trim() === '' ? [missing('note', 'note.empty')] : []),
    ];
    setFound(wrong);
    if (wrong.length === 0) act.mutate();
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <p>{why}</p>
      <form className="stack" onSubmit={submit} noValidate>
        {more ? <ErrorSummary faults={faults} /> : null}
        {more?.fields(faults)}
        {reasons.length > 0 ? (
          <RadioChoice
            name="reason"
            label={t('standing.reason')}
            error={faultOf(faults, 'reason')}
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
          error={faultOf(faults, 'note')}
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
