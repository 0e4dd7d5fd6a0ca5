import { type CredentialView, listCredentials } from '@suizheng/domain/contract/credentials.ts';
import { parseCredential } from '@suizheng/domain/credential/credential.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../shared/api/api-problem.ts';
import { call } from '../../shared/api/call.ts';
import { serverNow } from '../../shared/api/server-clock.ts';
import { fromBase64url } from '../../shared/base64url.ts';
import { keyName } from './holder-keys.ts';
import { type KeptCredential, keptCredentials, openWallet } from './store.ts';

export const CREDENTIALS = ['credentials'] as const;

/** The wallet: what the server says, or what was heard last, with the reason why it is only that. */
export type Wallet = { readonly credentials: readonly KeptCredential[]; readonly stale: ApiProblem | null };

/** Reads the wallet; without a network the kept one answers. An error only when nobody is signed in and nothing is kept. */
export function useCredentials(): UseQueryResult<Wallet> {
  return useQuery({ queryKey: CREDENTIALS, queryFn: readWallet });
}

async function readWallet({ signal }: { signal: AbortSignal }): Promise<Wallet> {
  try {
    const heard = await call(listCredentials, {}, { signal, timeoutMs: 8_000 });
    return { credentials: await keep(heard), stale: null };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const credentials = await keptCredentials();
    if (error.code === 'not-signed-in' || (error.kind === 'refused' && credentials.length === 0)) throw error;
    return { credentials, stale: error };
  }
}

/** Keeps what the server said; an older token stays readable only as the name of its key. */
async function keep(heard: readonly CredentialView[]): Promise<KeptCredential[]> {
  const before = new Map((await keptCredentials()).map((credential) => [credential.id, credential]));
  const heardAt = serverNow().toISOString();
  const kept = heard.map((view) => ({
    ...view,
    heardAt,
    holderKey: holderKeyOf(view.token) ?? before.get(view.id)?.holderKey ?? null,
  }));
  try {
    const db = await openWallet();
    const change = db.transaction('credentials', 'readwrite');
    await change.store.clear();
    await Promise.all(kept.map((credential) => change.store.put(credential)));
    await change.done;
  } catch {
    // A browser that keeps nothing still shows what it just heard.
  }
  return kept;
}

function holderKeyOf(token: string | null): string | null {
  if (token === null) return null;
  try {
    const { holderKey } = parseCredential(fromBase64url(token)).claims;
    return holderKey === null ? null : keyName(holderKey);
  } catch {
    return null;
  }
}

/** How a credential stands at a moment, in the words of UX: what the server said, time, and whether it was heard at all lately. */
export type Standing = 'valid' | 'suspended' | 'revoked' | 'expired' | 'unknown';

/** `unknown` when the status is too old to be trusted by the holder: heard more than `trustedForMs` ago. */
export function standingOf(credential: KeptCredential, now: Date, trustedForMs: number): Standing {
  if (credential.status !== 'valid') return credential.status;
  if (Date.parse(credential.expiresAt) <= now.getTime()) return 'expired';
  return now.getTime() - Date.parse(credential.heardAt) > trustedForMs ? 'unknown' : 'valid';
}
