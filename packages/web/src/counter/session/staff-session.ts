import type { StaffView } from '@suizheng/domain/contract/counter.ts';
import { endStaffSession, type StaffSessionView } from '@suizheng/domain/contract/staff.ts';
import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { clearSession, readSession, writeSession } from '../../shared/session-value.ts';
import { bindStaffKey, forgetStaffKey, hasStaffKey } from './staff-key.ts';

/** Whether somebody is signed in on this browser, as far as it knows, and why the last session ended. */
export type StaffSession = {
  readonly state: 'asking' | 'in' | 'out';
  readonly why: 'ended' | 'locked' | null;
};

/** Who typed what is kept over an ended session: another officer must not find it. */
const OFFICER = 'officer';
const IDLE = 'staff-idle-ms';
const listeners = new Set<() => void>();
let session: StaffSession = { state: 'asking', why: null };

function set(next: StaffSession): void {
  session = next;
  for (const listener of listeners) listener();
}

void hasStaffKey().then(
  (has) => set({ state: has ? 'in' : 'out', why: null }),
  () => set({ state: 'out', why: null }),
);

/** Takes a new session in; what another officer had typed is forgotten. */
export async function beginSession({ staff, ath, idleMs }: StaffSessionView): Promise<void> {
  await bindStaffKey(ath);
  noteOfficer(staff);
  writeSession(IDLE, idleMs);
  set({ state: 'in', why: null });
}

/** Notes who is signed in in this window. */
export function noteOfficer({ id }: Pick<StaffView, 'id'>): void {
  const before = readSession<string>(OFFICER);
  if (before !== undefined && before !== id) clearSession();
  writeSession(OFFICER, id);
}

/** Milliseconds without a touch after which the desk locks itself; the server counts too. */
export function idleMs(): number {
  return readSession<number>(IDLE) ?? 15 * 60_000;
}

/** Leaves: the session ends here and at the server. Locked or ended by itself, what was typed waits for the same officer. */
export function signOut(how: boolean | 'locked' = false): void {
  const ended = how === true;
  if (how === false) clearSession();
  // The proof needs the key, so the server hears first; whether it answers or not, the key goes.
  const told = ended
    ? Promise.resolve()
    : call(endStaffSession, { body: { why: how === 'locked' ? 'locked' : 'signed-out' } }).catch(() => {});
  void told.then(forgetStaffKey).catch(() => {});
  set({ state: 'out', why: ended ? 'ended' : how === 'locked' ? 'locked' : null });
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

/** True when the server does not know the session (any more). */
export function isEnded(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === 'not-signed-in';
}
