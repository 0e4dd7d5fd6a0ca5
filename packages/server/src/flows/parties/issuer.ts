import type { Context } from '../../context.ts';

/** Where tokens are asked for, as a path. */
export const TOKEN_PATH = '/api/v1/oauth/token';
/** Where the keys of access tokens can be read. */
export const JWKS_PATH = '/api/v1/oauth/jwks';

/** Our issuer identifier (RFC 8414 §2): the origin by which people and systems reach us, as the installation names it. */
export function issuerOf({ webauthn }: Pick<Context, 'webauthn'>): string {
  return webauthn.origins[0]!;
}

/** What access tokens are for (RFC 9068 `aud`): the API. */
export function audienceOf(context: Pick<Context, 'webauthn'>): string {
  return `${issuerOf(context)}/api/v1`;
}
