import { beginStaffSignIn, demoStaffSignIn, staffSignIn } from '@suizheng/domain/contract/staff.ts';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useSite } from '../../shared/api/site.ts';
import { serverFaults } from '../../shared/faults.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { askPasskey } from '../../shared/passkey/passkey.ts';
import { CounterShell } from '../counter-shell.tsx';
import { newStaffKey } from './staff-key.ts';
import { beginSession, isEnded, useStaffSession } from './staff-session.ts';

/** Sign-in of staff: the code of the second factor, then the passkey. In a sandbox the printed token will do. */
export function SignInPage() {
  const { t } = useTranslation('counter');
  const { why } = useStaffSession();
  const site = useSite();
  return (
    <CounterShell title={t('signIn.title')} back={null}>
      {why === 'ended' ? <Notice tone="wait" title={t('signIn.ended')} live /> : null}
      {why === 'locked' ? (
        <Notice tone="wait" title={t('signIn.locked')} live>
          <p>{t('signIn.lockedNext')}</p>
        </Notice>
      ) : null}
      <WithPasskey />
      {site?.mode === 'sandbox' ? <WithToken /> : null}
    </CounterShell>
  );
}

function WithPasskey() {
  const { t } = useTranslation('counter');
  const [code, setCode] = useState('');
  const [own, setOwn] = useState<string>();
  const enter = useMutation({
    mutationFn: async () => {
      const response = await askPasskey(await call(beginStaffSignIn, {}));
      if (response === null) {
        setOwn(t('signIn.noPasskey'));
        return;
      }
      await newStaffKey();
      await beginSession(await call(staffSignIn, { body: { code: code.trim(), response } }));
    },
    onError: () => setCode(''),
  });
  const words = own ?? serverFaults(enter.error)[0]?.text;
  const faults = useMemo(() => (words ? [{ field: 'staff-code', text: words }] : []), [words]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = /^\s*\d{6}\s*$/.test(code) ? undefined : t('signIn.codeEmpty');
    setOwn(wrong);
    if (wrong === undefined) enter.mutate();
  };
  return (
    <>
      <ErrorSummary faults={faults} />
      {enter.error && faults.length === 0 ? <Failure error={enter.error} /> : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="staff-code"
          label={t('signIn.code')}
          hint={t('signIn.codeHint')}
          value={code}
          onChange={setCode}
          error={words}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          spaced
        />
        <SlowNote isPending={enter.isPending} />
        <Button type="submit" isPending={enter.isPending}>
          {t('signIn.go')}
        </Button>
      </form>
      <p className="hint">{t('signIn.lost')}</p>
    </>
  );
}

function WithToken() {
  const { t } = useTranslation('counter');
  const [token, setToken] = useState('');
  const [empty, setEmpty] = useState<string>();
  const enter = useMutation({
    mutationFn: async (typed: string) => {
      await newStaffKey();
      await beginSession(await call(demoStaffSignIn, { body: { token: typed } }));
    },
  });
  const wrong = isEnded(enter.error);
  const words = empty ?? (wrong ? t('signIn.wrong') : undefined);
  const faults = useMemo(() => (words ? [{ field: 'staff-token', text: words }] : []), [words]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = token.trim();
    setEmpty(typed === '' ? t('signIn.empty') : undefined);
    if (typed !== '') enter.mutate(typed);
  };
  return (
    <section className="card stack">
      <h2>{t('signIn.demoTitle')}</h2>
      <ErrorSummary faults={faults} />
      {enter.error && !wrong ? <Failure error={enter.error} /> : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="staff-token"
          type="password"
          label={t('signIn.token')}
          hint={t('signIn.tokenHint')}
          value={token}
          onChange={setToken}
          error={words}
          autoComplete="off"
          autoCapitalize="none"
          lang="en"
        />
        <Button type="submit" kind="second" isPending={enter.isPending}>
          {t('signIn.demoGo')}
        </Button>
      </form>
    </section>
  );
}
