import { useParams } from '@tanstack/react-router';
import { readSession, writeSession } from '../../shared/session-value.ts';

/** What a face check is for: an application under way, a credential whose showing time has passed (B5), or to show that it is the account’s holder (`me`). */
export type FaceTarget = { readonly kind: 'application' | 'credential' | 'account'; readonly id: string };

/** The target named by the address. */
export function useFaceTarget(): FaceTarget {
  const { kind = '', id = '' } = useParams({ strict: false }) as { kind?: string; id?: string };
  return { kind: kind === 'credential' || kind === 'account' ? kind : 'application', id };
}

/** The address of a page of the face check. */
export function facePage({ kind, id }: FaceTarget, page = ''): string {
  return `/face/${kind}/${id}${page === '' ? '' : `/${page}`}`;
}

/** Where the target itself is shown. */
export function targetPage({ kind, id }: FaceTarget): string {
  if (kind === 'account') return '/settings/devices';
  return kind === 'credential' ? `/wallet/${id}` : `/applications/${id}`;
}

/** The separate consent given on this visit; sent along with the check, kept nowhere else. */
export type Consent = { readonly version: string; readonly guardian?: true };

const key = ({ kind, id }: FaceTarget) => `consent.${kind}.${id}`;

/** Notes that the server asks for a guardian's consent (under fourteen), to be said on the consent page. */
export const askGuardian = (target: FaceTarget): void =>
  writeSession(`guardian.${target.kind}.${target.id}`, true);
/** Whether a guardian's consent is asked for. */
export const needsGuardian = (target: FaceTarget): boolean =>
  readSession<boolean>(`guardian.${target.kind}.${target.id}`) === true;

/** Notes that the guardian has consented on their own phone: the box here need not be ticked. */
export const forgetGuardian = (target: FaceTarget): void =>
  writeSession(`guardian.${target.kind}.${target.id}`, undefined);

/** The consent given for this target on this visit, if any. */
export const readConsent = (target: FaceTarget): Consent | undefined => readSession<Consent>(key(target));
/** Keeps it; undefined withdraws it. */
export const writeConsent = (target: FaceTarget, consent: Consent | undefined): void =>
  writeSession(key(target), consent);
