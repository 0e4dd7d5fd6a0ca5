import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/kit/button.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { PartyFailure } from './signed-in.tsx';

/** Asks once more before something that cannot be undone; with `reason`, also why. */
export function ConfirmDialog({
  title,
  why,
  confirm,
  reason,
  onConfirm,
  onClose,
}: {
  title: string;
  why: string;
  confirm: string;
  /** The words around a reason, where one has to be given. */
  reason?: { readonly label: string; readonly hint: string; readonly missing: string };
  /** Does it; what it throws is shown here. */
  onConfirm: (reason: string) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation('portalParty');
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const act = useMutation({ mutationFn: onConfirm });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = reason !== undefined && typed.trim() === '';
    setMissing(empty);
    if (!empty) act.mutate(typed.trim());
  };
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <p>{why}</p>
      <form className="stack" onSubmit={submit} noValidate>
        {reason ? (
          <TextField
            name="reason"
            label={reason.label}
            hint={reason.hint}
            value={typed}
            onChange={setTyped}
            error={missing ? reason.missing : undefined}
            autoComplete="off"
            maxLength={200}
          />
        ) : null}
        <PartyFailure error={act.error} />
        <Button type="submit" kind="danger" isPending={act.isPending}>
          {confirm}
        </Button>
        <Button kind="second" onPress={onClose}>
          {t('cancel')}
        </Button>
      </form>
    </Dialog>
  );
}
