import { timingSafeEqual } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Context } from '../../context.ts';
import { DatabaseAway } from '../verification/database-guard.ts';
import { createTokenReader } from './access-token.ts';
import type { Directory } from './directory.ts';
import type { EnrolledClient } from './enrolled-client.ts';

/** Finds the client behind an access token and the certificate of its connection; null when it may not call (any more). */
export type ClientAuthenticator = (
  token: string,
  certificate: Buffer | null,
  now: Date,
) => Promise<EnrolledClient | null>;

/**
 * A token tells who the client was when it was given out; the directory tells at every call whether the client and its
 * party still may. Throws `unavailable` for a client never met while the database is away.
 */
export function createClientAuthenticator(
  context: Pick<Context, 'keys' | 'webauthn'>,
  directory: Pick<Directory, 'client'>,
): ClientAuthenticator {
  const readToken = createTokenReader(context);
  return async (token, certificate, now) => {
    const claims = await readToken(token, now);
    if (claims === null || !holds(certificate, claims.certificate)) return null;
    const client = await directory.client(claims.clientId, now).catch((error) => {
      if (!(error instanceof DatabaseAway)) throw error;
      throw new AppError('unavailable', { params: { seconds: 2 }, cause: error });
    });
    if (client === null) return null;
    const { services } = client;
    return { ...client, services: claims.services.filter((service) => services.includes(service)) };
  };
}

/** True where the token is bound to no certificate, or to the one that the connection showed. */
function holds(certificate: Buffer | null, bound: string | null): boolean {
  if (bound === null) return true;
  const named = Buffer.from(bound, 'base64url');
  return certificate !== null && named.length === certificate.length && timingSafeEqual(named, certificate);
}
