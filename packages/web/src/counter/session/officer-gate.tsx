import { readStaff, type StaffView } from '@suizheng/domain/contract/counter.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { createContext, useContext, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/call.ts';
import { Failure } from '../../shared/kit/failure.tsx';
import { Skeleton } from '../../shared/kit/skeleton.tsx';
import { CounterShell } from '../counter-shell.tsx';
import { STAFF_PATHS } from './paths.ts';
import { SignInPage } from './sign-in-page.tsx';
import { isEnded, noteOfficer, signOut, useStaffSession } from './staff-session.ts';
import { useIdleLock } from './use-idle-lock.ts';

const OfficerContext = createContext<StaffView | null>(null);

/** Lets officers in; everybody else sees the sign-in. An enrolment link opens for whoever holds it. */
export function OfficerGate() {
  const { state } = useStaffSession();
  const { pathname } = useLocation();
  if (pathname === STAFF_PATHS.enrol) return <Outlet />;
  if (state === 'out') return <SignInPage />;
  return state === 'in' ? <Officer /> : <Waiting />;
}

function Officer() {
  const { data, error, refetch } = useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => call(readStaff, {}, { signal }),
  });
  const ended = isEnded(error);
  const client = useQueryClient();
  useIdleLock();
  // What one officer saw is gone before the next one comes.
  useEffect(() => () => client.clear(), [client]);
  useEffect(() => {
    if (ended) signOut(true);
  }, [ended]);
  useEffect(() => {
    if (data) noteOfficer(data);
  }, [data]);
  if (data) {
    return (
      <OfficerContext value={data}>
        <Outlet />
      </OfficerContext>
    );
  }
  return <Waiting error={ended ? null : error} onRetry={() => void refetch()} />;
}

function Waiting({ error, onRetry }: { error?: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('counter');
  return (
    <CounterShell title={t('start.title')} back={null}>
      {error ? <Failure error={error} onRetry={onRetry} /> : <Skeleton />}
    </CounterShell>
  );
}

/** The officer who is signed in. */
export function useOfficer(): StaffView {
  const officer = useContext(OfficerContext);
  if (!officer) throw new Error('nobody is signed in here');
  return officer;
}
