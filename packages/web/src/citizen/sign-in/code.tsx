import { requestSmsCode, signIn } from '@suizheng/domain/contract/account.ts';
import { maskMobile } from '@suizheng/domain/identifiers/mobile.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useSite } from '../../shared/api/site.ts';
import { useGo } from '../../shared/go.ts';
import { useText } from '../../shared/i18n/i18n.ts';
import { joinSentences } from '../../shared/i18n/join.ts';
import { Button, TextLink } from '../../shared/kit/button.tsx';
import { ErrorSummary, type Fault } from '../../shared/kit/error-summary.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { TextField } from '../../shared/kit/text-field.tsx';
import { ACCOUNT } from '../account/use-account.ts';
import { checkFields, faultOf } from '../apply/check-fields.ts';
import { readSignIn, writeSignIn } from './sign-in-state.ts';
import { useCountdown } from './use-countdown.ts';

/** Sign-in, second question: the six digits of the text message. */
export function SignInCode() {
  const { t } = useTranslation('citizen');
  const { t: shared } = useTranslation();
  const text = useText();
  const go = useGo();
  const site = useSite();
  const queries = useQueryClient();
  const [state, setState] = useState(readSignIn);
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const missing = state === undefined;
  useEffect(() => {
    if (missing) go('/sign-in', { replace: true });
  }, [missing, go]);
  const act = useMutation({
    mutationFn: () => call(signIn, { body: { mobile: state?.mobile ?? '', code } }),
    onSuccess: (account) => {
      queries.setQueryData(ACCOUNT, account);
      writeSignIn(undefined);
      go(state?.next ?? '/', { replace: true });
    },
    onError: (error) => {
      if (error instanceof ApiProblem)
        setFaults(
          error.fields().map(({ reason, next }) => ({ field: 'code', text: joinSentences(reason, next) })),
        );
    },
  });
  if (!state) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkFields(signIn.body!, { mobile: state.mobile, code }, ['code'], text);
    setFaults(found);
    if (found.length === 0) act.mutate();
  };
  return (
    <PageShell
      title={t('signIn.codeTitle')}
      back={{ href: `/sign-in?next=${encodeURIComponent(state.next)}`, label: shared('nav.back') }}
      lead={t('signIn.sentTo', { mobile: maskMobile(state.mobile) })}
    >
      <ErrorSummary faults={faults} />
      {site?.smsInbox ? (
        <Notice tone="wait" title={t('signIn.sandboxTitle')}>
          <TextLink href={site.smsInbox} target="_blank">
            {t('signIn.sandboxInbox')}
          </TextLink>
        </Notice>
      ) : null}
      <form className="stack" onSubmit={submit} noValidate>
        <TextField
          name="code"
          label={t('signIn.code')}
          hint={t('signIn.codeHint')}
          value={code}
          onChange={setCode}
          error={faultOf(faults, 'code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          spaced
        />
        {act.error && faults.length === 0 ? <Failure error={act.error} /> : null}
        <SlowNote isPending={act.isPending} />
        <Button type="submit" isPending={act.isPending}>
          {t('signIn.enter')}
        </Button>
      </form>
      <Resend
        mobile={state.mobile}
        resendAt={state.resendAt}
        onSent={(resendAt) => {
          const next = { ...state, resendAt };
          writeSignIn(next);
          setState(next);
        }}
      />
    </PageShell>
  );
}

function Resend({
  mobile,
  resendAt,
  onSent,
}: {
  mobile: string;
  resendAt: number;
  onSent: (at: number) => void;
}) {
  const { t } = useTranslation('citizen');
  const seconds = useCountdown(resendAt);
  const act = useMutation({
    mutationFn: () => call(requestSmsCode, { body: { mobile } }),
    onSuccess: ({ resendAfter }) => onSent(Date.parse(resendAfter)),
  });
  if (act.error) return <Failure error={act.error} onRetry={() => act.mutate()} />;
  if (seconds > 0) return <p className="hint nums">{t('signIn.resendIn', { seconds })}</p>;
  return (
    <Button kind="quiet" isPending={act.isPending} onPress={() => act.mutate()}>
      {t('signIn.resend')}
    </Button>
  );
}
