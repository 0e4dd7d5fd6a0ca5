import { serverNow } from '../../shared/api/server-clock.ts';
import { readPreferences } from '../../shared/preferences/preferences.ts';
import { askToken, type TokenResult } from '../keys/ask-token.ts';
import type { Trial } from './trial.ts';

/** A call as it was made and answered, for showing. */
export type Exchange = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly status: number;
  readonly traceId: string;
  readonly ms: number;
  readonly answer: unknown;
};

/** Why there was no call: the token was refused. */
export class TokenRefusal extends Error {
  readonly refusal: TokenResult & { ok: false };
  constructor(refusal: TokenResult & { ok: false }) {
    super(refusal.error);
    this.refusal = refusal;
  }
}

type Kept = { readonly clientId: string; readonly token: string; readonly until: number };
let kept: Kept | null = null;

/** Calls a service with the trial client; the token is kept for its life. Throws TokenRefusal, or TypeError when nothing answers. */
export async function callService(
  trial: Trial,
  request: Pick<Exchange, 'method' | 'path' | 'body'>,
): Promise<Exchange> {
  const token = await tokenOf(trial);
  const began = performance.now();
  const response = await fetch(request.path, {
    method: request.method,
    credentials: 'omit',
    headers: {
      authorization: `Bearer ${token}`,
      'accept-language': readPreferences().locale,
      ...(request.body === null ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === null ? {} : { body: JSON.stringify(request.body) }),
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.status === 401) kept = null;
  return {
    ...request,
    status: response.status,
    traceId: response.headers.get('x-trace-id') ?? '',
    ms: Math.round(performance.now() - began),
    answer,
  };
}

async function tokenOf({ key, client }: Trial): Promise<string> {
  const now = serverNow().getTime();
  if (kept?.clientId === client.clientId && kept.until > now + 30_000) return kept.token;
  const result = await askToken(key, client.clientId, client.services.join(' '), now);
  if (!result.ok) throw new TokenRefusal(result);
  kept = { clientId: client.clientId, token: result.token, until: now + result.seconds * 1_000 };
  return result.token;
}
