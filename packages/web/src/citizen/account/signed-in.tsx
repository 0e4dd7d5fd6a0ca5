import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useGo } from '../../shared/go.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { ConfirmYourself } from './confirm-yourself.tsx';
import { useAccount } from './use-account.ts';

/**
 * Shows its contents to a signed-in person; anyone else signs in first and comes back here. A session that sees no
 * person hears so, where there is one to see; `alone` around a whole screen, which has no room for that above it.
 */
export function SignedIn({
  children,
  alone = false,
}: {
  children: (account: AccountView) => ReactNode;
  alone?: boolean;
}) {
  const { data: account, error, isPending, refetch } = useAccount();
  // The address at mounting: while the way to the sign-in is under way it already is another one.
  const { href } = useLocation();
  const [wanted] = useState(href);
  const go = useGo();
  const absent = account === null;
  useEffect(() => {
    if (absent) go(`/sign-in?next=${encodeURIComponent(wanted)}`, { replace: true });
  }, [absent, go, wanted]);
  if (account) {
    return (
      <>
        {account.sees === 'masked' && !alone ? <ConfirmYourself account={account} /> : null}
        {children(account)}
      </>
    );
  }
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return isPending || absent ? <Skeleton /> : null;
}
