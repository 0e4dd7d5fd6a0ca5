import { readStaff } from '@suizheng/domain/contract/counter.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { isEnded, signIn, useStaffSession } from './staff-session.ts';

/** Sign-in with the staff token; the shift's real sign-in comes with the officers' accounts. */
export function SignInPage() {
  const { t } = useTranslation('counter');
  const { ended } = useStaffSession();
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const [fault, setFault] = useState<string>();
  const enter = useMutation({
    mutationFn: (typed: string) => call(readStaff, {}, { token: typed }),
    onSuccess: (staff, typed) => {
      client.setQueryData(['staff', typed], staff);
      signIn(typed);
    },
  });
  const wrong = isEnded(enter.error);
  const words = fault ?? (wrong ? t('signIn.wrong') : undefined);
  const faults = useMemo(() => (words ? [{ field: 'staff-token', text: words }] : []), [words]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = token.trim();
    setFault(typed === '' ? t('signIn.empty') : undefined);
    if (typed !== '') enter.mutate(typed);
  };
  return (
    <CounterShell title={t('signIn.title')} back={null}>
      <ErrorSummary faults={faults} />
      {ended && !enter.error ? <Notice tone="wait" title={t('signIn.ended')} live /> : null}
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
        <Button type="submit" isPending={enter.isPending}>
          {t('signIn.go')}
        </Button>
      </form>
    </CounterShell>
  );
}
