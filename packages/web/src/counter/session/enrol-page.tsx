import {
  addStaffPasskey,
  completeStaffEnrolment,
  openStaffEnrolment,
  type StaffEnrolmentView,
} from '@suizheng/domain/contract/staff.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { serverFaults } from '../../shared/faults.ts';
import { useGo } from '../../shared/go.ts';
import { dayAndTime } from '../../shared/i18n/format.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Facts } from '../../shared/kit/card.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { makePasskey } from '../../shared/passkey/passkey.ts';
import { usePreferences } from '../../shared/preferences/preferences.ts';
import { CounterShell, PATHS } from '../counter-shell.tsx';
import { OtpauthQr } from './otpauth-qr.tsx';
import { useRoleNames } from './role-names.ts';

/** An enrolment link: who it is for, then the passkey, then the second factor, confirmed with one code. */
export function EnrolPage() {
  const { t } = useTranslation('staff');
  // Behind the #: neither server nor log ever saw it. Kept in memory, gone from the address at once.
  const [link] = useState(() => {
    const secret = window.location.hash.slice(1);
    window.history.replaceState(window.history.state, '', window.location.pathname);
    return secret;
  });
  const [step, setStep] = useState<'passkey' | 'code' | 'done'>('passkey');
  const { data, error, refetch } = useQuery({
    queryKey: ['enrolment'],
    queryFn: ({ signal }) => call(openStaffEnrolment, { body: { link } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const dead = error instanceof ApiProblem && error.code === 'validation-failed';
  if (step === 'done') return <Done />;
  return (
    <CounterShell title={t(`enrol.${step}Title`)} back={null}>
      {dead ? (
        <Notice tone="bad" title={t('enrol.deadTitle')} live>
          <p>{t('enrol.deadNext')}</p>
        </Notice>
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton />
      ) : step === 'passkey' ? (
        <PasskeyStep link={link} enrolment={data} onDone={() => setStep('code')} onAgain={refetch} />
      ) : (
        <CodeStep link={link} enrolment={data} onDone={() => setStep('done')} />
      )}
    </CounterShell>
  );
}

function PasskeyStep({
  link,
  enrolment,
  onDone,
  onAgain,
}: {
  link: string;
  enrolment: StaffEnrolmentView;
  onDone: () => void;
  /** Each try needs a challenge of its own. */
  onAgain: () => Promise<unknown>;
}) {
  const { t } = useTranslation('staff');
  const { locale } = usePreferences();
  const names = useRoleNames();
  const { staff, expiresAt } = enrolment;
  const [broken, setBroken] = useState(false);
  const make = useMutation({
    mutationFn: async () => {
      const response = await makePasskey(enrolment.passkey);
      setBroken(response === null);
      if (response === null) return;
      await call(addStaffPasskey, { body: { link, response } });
      onDone();
    },
    onError: () => void onAgain(),
  });
  return (
    <>
      <Facts
        rows={[
          [t('name'), staff.name],
          [t('counter'), staff.counter],
          [t('roles'), names(staff.roles)],
          [t('enrol.until'), dayAndTime(locale, expiresAt)],
        ]}
      />
      <p>{t('enrol.passkeyWhy')}</p>
      {broken ? <Notice tone="bad" title={t('enrol.passkeyBroken')} live /> : null}
      {make.error ? <Failure error={make.error} /> : null}
      <Button isPending={make.isPending} onPress={() => make.mutate()}>
        {t('enrol.passkeyGo')}
      </Button>
    </>
  );
}

function CodeStep({
  link,
  enrolment,
  onDone,
}: {
  link: string;
  enrolment: StaffEnrolmentView;
  onDone: () => void;
}) {
  const { t } = useTranslation('staff');
  const [code, setCode] = useState('');
  const [own, setOwn] = useState<string>();
  const confirm = useMutation({
    mutationFn: () => call(completeStaffEnrolment, { body: { link, code: code.trim() } }),
    onSuccess: onDone,
  });
  const words = own ?? serverFaults(confirm.error)[0]?.text;
  const faults = useMemo(() => (words ? [{ field: 'code', text: words }] : []), [words]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = /^\s*\d{6}\s*$/.test(code) ? undefined : t('enrol.codeEmpty');
    setOwn(wrong);
    if (wrong === undefined) confirm.mutate();
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      <p>{t('enrol.codeWhy')}</p>
      <OtpauthQr uri={enrolment.otpauth} label={t('enrol.qr')} />
      <p className="hint">{t('enrol.byHand')}</p>
      <p className="counter-secret" lang="en">
        {enrolment.secret.match(/.{1,4}/g)?.join(' ')}
      </p>
      {confirm.error && faults.length === 0 ? <Failure error={confirm.error} /> : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="code"
          label={t('enrol.code')}
          hint={t('enrol.codeHint')}
          value={code}
          onChange={setCode}
          error={words}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          spaced
        />
        <Button type="submit" isPending={confirm.isPending}>
          {t('enrol.codeGo')}
        </Button>
      </form>
    </>
  );
}

function Done() {
  const { t } = useTranslation('staff');
  const go = useGo();
  return (
    <CounterShell title={t('enrol.doneTitle')} lead={t('enrol.doneLead')} back={null}>
      <Button onPress={() => go(PATHS.home, { replace: true })}>{t('enrol.toSignIn')}</Button>
    </CounterShell>
  );
}
