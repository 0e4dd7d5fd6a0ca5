import { type CaseView, decideCase } from '@suizheng/domain/contract/review.ts';
import {
  followsFrom,
  REVIEW_REASONS,
  type ReviewReasonCode,
  reviewReasonsFor,
} from '@suizheng/domain/policy/review-reasons.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { RadioChoice } from '../../shared/kit/radio-choice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** Accept, or refuse with reasons of the list: two keys and Enter decide a case. */
export function DecisionForm({ view, onDecided }: { view: CaseView; onDecided: () => void }) {
  const { t } = useTranslation('review');
  const text = useText();
  const form = useRef<HTMLFormElement>(null);
  const [outcome, setOutcome] = useState<'accept' | 'refuse' | null>(null);
  const [reasons, setReasons] = useState<readonly ReviewReasonCode[]>([]);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<'outcome' | 'reasons'>();
  // Counts the presses after which the focus belongs to the button that sends.
  const [ready, setReady] = useState(0);
  const codes = reviewReasonsFor(view.kind);
  const send = useMutation({
    mutationFn: (chosen: 'accept' | 'refuse') => {
      const words = note.trim() === '' ? {} : { note: note.trim() };
      const body =
        chosen === 'accept'
          ? { outcome: chosen, ...words }
          : { outcome: chosen, reasons: [...reasons], ...words };
      return call(decideCase, { params: { id: view.id }, body });
    },
    onSuccess: onDecided,
  });
  useEndedSession(send.error);
  useEffect(() => {
    if (ready > 0) form.current?.querySelector<HTMLButtonElement>('.decide-send button')?.focus();
  }, [ready]);
  const choose = (chosen: 'accept' | 'refuse') => {
    setOutcome(chosen);
    setFault(undefined);
  };
  const toggle = (code: ReviewReasonCode) => {
    choose('refuse');
    setReasons((was) => (was.includes(code) ? was.filter((one) => one !== code) : [...was, code]));
  };
  const boxes = () => [...(form.current?.querySelectorAll<HTMLInputElement>('.reasons input') ?? [])];
  const step = (by: number) => {
    choose('refuse');
    // The boxes are drawn with the outcome; the one with the focus is where the step begins.
    requestAnimationFrame(() => {
      const all = boxes();
      const from = all.indexOf(document.activeElement as HTMLInputElement);
      all[Math.min(all.length - 1, Math.max(0, from + by))]?.focus();
    });
  };
  const digits = Object.fromEntries(
    codes.slice(0, 9).map((code, n) => [
      String(n + 1),
      () => {
        toggle(code);
        setReady((count) => count + 1);
      },
    ]),
  );
  useShortcuts({
    ...digits,
    a: () => {
      choose('accept');
      setReady((count) => count + 1);
    },
    r: () => {
      if (reasons.length === 0) step(1);
      else {
        choose('refuse');
        setReady((count) => count + 1);
      }
    },
    j: () => step(1),
    k: () => step(-1),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing =
      outcome === null ? 'outcome' : outcome === 'refuse' && reasons.length === 0 ? 'reasons' : undefined;
    setFault(missing);
    if (missing === undefined && outcome !== null && !send.isPending) send.mutate(outcome);
  };
  return (
    <form className="card decide" ref={form} onSubmit={submit} noValidate>
      <RadioChoice
        name="outcome"
        label={t('decide.title')}
        error={fault === 'outcome' ? t('decide.needOutcome') : undefined}
        value={outcome}
        onChange={choose}
        options={[
          {
            id: 'accept' as const,
            text: t('decide.accept'),
            detail: t(view.kind === 'face' ? 'decide.acceptFace' : 'decide.acceptDocuments'),
          },
          { id: 'refuse' as const, text: t('decide.refuse') },
        ]}
      />
      {outcome === 'refuse' ? (
        <fieldset className="reasons">
          <legend>{t('decide.reasons')}</legend>
          {fault === 'reasons' ? <Notice tone="bad" title={t('decide.needReason')} live /> : null}
          {codes.map((code, n) => (
            <Checkbox
              key={code}
              name={code}
              isSelected={reasons.includes(code)}
              onChange={() => toggle(code)}
            >
              {n < 9 ? <kbd>{n + 1}</kbd> : null} {text(REVIEW_REASONS[code].reason)}{' '}
              <small className={`follows ${followsFrom(code)}`}>
                {t(`decide.follows.${REVIEW_REASONS[code].follows}`)}
              </small>
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
      <TextField
        name="note"
        label={t('decide.note')}
        value={note}
        onChange={setNote}
        autoComplete="off"
        maxLength={500}
      />
      {send.error ? <Failure error={send.error} /> : null}
      <SlowNote isPending={send.isPending} />
      <div className="decide-send">
        <Button type="submit" kind={outcome === 'refuse' ? 'danger' : 'primary'} isPending={send.isPending}>
          {t(outcome === 'refuse' ? 'decide.sendRefuse' : 'decide.sendAccept')}
        </Button>
      </div>
    </form>
  );
}
