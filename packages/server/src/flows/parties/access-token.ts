import { hash, type KeyObject } from 'node:crypto';
import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import { SERVICE_IDS, type ServiceId } from '@suizheng/domain/policy/services.ts';
import { errors, jwtVerify } from 'jose';
import type { Context } from '../../context.ts';
import { importPublicKey } from '../../crypto/node-crypto.ts';
import { audienceOf, issuerOf } from './issuer.ts';

/** What a token says once its signature was checked. */
export type TokenClaims = {
  readonly clientId: string;
  readonly services: readonly ServiceId[];
  /** SHA-256 of the certificate that must come with it, as base64url; null for a bearer token. */
  readonly certificate: string | null;
  /** The key that signed it. */
  readonly kid: string;
  readonly expiresAt: number;
};

type TokenContext = Pick<Context, 'keys' | 'webauthn'>;

/** An access token (RFC 9068) of 10 minutes, bound to the certificate if one is given (RFC 8705 §3). */
export async function issueAccessToken(
  { keys, webauthn }: TokenContext,
  {
    clientId,
    services,
    certificate,
    jti,
  }: { clientId: string; services: readonly ServiceId[]; certificate: Buffer | null; jti: string },
  now: Date,
): Promise<string> {
  const signer = keys.tokenSigner();
  const iat = Math.floor(now.getTime() / 1_000);
  const header = { typ: 'at+jwt', alg: 'ES256', kid: Buffer.from(signer.kid).toString('hex') };
  const payload = {
    iss: issuerOf({ webauthn }),
    sub: clientId,
    client_id: clientId,
    aud: audienceOf({ webauthn }),
    iat,
    exp: iat + partyPolicy.accessTokenSeconds,
    jti,
    scope: services.join(' '),
    ...(certificate === null ? {} : { cnf: { 'x5t#S256': certificate.toString('base64url') } }),
  };
  // By the key store's signer, which need not hold the private key in this process.
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${Buffer.from(await signer.sign(Buffer.from(text))).toString('base64url')}`;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Reads tokens; null for whatever is not a token of ours that is good now. */
export type TokenReader = (token: string, now: Date) => Promise<TokenClaims | null>;

/**
 * Checks each token's signature once: what was checked is remembered by the token's hash, for at most
 * clientPolicy.rememberedTokens tokens. Time and the key's standing are looked at every time.
 */
export function createTokenReader({ keys, webauthn }: TokenContext): TokenReader {
  const checked = new Map<string, TokenClaims>();
  const keyObjects = new WeakMap<Uint8Array, KeyObject>();
  const keyOf = (kid: string | undefined): KeyObject => {
    const bytes = kid === undefined ? undefined : keys.tokenPublicKeys().get(kid);
    if (bytes === undefined) throw new errors.JWKSNoMatchingKey();
    const object = keyObjects.get(bytes) ?? importPublicKey(bytes)!;
    keyObjects.set(bytes, object);
    return object;
  };
  const expected = {
    algorithms: ['ES256'],
    typ: 'at+jwt',
    issuer: issuerOf({ webauthn }),
    audience: audienceOf({ webauthn }),
    requiredClaims: ['exp', 'iat', 'jti', 'sub', 'client_id', 'scope'],
  };

  async function check(token: string, now: Date): Promise<TokenClaims | null> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => keyOf(kid), {
        ...expected,
        currentDate: now,
      });
      const { client_id: clientId, sub, scope, exp, cnf } = payload;
      if (typeof clientId !== 'string' || sub !== clientId || typeof scope !== 'string') return null;
      const certificate = (cnf as { 'x5t#S256'?: unknown } | undefined)?.['x5t#S256'];
      // A token bound to what we cannot check must not pass as unbound.
      if (cnf !== undefined && typeof certificate !== 'string') return null;
      const named = scope.split(' ');
      return {
        clientId,
        services: SERVICE_IDS.filter((service) => named.includes(service)),
        certificate: typeof certificate === 'string' ? certificate : null,
        kid: protectedHeader.kid!,
        expiresAt: exp! * 1_000,
      };
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  return async (token, now) => {
    if (token.length > clientPolicy.longestToken) return null;
    const name = hash('sha256', token, 'base64');
    const known = checked.get(name);
    if (known) {
      if (now.getTime() < known.expiresAt && keys.tokenPublicKeys().has(known.kid)) return known;
      checked.delete(name);
      return null;
    }
    const claims = await check(token, now);
    if (claims === null) return null;
    checked.set(name, claims);
    if (checked.size > clientPolicy.rememberedTokens) checked.delete(checked.keys().next().value!);
    return claims;
  };
}
