import { escalateCase } from '@suizheng/domain/contract/review.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Dialog } from '../../shared/kit/dialog.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';

/** Asks what the approver should look at, and hands the case on. */
export function HandOnDialog({
  caseId,
  onDone,
  onClose,
}: {
  caseId: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('review');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const hand = useMutation({
    mutationFn: (words: string) => call(escalateCase, { params: { id: caseId }, body: { note: words } }),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = note.trim();
    setMissing(words === '');
    if (words !== '') hand.mutate(words);
  };
  return (
    <Dialog title={t('decide.handOnTitle')} isOpen onClose={onClose}>
      <p>{t('decide.handOnWhy')}</p>
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="hand-on-note"
          label={t('decide.handOnNote')}
          value={note}
          onChange={setNote}
          error={missing ? t('decide.needNote') : undefined}
          autoComplete="off"
          maxLength={500}
        />
        {hand.error ? <Failure error={hand.error} /> : null}
        <Button type="submit" isPending={hand.isPending}>
          {t('decide.handOn')}
        </Button>
        <Button kind="second" onPress={onClose}>
          {t('decide.cancel')}
        </Button>
      </form>
    </Dialog>
  );
}
