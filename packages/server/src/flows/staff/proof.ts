import { createHash } from 'node:crypto';
import { STAFF_ACCESS_POLICY } from '@suizheng/domain/policy/staff-access.ts';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';

/** A request with the proof that came along in its DPoP header (RFC 9449). */
export type KeyedRequest = {
  readonly jwt: string | null;
  readonly method: string;
  /** Host and path as they were asked for; the proof must name them. */
  readonly host: string;
  readonly path: string;
};

/** What a proof shows: whose key signed it for this request, or that it is none; `stale` when only its time is wrong. */
export type Proof =
  | { readonly kind: 'good' | 'stale'; readonly thumbprint: string; readonly jti: Buffer }
  | { readonly kind: 'bad' };

/** Hash of a session's token as a proof names it (`ath`, RFC 9449 §4.2). */
export function tokenAth(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/**
 * Checks a proof (RFC 9449 §4.3): ES256, a public key in its header, this method and address, this token's hash (null
 * before there is a token). Whether its id was seen before is for whoever keeps those.
 */
export async function checkProof(
  { jwt, method, host, path }: KeyedRequest,
  ath: string | null,
  now: Date,
): Promise<Proof> {
  if (jwt === null) return { kind: 'bad' };
  try {
    const { payload, protectedHeader } = await jwtVerify(jwt, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256'],
    });
    const { htm, htu, iat, jti, ath: named } = payload;
    const address = typeof htu === 'string' && URL.canParse(htu) ? new URL(htu) : null;
    const right =
      htm === method &&
      address?.host === host &&
      address.pathname === path &&
      typeof iat === 'number' &&
      typeof jti === 'string' &&
      /^[\w-]{16,100}$/.test(jti) &&
      (ath === null || named === ath);
    if (!right) return { kind: 'bad' };
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk!);
    const late = Math.abs(now.getTime() - iat * 1_000) > STAFF_ACCESS_POLICY.proof.aroundMs;
    const id = createHash('sha256').update(`${thumbprint} ${jti}`).digest();
    return { kind: late ? 'stale' : 'good', thumbprint, jti: id };
  } catch {
    return { kind: 'bad' };
  }
}
