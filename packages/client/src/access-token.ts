import type { AssertionSigner } from './assertion.ts';
import { type CallOptions, exchange, type Line } from './exchange.ts';
import { SuizhengError } from './suizheng-error.ts';

/** Gives an access token: a kept one, or a new one where there is none, it ends soon, or `refused` is the kept one. */
export type TokenSource = (options?: CallOptions, refused?: string) => Promise<string>;

/** A token is renewed so long before its end, so that none ends under way. */
const RENEW_BEFORE_MS = 30_000;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

type Kept = { readonly token: string; readonly renewAt: number };

/**
 * Tokens of one client: found by discovery (RFC 8414), asked for with an assertion or with the certificate of the
 * connection, kept until shortly before their end. However many callers wait, one renewal is under way.
 */
export function tokenSource(
  line: Line,
  options: {
    readonly baseUrl: string;
    readonly issuer: string;
    readonly clientId: string;
    /** Null with mutual TLS: the connection is the proof. */
    readonly sign: AssertionSigner | null;
    readonly scope: string | undefined;
    readonly locale: string | undefined;
  },
): TokenSource {
  let endpoint: Promise<string> | null = null;
  let kept: Kept | null = null;
  let renewal: Promise<Kept> | null = null;

  async function renew(): Promise<Kept> {
    endpoint ??= findEndpoint(line, options);
    const url = await endpoint.catch((error) => {
      endpoint = null;
      throw error;
    });
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (options.scope !== undefined) form.set('scope', options.scope);
    if (options.sign === null) form.set('client_id', options.clientId);
    else {
      form.set('client_assertion_type', ASSERTION_TYPE);
      form.set('client_assertion', await options.sign(options.issuer));
    }
    const asked = Date.now();
    const answer = await exchange<{ access_token?: unknown; expires_in?: unknown }>(line, {
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(options.locale === undefined ? {} : { 'accept-language': options.locale }),
      },
      body: form.toString(),
      // An assertion works once: one that perhaps arrived is not sent again.
      repeatable: false,
    });
    const { access_token: token, expires_in: seconds } = answer;
    if (typeof token !== 'string' || typeof seconds !== 'number') {
      throw new SuizhengError('the token endpoint gave no token', { code: 'bad-answer' });
    }
    return { token, renewAt: asked + Math.max(seconds * 500, seconds * 1_000 - RENEW_BEFORE_MS) };
  }

  return async (call, refused) => {
    if (kept !== null && kept.token !== refused && Date.now() < kept.renewAt) return kept.token;
    renewal ??= renew().finally(() => {
      renewal = null;
    });
    // One caller who leaves does not end the renewal that others wait for.
    kept = await left(renewal, call?.signal);
    return kept.token;
  };
}

/** The token endpoint that the issuer names (RFC 8414 §3.3): metadata of another issuer would make us sign for that one. */
async function findEndpoint(
  line: Line,
  { baseUrl, issuer }: { readonly baseUrl: string; readonly issuer: string },
): Promise<string> {
  const metadata = await exchange<{ issuer?: unknown; token_endpoint?: unknown }>(line, {
    url: `${baseUrl}/.well-known/oauth-authorization-server`,
    method: 'GET',
    headers: {},
    repeatable: true,
  });
  if (metadata.issuer !== issuer || typeof metadata.token_endpoint !== 'string') {
    throw new SuizhengError(
      `${baseUrl} calls itself ${String(metadata.issuer)}, not ${issuer}: give that address as baseUrl, or as issuer if you reach it by another`,
      { code: 'bad-answer' },
    );
  }
  const { origin, pathname } = new URL(metadata.token_endpoint);
  if (origin !== issuer) {
    throw new SuizhengError('the token endpoint is not the issuer’s', { code: 'bad-answer' });
  }
  // Where the issuer is reached by another address, so is its token endpoint.
  return `${baseUrl}${pathname}`;
}

function left<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
