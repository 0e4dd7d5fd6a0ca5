import { type AccountView, signOut } from '@suizheng/domain/contract/account.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { useGo } from '../../shared/go.ts';
import { Button } from '../../shared/kit/button.tsx';
import { Facts } from '../../shared/kit/card.tsx';
import { Failure } from '../../shared/kit/failure.tsx';
import { SlowNote } from '../../shared/kit/skeleton.tsx';
import { clearSession } from '../../shared/session-value.ts';
import { emptyWallet } from '../wallet/store.ts';

/** Who is signed in, and the way out: the wallet of this phone is emptied first, whether or not the server answers. */
export function SignOut({ account }: { account: AccountView }) {
  const { t } = useTranslation('citizen');
  const queries = useQueryClient();
  const go = useGo();
  const act = useMutation({
    mutationFn: async () => {
      await emptyWallet();
      clearSession();
      await call(signOut, {});
    },
    onSuccess: () => {
      queries.clear();
      go('/', { replace: true });
    },
  });
  return (
    <section className="card">
      <h2>{t('settings.account')}</h2>
      <Facts
        rows={[
          [
            t('settings.mobile'),
            <span key="mobile" className="nums">
              {account.mobile ?? '–'}
            </span>,
          ],
          [t('settings.level'), t(`settings.levels.${account.level}`)],
        ]}
      />
      <p className="hint">{t('settings.signOutHint')}</p>
      {act.error ? <Failure error={act.error} /> : null}
      <SlowNote isPending={act.isPending} />
      <Button kind="second" isPending={act.isPending} onPress={() => act.mutate()}>
        {t('settings.signOut')}
      </Button>
    </section>
  );
}
