import { timingSafeEqual } from 'node:crypto';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICE_IDS, type ServiceId } from '@suizheng/domain/policy/services.ts';
import type { JWK } from 'jose';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { issueAccessToken } from './access-token.ts';
import { ASSERTION_TYPE, checkAssertion, claimedIssuer, useOnce } from './client-assertion.ts';
import { issuerOf, TOKEN_PATH } from './issuer.ts';

/** A token request (RFC 6749 §4.4) with the certificate that its connection showed. */
export type TokenRequest = {
  readonly grantType: string | undefined;
  readonly scope: string | undefined;
  readonly clientId: string | undefined;
  readonly assertionType: string | undefined;
  readonly assertion: string | undefined;
  readonly certificate: Buffer | null;
};

/** Why no token is given (RFC 6749 §5.2). */
export type TokenRefusal =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'unauthorized_client'
  | 'invalid_scope';

/** A token (RFC 6749 §5.1), or why there is none. */
export type TokenGrant =
  | {
      readonly kind: 'granted';
      readonly token: string;
      readonly expiresIn: number;
      readonly services: readonly ServiceId[];
      readonly clientId: string;
    }
  | { readonly kind: 'refused'; readonly error: TokenRefusal };

type ClientKeys = {
  readonly clientId: string;
  readonly jwks: readonly JWK[] | null;
  readonly certificate: Buffer | null;
  readonly services: readonly ServiceId[];
  readonly partyActive: boolean;
};

/**
 * Gives a token to a client that proves itself by a signed assertion or by its certificate. Whether the client exists,
 * is revoked, or signed wrongly is one answer; that its party may not call is told to who has proven to be the client.
 */
export async function grantToken(
  context: Pick<Context, 'db' | 'keys' | 'webauthn'>,
  request: TokenRequest,
  jti: string,
  now: Date,
): Promise<TokenGrant> {
  const client = await authenticate(context, request, now);
  if ('error' in client) return { kind: 'refused', error: client.error };
  // After the client's proof: strangers learn nothing but that they are strangers.
  if (request.grantType !== 'client_credentials') {
    return {
      kind: 'refused',
      error: request.grantType === undefined ? 'invalid_request' : 'unsupported_grant_type',
    };
  }
  if (!client.partyActive) return { kind: 'refused', error: 'unauthorized_client' };
  const services = scopeOf(request.scope, client.services);
  if (services === null) return { kind: 'refused', error: 'invalid_scope' };
  const { clientId, certificate } = client;
  const token = await issueAccessToken(context, { clientId, services, certificate, jti }, now);
  return { kind: 'granted', token, expiresIn: partyPolicy.accessTokenSeconds, services, clientId };
}

async function authenticate(
  { db, webauthn }: Pick<Context, 'db' | 'webauthn'>,
  { assertion, assertionType, clientId, certificate }: TokenRequest,
  now: Date,
): Promise<ClientKeys | { error: TokenRefusal }> {
  const invalid = { error: 'invalid_client' } as const;
  if (assertion === undefined) {
    if (assertionType !== undefined) return { error: 'invalid_request' };
    if (clientId === undefined || certificate === null) return invalid;
    const client = await findClient(db, clientId, now);
    const same =
      client?.certificate != null &&
      client.certificate.length === certificate.length &&
      timingSafeEqual(client.certificate, certificate);
    return same ? client : invalid;
  }
  if (assertionType !== ASSERTION_TYPE) return { error: 'invalid_request' };
  const claimed = claimedIssuer(assertion);
  if (claimed === null || (clientId !== undefined && clientId !== claimed)) return invalid;
  const client = await findClient(db, claimed, now);
  const issuer = issuerOf({ webauthn });
  const good = await checkAssertion(
    assertion,
    { clientId: claimed, keys: client?.jwks ?? null, audiences: [issuer, `${issuer}${TOKEN_PATH}`] },
    now,
  );
  if (client === null || good === null || !(await useOnce(db, good, now))) return invalid;
  return client;
}

/** The client as it stands in the database now: a token is not given out by memory. */
async function findClient(db: Kysely<Database>, clientId: string, now: Date): Promise<ClientKeys | null> {
  // PostgreSQL keeps no NUL and no lone surrogate; no id of ours has any.
  if (!/^[\w-]{1,100}$/.test(clientId)) return null;
  const row = await db
    .selectFrom('client as c')
    .innerJoin('relying_party as p', 'p.party_id', 'c.party_id')
    .select([
      'c.jwks',
      'c.certificate_sha256',
      'c.services',
      'c.expires_at',
      'p.state',
      'p.services as allowed',
    ])
    .where('c.client_id', '=', clientId)
    .where('c.revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined || (row.expires_at !== null && now >= row.expires_at)) return null;
  return {
    clientId,
    jwks: row.jwks === null ? null : (row.jwks.keys as readonly JWK[]),
    certificate: row.certificate_sha256,
    services: row.services.filter((service) => row.allowed.includes(service)),
    partyActive: row.state === 'active',
  };
}

/** The services that the request asks for, all that the client may where it names none; null for what is not its own. */
function scopeOf(scope: string | undefined, allowed: readonly ServiceId[]): readonly ServiceId[] | null {
  if (scope === undefined) return allowed.length > 0 ? allowed : null;
  const named = new Set(scope.split(' '));
  const asked = SERVICE_IDS.filter((service) => named.has(service));
  if (asked.length !== named.size || !asked.every((service) => allowed.includes(service))) return null;
  return asked;
}
