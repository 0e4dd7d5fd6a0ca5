import { requestSmsCode } from '@suizheng/domain/contract/account.ts';
import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { Button } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { checkFields, faultOf } from '../apply/check-fields.ts';
import { readSignIn, safeNext, writeSignIn } from './sign-in-state.ts';
import { WithPasskey } from './with-passkey.tsx';

/** Sign-in, first question: the mobile number. An unknown one becomes a new account. */
export function SignInMobile() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  const go = useGo();
  const next = safeNext(useSearch({ strict: false, select: (search: { next?: unknown }) => search.next }));
  const [mobile, setMobile] = useState(readSignIn()?.mobile ?? '');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [offered, setOffered] = useState(false);
  const act = useMutation({
    mutationFn: () => call(requestSmsCode, { body: { mobile } }),
    onSuccess: ({ resendAfter }) => {
      writeSignIn({ mobile, next, resendAt: Date.parse(resendAfter) });
      go('/sign-in/code');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkFields(requestSmsCode.body!, { mobile }, ['mobile'], text);
    setFaults(found);
    if (found.length === 0) act.mutate();
  };
  return (
    <PageShell
      title={t('signIn.mobileTitle')}
      back={{ href: '/', label: shared('nav.home') }}
      lead={t('signIn.why')}
    >
      <ErrorSummary faults={faults} />
      <WithPasskey next={next} onOffered={() => setOffered(true)} />
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="mobile"
          label={t('signIn.mobile')}
          hint={t('signIn.mobileHint')}
          value={mobile}
          onChange={setMobile}
          error={faultOf(faults, 'mobile')}
          type="tel"
          inputMode="tel"
          autoComplete={offered ? 'tel-national webauthn' : 'tel-national'}
          spaced
        />
        {act.error ? <Failure error={act.error} /> : null}
        <SlowNote isPending={act.isPending} />
        <Button type="submit" isPending={act.isPending}>
          {t('signIn.send')}
        </Button>
      </form>
      <p className="hint">{t('signIn.terms')}</p>
    </PageShell>
  );
}
