import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { clearSession, readSession, writeSession } from '../../shared/session-value.ts';

/** The officer's token, kept until the window closes; `ended`: the server no longer takes it. */
export type StaffSession = { readonly token: string | null; readonly ended: boolean };

const KEY = 'staff-token';
const listeners = new Set<() => void>();
let session: StaffSession = { token: readSession<string>(KEY) ?? null, ended: false };

function set(next: StaffSession): void {
  session = next;
  for (const listener of listeners) listener();
}

/** Keeps the token for this window. */
export function signIn(token: string): void {
  writeSession(KEY, token);
  set({ token, ended: false });
}

/** Forgets the token and everything typed. */
export function signOut(ended = false): void {
  clearSession();
  set({ token: null, ended });
}

/** The session as React state. */
export function useStaffSession(): StaffSession {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );
}

/** True when the server does not take the token. */
export function isEnded(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'not-signed-in';
}
