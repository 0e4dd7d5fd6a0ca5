import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { beginPasskeySignIn, signInWithPasskey } from '@suizheng/domain/contract/sign-in.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { askPasskey, hasPasskeys } from '../../shared/passkey/passkey.ts';
import { ACCOUNT } from '../account/use-account.ts';

/**
 * Sign-in with a passkey, where the browser has them: nothing to type. Browsers that can also offer them at the mobile
 * number's field, which `onOffered` hears of; pressing the button, or leaving the page, takes that offer back.
 */
export function WithPasskey({ next, onOffered }: { next: string; onOffered: () => void }) {
  const { t } = useTranslation('citizen');
  const queries = useQueryClient();
  const go = useGo();
  const [broken, setBroken] = useState(false);
  const enter = (account: AccountView) => {
    queries.setQueryData(ACCOUNT, account);
    go(next, { replace: true });
  };
  const act = useMutation({
    mutationFn: async () => {
      setBroken(false);
      const response = await askPasskey(await call(beginPasskeySignIn, {}));
      return response === null ? null : call(signInWithPasskey, { body: { response } });
    },
    onSuccess: (account) => {
      setBroken(account === null);
      if (account !== null) enter(account);
    },
  });
  const entered = useEffectEvent(enter);
  const offered = useEffectEvent(onOffered);
  // While the button asks, nothing is offered beside it.
  const asks = act.isPending;
  useEffect(() => {
    if (!hasPasskeys() || asks) return;
    const leaving = new AbortController();
    const { signal } = leaving;
    import('./offer-passkey.ts')
      .then(({ offerPasskey }) => offerPasskey(signal, offered))
      .then((account) => {
        if (account !== null && !signal.aborted) entered(account);
      })
      .catch(() => {
        if (!signal.aborted) setBroken(true);
      });
    return () => leaving.abort();
  }, [asks]);
  if (!hasPasskeys()) return null;
  // A passkey that this account does not know (any more) is told like one that was not used: by text message it works.
  const unknown = act.error instanceof ApiProblem && act.error.code === 'validation-failed';
  return (
    <div className="stack">
      {broken || unknown ? <Notice tone="bad" title={t('signIn.noPasskey')} live /> : null}
      {act.error && !unknown ? <Failure error={act.error} /> : null}
      <Button kind="second" isPending={act.isPending} onPress={() => act.mutate()}>
        {t('signIn.passkey')}
      </Button>
      <p className="hint">{t('signIn.bySms')}</p>
    </div>
  );
}
