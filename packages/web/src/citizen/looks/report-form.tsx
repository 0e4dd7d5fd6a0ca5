import { reportLook } from '@suizheng/domain/contract/looks.ts';
import {
  LOOK_REPORT_REASON_IDS,
  LOOK_REPORT_REASONS,
  type LookReportReason,
  lookReportPolicy,
} from '@suizheng/domain/policy/look-reports.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { LOOKS } from './use-history.ts';

/** What is wrong with a check, in a choice and a few words; the same fault words at the field and above. */
export function ReportForm({ evidenceId, onCancel }: { evidenceId: string; onCancel: () => void }) {
  const { t } = useTranslation('looks');
  const text = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState<LookReportReason | null>(null);
  const [note, setNote] = useState('');
  const key = useMemo(() => crypto.randomUUID(), []);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const send = useMutation({
    mutationFn: () => {
      // The server names what is missing, in the same words as everywhere.
      const body = { reason: reason as LookReportReason, note: note.trim() === '' ? null : note.trim() };
      return call(reportLook, { params: { evidenceId }, body }, { idempotencyKey: `${key}-${reason}` });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: LOOKS }),
  });
  const refused = send.error instanceof ApiProblem ? send.error.fields() : [];
  const faults = refused.map(({ field, reason: why, next }) => ({ field, text: `${why} ${next}` }));
  const faultOf = (field: string) => faults.find((one) => one.field === field)?.text;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <h2 ref={heading} tabIndex={-1}>
        {t('report.title')}
      </h2>
      <p>{t('report.lead')}</p>
      <ErrorSummary faults={faults} />
      <RadioChoice
        name="reason"
        label={t('report.reason')}
        options={LOOK_REPORT_REASON_IDS.map((id) => ({ id, text: text(LOOK_REPORT_REASONS[id].text) }))}
        value={reason}
        onChange={setReason}
        error={faultOf('reason')}
      />
      <TextField
        className="field"
        id="note"
        name="note"
        value={note}
        onChange={setNote}
        maxLength={lookReportPolicy.longestNote}
        isInvalid={faultOf('note') !== undefined}
        validationBehavior="aria"
      >
        <Label>{reason === 'other' ? t('report.noteNeeded') : t('report.note')}</Label>
        <Text slot="description" className="hint">
          {t('report.noteHint')}
        </Text>
        {faultOf('note') ? <p className="field-error">{faultOf('note')}</p> : null}
        <TextArea className="input area" rows={4} />
      </TextField>
      {send.error && faults.length === 0 ? <Failure error={send.error} /> : null}
      <Button type="submit" isPending={send.isPending}>
        {t('report.send')}
      </Button>
      <Button kind="second" onPress={onCancel}>
        {t('report.cancel')}
      </Button>
    </form>
  );
}
