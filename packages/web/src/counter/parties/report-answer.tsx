import { answerReportedLook, type ReportedLookView } from '@suizheng/domain/contract/reported-looks.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';

/** What was found, and the answer that the holder reads. */
export function ReportAnswer({
  id,
  onAnswered,
}: {
  id: string;
  onAnswered: (view: ReportedLookView) => void;
}) {
  const { t } = useTranslation('parties');
  const text = useText();
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed' | null>(null);
  const [answer, setAnswer] = useState('');
  const [found, setFound] = useState<readonly Fault[]>([]);
  const send = useMutation({
    mutationFn: (chosen: 'upheld' | 'dismissed') =>
      call(answerReportedLook, { params: { id }, body: { outcome: chosen, answer } }),
    onSuccess: onAnswered,
  });
  useEndedSession(send.error);
  const faults = useMemo(() => (found.length > 0 ? found : serverFaults(send.error)), [found, send.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const own = { outcome: t('reports.needOutcome') };
    const wrong = schemaFaults(
      answerReportedLook.body!,
      { outcome: outcome ?? undefined, answer },
      text,
      own,
    );
    setFound(wrong);
    if (wrong.length === 0 && outcome !== null) send.mutate(outcome);
  };
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      {send.error && faults.length === 0 ? <Failure error={send.error} /> : null}
      <RadioChoice
        name="outcome"
        label={t('reports.outcome')}
        error={faultOf(faults, 'outcome')}
        value={outcome}
        onChange={setOutcome}
        options={[
          { id: 'upheld' as const, text: t('reports.upheld'), detail: t('reports.upheldDetail') },
          { id: 'dismissed' as const, text: t('reports.dismissed'), detail: t('reports.dismissedDetail') },
        ]}
      />
      <TextField
        name="answer"
        label={t('reports.answer')}
        value={answer}
        onChange={setAnswer}
        error={faultOf(faults, 'answer')}
        autoComplete="off"
        maxLength={500}
      />
      <Button type="submit" isPending={send.isPending}>
        {t('reports.send')}
      </Button>
    </form>
  );
}
