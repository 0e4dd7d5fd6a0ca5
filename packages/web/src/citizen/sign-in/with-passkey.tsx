import { beginPasskeySignIn, signInWithPasskey } from '@suizheng/domain/contract/sign-in.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { Notice } from '../../shared/kit/notice.tsx';
import { askPasskey, hasPasskeys } from '../../shared/passkey/passkey.ts';
import { ACCOUNT } from '../account/use-account.ts';

/** Sign-in with a passkey, where the browser has them: nothing to type. */
export function WithPasskey({ next }: { next: string }) {
  const { t } = useTranslation('citizen');
  const queries = useQueryClient();
  const go = useGo();
  const [broken, setBroken] = useState(false);
  const act = useMutation({
    mutationFn: async () => {
      setBroken(false);
      const response = await askPasskey(await call(beginPasskeySignIn, {}));
      return response === null ? null : call(signInWithPasskey, { body: { response } });
    },
    onSuccess: (account) => {
      setBroken(account === null);
      if (account === null) return;
      queries.setQueryData(ACCOUNT, account);
      go(next, { replace: true });
    },
  });
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
