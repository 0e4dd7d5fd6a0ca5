import { readAccount } from '@suizheng/domain/contract/account.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { PortalShell } from '../portal-shell.tsx';

/** Shows its contents to who is signed in; everybody else is led to the sign-in and comes back here. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { t } = useTranslation('portalParty');
  const { data, error, refetch } = useQuery({
    queryKey: ['account'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      try {
        return await call(readAccount, {}, { signal });
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.code === 'not-signed-in') return null;
        throw problem;
      }
    },
  });
  if (data) return children;
  return (
    <PortalShell title={t('title')} lead={data === null ? t('signIn.lead') : undefined}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? <Skeleton /> : null}
      {data === null ? (
        <div className="portal-acts">
          <SignInLink>{t('signIn.act')}</SignInLink>
        </div>
      ) : null}
    </PortalShell>
  );
}

/** To the sign-in of the citizen app, which is another document; it leads back to the page one is on. */
function SignInLink({ children }: { children: ReactNode }) {
  return (
    <a className="btn primary" href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}>
      <span>{children}</span>
    </a>
  );
}

/** A refusal; below the level that is needed, with the way to a higher one. */
export function PartyFailure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('portalParty');
  if (!error) return null;
  const code = error instanceof ApiProblem ? error.code : '';
  return (
    <>
      <Failure error={error} onRetry={onRetry} />
      {code === 'level-needed' || code === 'confirm-yourself' ? (
        <div className="portal-acts">
          <a className="btn second" href="/level">
            <span>{t('level')}</span>
          </a>
        </div>
      ) : null}
      {code === 'not-signed-in' ? (
        <div className="portal-acts">
          <SignInLink>{t('signIn.act')}</SignInLink>
        </div>
      ) : null}
    </>
  );
}
