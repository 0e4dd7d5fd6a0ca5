import { readSession, writeSession } from '../../shared/session-value.ts';

/** A sign-in under way: the mobile a code was sent to, and when another may be asked for (ms since the epoch, this device's clock). */
export type SignInState = { readonly mobile: string; readonly resendAt: number; readonly next: string };

/** The sign-in under way, if any. */
export const readSignIn = (): SignInState | undefined => readSession<SignInState>('sign-in');
/** Keeps it over a reload; undefined when it is over. */
export const writeSignIn = (state: SignInState | undefined): void => writeSession('sign-in', state);

/** An address inside this app, or the first screen: nobody is led elsewhere by a crafted link. */
export function safeNext(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
}
