import { sendVisitCode, type VisitView } from '@suizheng/domain/contract/people.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { faultOf, schemaFaults, serverFaults } from '../../shared/faults.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Checkbox } from '../../shared/kit/checkbox.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { useEndedSession } from '../session/use-ended-session.ts';
import { useDesk } from './desk.ts';
import { PEOPLE_PATHS } from './paths.ts';
import { useActKey } from './use-act-key.ts';

type Proven = { readonly mobile: string; readonly code: string; readonly newOwner?: true };
const CODE = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, { error: 'code.format' }),
});

/** The mobile that the person says is theirs: a code goes there, they read it out, and the act is done with it. */
export function MobileProof({
  visit,
  lead,
  confirm,
  done,
  doneNext,
  send,
  onDone,
}: {
  visit: VisitView;
  lead: string;
  confirm: string;
  done: string;
  doneNext: string;
  send: (proven: Proven, idempotencyKey: string) => Promise<VisitView>;
  onDone: (visit: VisitView) => void;
}) {
  const { t } = useTranslation('people');
  const text = useText();
  const { desk, change } = useDesk();
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const [found, setFound] = useState<readonly Fault[]>([]);
  // Asked only once it has turned out to be another person's: two who share a number are not led to it.
  const [isAnothers, setAnothers] = useState(false);
  const [newOwner, setNewOwner] = useState(false);
  const proven: Proven = { mobile: desk.mobile, code, ...(newOwner ? { newOwner } : {}) };
  const key = useActKey(proven);
  const ask = useMutation({
    mutationFn: () => call(sendVisitCode, { params: { id: visit.id }, body: { mobile: desk.mobile } }),
    onSuccess: () => setSent(true),
  });
  const act = useMutation({
    mutationFn: () => send(proven, key),
    onSuccess: (answer) => {
      change({ mobile: '' });
      onDone(answer);
    },
    onError: (error) => {
      if (
        error instanceof ApiProblem &&
        error.problem?.errors?.some(({ code: fault }) => fault === 'mobile.of-another')
      )
        setAnothers(true);
    },
  });
  useEndedSession(ask.error ?? act.error);
  const faults = useMemo(
    () => (found.length > 0 ? found : serverFaults(act.error ?? ask.error)),
    [found, act.error, ask.error],
  );
  if (act.isSuccess) {
    return (
      <>
        <Notice tone="good" title={done} live>
          <p>{doneNext}</p>
        </Notice>
        <ButtonLink href={PEOPLE_PATHS.visit}>{t('mobile.back')}</ButtonLink>
      </>
    );
  }
  const request = () => {
    const wrong = schemaFaults(sendVisitCode.body!, { mobile: desk.mobile }, text, {});
    setFound(wrong);
    act.reset();
    if (wrong.length === 0) ask.mutate();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sent) {
      request();
      return;
    }
    ask.reset();
    const wrong = schemaFaults(CODE, { code }, text, {});
    setFound(wrong);
    if (wrong.length === 0) act.mutate();
  };
  const error = act.error ?? ask.error;
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorSummary faults={faults} />
      <p>{lead}</p>
      <TextField
        name="mobile"
        label={t('mobile.label')}
        hint={t('mobile.hint')}
        value={desk.mobile}
        onChange={(mobile) => {
          change({ mobile });
          // Another mobile needs a code of its own.
          setSent(false);
          setAnothers(false);
          setNewOwner(false);
          ask.reset();
          act.reset();
        }}
        error={faultOf(faults, 'mobile')}
        type="tel"
        inputMode="tel"
        autoComplete="off"
        spaced
      />
      {sent ? (
        <>
          <Notice
            tone="info"
            title={t('mobile.sent', { mobile: maskMobile(desk.mobile.replaceAll(/\D/g, '')) })}
            live
          >
            <p>{t('mobile.readOut')}</p>
          </Notice>
          <TextField
            name="code"
            label={t('mobile.code')}
            value={code}
            onChange={setCode}
            error={faultOf(faults, 'code')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            spaced
          />
        </>
      ) : null}
      {isAnothers ? (
        <Checkbox name="newOwner" isSelected={newOwner} onChange={setNewOwner}>
          <b>{t('mobile.newOwner')}</b>
          <br />
          <span className="hint">{t('mobile.newOwnerHint')}</span>
        </Checkbox>
      ) : null}
      {error && faults.length === 0 ? <Failure error={error} /> : null}
      <SlowNote isPending={ask.isPending || act.isPending} />
      <Button type="submit" isPending={ask.isPending || act.isPending}>
        {sent ? confirm : t('mobile.send')}
      </Button>
      {sent ? (
        <Button kind="quiet" onPress={request} isPending={ask.isPending}>
          {t('mobile.resend')}
        </Button>
      ) : null}
    </form>
  );
}
