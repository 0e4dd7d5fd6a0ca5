import { useEffect } from 'react';
import { isEnded, signOut } from './staff-session.ts';

/** Leads back to the sign-in when a call was refused because the session no longer works. */
export function useEndedSession(error: unknown): void {
  useEffect(() => {
    if (isEnded(error)) signOut(true);
  }, [error]);
}
