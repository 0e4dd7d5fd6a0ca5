import type { StaffView } from '@suizheng/domain/contract/counter.ts';
import { endStaffSession, type StaffSessionView } from '@suizheng/domain/contract/staff.ts';
import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { clearSession, readSession, writeSession } from '../../shared/session-value.ts';
import { bindStaffKey, boundTo, forgetStaffKey } from './staff-key.ts';

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

void boundTo().then(
  (ath) => set({ state: ath === null ? 'out' : 'in', why: null }),
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
  void leave(how).catch(() => {});
  set({ state: 'out', why: ended ? 'ended' : how === 'locked' ? 'locked' : null });
}

/** The proof needs the key, so the server hears first; whether it answers or not, the key goes. */
async function leave(how: boolean | 'locked'): Promise<void> {
  const ath = await boundTo();
  const why = how === 'locked' ? 'locked' : 'signed-out';
  if (how !== true) await call(endStaffSession, { body: { why } }).catch(() => {});
  await forgetStaffKey(ath);
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
