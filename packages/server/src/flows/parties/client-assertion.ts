import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { partyPolicy } from '@suizheng/domain/policy/relying-party.ts';
import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** The `client_assertion_type` of private_key_jwt (RFC 7523 §2.2). */
export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Algorithms by which an assertion may be signed. `none` and every HMAC are not among them: a public key is no secret. */
export const ASSERTION_ALGORITHMS = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA', 'Ed25519'] as const;
type Algorithm = (typeof ASSERTION_ALGORITHMS)[number];

/** The id that an assertion claims as its issuer, unproven; null for what is no JWT. */
export function claimedIssuer(assertion: string): string | null {
  if (assertion.length > clientPolicy.longestToken) return null;
  try {
    const { iss } = decodeJwt(assertion);
    return typeof iss === 'string' && iss.length <= 200 ? iss : null;
  } catch {
    return null;
  }
}

/** A checked assertion: what makes it unique, and until when it would count. */
export type GoodAssertion = { readonly jtiHash: Buffer; readonly expiresAt: Date };

/**
 * Checks an assertion (RFC 7523 §3): signed by one of the client's keys, iss = sub = the client, aud ours alone, iat and
 * exp within partyPolicy.assertionSeconds. `keys` null stands for a client that is not there: the same work is done with
 * a key that nobody holds, so that the answer's time does not tell which clients exist. Null for whatever is not good.
 */
export async function checkAssertion(
  assertion: string,
  {
    clientId,
    keys,
    audiences,
  }: { clientId: string; keys: readonly JWK[] | null; audiences: readonly string[] },
  now: Date,
): Promise<GoodAssertion | null> {
  if (assertion.length > clientPolicy.longestToken) return null;
  try {
    const { alg, kid } = decodeProtectedHeader(assertion);
    if (!isAlgorithm(alg)) return null;
    const fitting = (keys ?? []).filter((key) => fits(key, alg, kid));
    for (const key of fitting.length > 0 ? fitting : [decoy(alg)]) {
      const payload = await signedBy(assertion, key, alg, now);
      if (payload !== null) return fitting.length > 0 ? goodClaims(payload, clientId, audiences, now) : null;
    }
    return null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Marks an assertion as used; false when it was used before. Those that their time refuses are forgotten now and then. */
export async function useOnce(
  db: Kysely<Database>,
  { jtiHash, expiresAt }: GoodAssertion,
  now: Date,
): Promise<boolean> {
  const made = await db
    .insertInto('client_assertion')
    .values({ jti_hash: jtiHash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('jti_hash').doNothing())
    .returning('jti_hash')
    .executeTakeFirst();
  // One byte of the hash decides: a sweep about every 64 tokens.
  if (jtiHash[0]! < 4) await db.deleteFrom('client_assertion').where('expires_at', '<', now).execute();
  return made !== undefined;
}

async function signedBy(assertion: string, jwk: JWK, alg: Algorithm, now: Date): Promise<JWTPayload | null> {
  try {
    const key = await importJWK(jwk, alg);
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: [alg],
      clockTolerance: clientPolicy.skewSeconds,
      currentDate: now,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return null;
    throw error;
  }
}

function goodClaims(
  { iss, sub, aud, exp, iat, jti }: JWTPayload,
  clientId: string,
  audiences: readonly string[],
  now: Date,
): GoodAssertion | null {
  // An assertion that names others too could be used there, or come from there.
  const named = [aud ?? []].flat();
  const seconds = now.getTime() / 1_000;
  const { skewSeconds } = clientPolicy;
  const longest = partyPolicy.assertionSeconds + skewSeconds;
  const right =
    iss === clientId &&
    sub === clientId &&
    named.length > 0 &&
    named.every((one) => audiences.includes(one)) &&
    iat! <= seconds + skewSeconds &&
    iat! >= seconds - longest &&
    exp! <= seconds + longest &&
    typeof jti === 'string' &&
    jti.length >= 8 &&
    jti.length <= 200;
  if (!right) return null;
  return {
    jtiHash: createHash('sha256')
      .update(JSON.stringify([clientId, jti]))
      .digest(),
    expiresAt: new Date((exp! + skewSeconds) * 1_000),
  };
}

const isAlgorithm = (alg: unknown): alg is Algorithm =>
  (ASSERTION_ALGORITHMS as readonly unknown[]).includes(alg);

/** What a key must be for an algorithm; jose would refuse it too, but not before it has told us apart. */
const KINDS: Readonly<Record<Algorithm, readonly [kty: string, crv?: string]>> = {
  ES256: ['EC', 'P-256'],
  ES384: ['EC', 'P-384'],
  PS256: ['RSA'],
  RS256: ['RSA'],
  EdDSA: ['OKP', 'Ed25519'],
  Ed25519: ['OKP', 'Ed25519'],
};

function fits({ kty, crv, alg: only, kid: name }: JWK, alg: Algorithm, kid: string | undefined): boolean {
  const [needed, curve] = KINDS[alg];
  return (
    kty === needed &&
    (curve === undefined || crv === curve) &&
    (only === undefined ||
      only === alg ||
      (KINDS[alg][0] === 'OKP' && KINDS[only as Algorithm]?.[0] === 'OKP')) &&
    (kid === undefined || name === undefined || kid === name)
  );
}

const decoys = new Map<string, JWK>();

/** A key of that kind whose private half nobody has. */
function decoy(alg: Algorithm): JWK {
  const [kty, crv] = KINDS[alg];
  const name = crv ?? kty;
  let jwk = decoys.get(name);
  if (jwk === undefined) {
    jwk = makeDecoy(name);
    decoys.set(name, jwk);
  }
  return jwk;
}

function makeDecoy(name: string): JWK {
  if (name === 'RSA') {
    // Any odd number of that length will do where nothing shall ever verify: to make a real one takes long.
    const modulus = randomBytes(clientPolicy.rsaBits.least / 8);
    modulus[0]! |= 0x80;
    modulus[modulus.length - 1]! |= 1;
    return { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' };
  }
  const { publicKey } =
    name === 'Ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: name });
  return publicKey.export({ format: 'jwk' }) as JWK;
}
