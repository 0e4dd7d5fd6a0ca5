import { toBase64url } from '../../shared/base64url.ts';
import { readPreferences } from '../../shared/preferences/preferences.ts';
import type { PrivateJwk } from './key-pair.ts';

/** Where tokens are given. */
export const TOKEN_PATH = '/api/v1/oauth/token';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** An access token, or the refusal's words (RFC 6749 §5.2 with our next step). */
export type TokenResult =
  | { readonly ok: true; readonly token: string; readonly seconds: number; readonly scope: string }
  | { readonly ok: false; readonly error: string; readonly next: string; readonly traceId: string };

/** Gets a token with the client's key (private_key_jwt, RFC 7523), for all it may where `scope` is empty; `now` in ms by the server's clock. Throws when nothing answers. */
export async function askToken(
  key: PrivateJwk,
  clientId: string,
  scope: string,
  now: number,
): Promise<TokenResult> {
  const issuer = await readIssuer();
  const assertion = await signAssertion(key, { clientId, issuer, now, jti: crypto.randomUUID() });
  const response = await fetch(TOKEN_PATH, {
    method: 'POST',
    credentials: 'omit',
    headers: { 'accept-language': readPreferences().locale },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope === '' ? {} : { scope }),
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: assertion,
    }),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok)
    return {
      ok: true,
      token: String(answer.access_token),
      seconds: Number(answer.expires_in),
      scope: String(answer.scope),
    };
  return {
    ok: false,
    error: String(answer.error ?? answer.code ?? response.status),
    next: String(answer.next ?? answer.error_description ?? ''),
    traceId: String(answer.traceId ?? response.headers.get('x-trace-id') ?? ''),
  };
}

/** A client assertion (RFC 7523 §3), good for a minute. */
export async function signAssertion(
  key: PrivateJwk,
  { clientId, issuer, now, jti }: { clientId: string; issuer: string; now: number; jti: string },
): Promise<string> {
  const { kid, alg: _alg, ...jwk } = key;
  const iat = Math.floor(now / 1_000);
  const header = { alg: 'ES256', typ: 'JWT', ...(kid === '' ? {} : { kid }) };
  const claims = { iss: clientId, sub: clientId, aud: issuer, jti, iat, exp: iat + 60 };
  const signed = `${part(header)}.${part(claims)}`;
  const signer = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ]);
  const bytes = new TextEncoder().encode(signed);
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, signer, bytes);
  return `${signed}.${toBase64url(new Uint8Array(signature))}`;
}

const part = (value: object): string => toBase64url(new TextEncoder().encode(JSON.stringify(value)));

/** Who the platform says it is (RFC 8414): what an assertion must be meant for. */
async function readIssuer(): Promise<string> {
  const response = await fetch('/.well-known/oauth-authorization-server');
  const { issuer } = (await response.json()) as { issuer: string };
  return issuer;
}
