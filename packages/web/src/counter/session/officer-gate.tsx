import { readStaff, type StaffView } from '@suizheng/domain/contract/counter.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { createContext, useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { isEnded, signOut, useStaffSession } from './staff-session.ts';

type Officer = StaffView & { readonly token: string };

const OfficerContext = createContext<Officer | null>(null);

/** Lets officers in; everybody else sees the sign-in. */
export function OfficerGate() {
  const { token } = useStaffSession();
  const client = useQueryClient();
  useEffect(() => {
    if (token === null) client.clear();
  }, [token, client]);
  return token === null ? <SignInPage /> : <Officer token={token} />;
}

function Officer({ token }: { token: string }) {
  const { t } = useTranslation('counter');
  const { data, error, refetch } = useQuery({
    queryKey: ['staff', token],
    queryFn: ({ signal }) => call(readStaff, {}, { token, signal }),
  });
  const ended = isEnded(error);
  useEffect(() => {
    if (ended) signOut(true);
  }, [ended]);
  if (data) {
    return (
      <OfficerContext value={{ ...data, token }}>
        <Outlet />
      </OfficerContext>
    );
  }
  return (
    <CounterShell title={t('start.title')} back={null}>
      {error && !ended ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton />}
    </CounterShell>
  );
}

/** The officer who is signed in. */
export function useOfficer(): Officer {
  const officer = useContext(OfficerContext);
  if (!officer) throw new Error('nobody is signed in here');
  return officer;
}
