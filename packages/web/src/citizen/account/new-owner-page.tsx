import { type AccountView, claimNumber } from '@suizheng/domain/contract/account.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button, ButtonLink } from '../../shared/kit/button.tsx';
import { Card } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { PageShell } from '../../shared/kit/page-shell.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { clearSession } from '../../shared/session-value.ts';
import { emptyWallet } from '../wallet/store.ts';
import { SignedIn } from './signed-in.tsx';
import { ACCOUNT } from './use-account.ts';
import '../ladder/ladder.css';

const HERE = '/account/new-owner';
const STEPS = ['step1', 'step2', 'step3', 'step4'] as const;

/** A number that was given out anew: what happens to whom, before its next owner begins an account of their own (A10). */
export function NewOwnerPage() {
  const { t } = useTranslation('account');
  const { t: shared } = useTranslation();
  return (
    <PageShell title={t('title')} back={{ href: '/', label: shared('nav.home') }} lead={t('lead')}>
      <SignedIn alone>{(account) => <Answer account={account} />}</SignedIn>
    </PageShell>
  );
}

function Answer({ account }: { account: AccountView }) {
  const { t } = useTranslation('account');
  if (account.hiddenHolder) return <Ask />;
  const begun = account.claimed !== null;
  return (
    <>
      <Notice tone={begun ? 'good' : 'info'} title={t(begun ? 'begun' : 'nothing')}>
        <p>{t(begun ? 'begunNext' : 'nothingNext')}</p>
      </Notice>
      <ButtonLink href={begun ? '/register' : '/'}>{t(begun ? 'goOn' : 'home')}</ButtonLink>
    </>
  );
}

function Ask() {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const go = useGo();
  const act = useMutation({
    mutationFn: () => call(claimNumber, {}),
    onSuccess: async (account) => {
      // What this browser keeps is of the account that it leaves; one that keeps nothing has nothing to empty.
      await emptyWallet().catch(() => undefined);
      clearSession();
      queries.clear();
      queries.setQueryData(ACCOUNT, account);
      go('/register', { replace: true });
    },
  });
  // The code is too old; or it was done, and the answer with the new session got lost.
  const stale =
    act.error instanceof ApiProblem && ['fresh-proof-needed', 'not-signed-in'].includes(act.error.code);
  return (
    <>
      <Card title={t('what')}>
        <ol className="steps">
          {STEPS.map((step, order) => (
            <li key={step}>
              <span className="step-sign" aria-hidden="true">
                {order + 1}
              </span>
              <span>{t(step)}</span>
            </li>
          ))}
        </ol>
      </Card>
      <p>{t('until')}</p>
      <Notice tone="wait">
        <p>{t('honest')}</p>
      </Notice>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      {stale ? (
        <ButtonLink href={`/sign-in?next=${encodeURIComponent(HERE)}`}>{t('again')}</ButtonLink>
      ) : (
        <Button isPending={act.isPending} onPress={() => act.mutate()}>
          {t('go')}
        </Button>
      )}
      <ButtonLink kind="second" href="/face/account/me">
        {t('holder')}
      </ButtonLink>
    </>
  );
}
