import { base64url } from './base64url.ts';

type Algorithm = {
  readonly name: string;
  readonly importAs: EcKeyImportParams | RsaHashedImportParams | Algorithm['signAs'];
  readonly signAs: { readonly name: string; readonly hash?: string; readonly saltLength?: number };
};

const P256: Algorithm = {
  name: 'ES256',
  importAs: { name: 'ECDSA', namedCurve: 'P-256' },
  signAs: { name: 'ECDSA', hash: 'SHA-256' },
};
const P384: Algorithm = {
  name: 'ES384',
  importAs: { name: 'ECDSA', namedCurve: 'P-384' },
  signAs: { name: 'ECDSA', hash: 'SHA-384' },
};
const ED25519: Algorithm = { name: 'EdDSA', importAs: { name: 'Ed25519' }, signAs: { name: 'Ed25519' } };
const RSA: Algorithm = {
  name: 'PS256',
  importAs: { name: 'RSA-PSS', hash: 'SHA-256' },
  signAs: { name: 'RSA-PSS', saltLength: 32 },
};
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  'EC P-256': P256,
  'EC P-384': P384,
  'OKP Ed25519': ED25519,
  RSA,
};

/** Life of an assertion in seconds: it is used at once. */
const LIFE_S = 60;

/** Signs assertions by which a client proves itself (private_key_jwt, RFC 7523). */
export type AssertionSigner = (audience: string) => Promise<string>;

/** A signer of a client's assertions. Throws TypeError for a JWK that is no private key of a kind the platform takes. */
export function assertionSigner(
  clientId: string,
  jwk: JsonWebKey & { readonly kid?: string },
): AssertionSigner {
  const algorithm = ALGORITHMS[jwk.kty === 'RSA' ? 'RSA' : `${jwk.kty} ${jwk.crv}`];
  if (algorithm === undefined || jwk.d === undefined) {
    throw new TypeError('privateKey: a private JWK of P-256, P-384, Ed25519 or RSA is needed');
  }
  let key: Promise<CryptoKey> | null = null;
  return async (audience) => {
    // What else the JWK says (`key_ops`, `alg`, `use`) is for others.
    const { kty, crv, x, y, d, n, e, p, q, dp, dq, qi } = jwk;
    const bare = without({ kty, crv, x, y, d, n, e, p, q, dp, dq, qi });
    key ??= crypto.subtle.importKey('jwk', bare, algorithm.importAs, false, ['sign']);
    const now = Math.floor(Date.now() / 1_000);
    const header = { alg: algorithm.name, typ: 'JWT', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) };
    const claims = {
      iss: clientId,
      sub: clientId,
      aud: audience,
      iat: now,
      exp: now + LIFE_S,
      jti: crypto.randomUUID(),
    };
    const signed = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
    const bytes = await crypto.subtle.sign(algorithm.signAs, await key, new TextEncoder().encode(signed));
    return `${signed}.${base64url(new Uint8Array(bytes))}`;
  };
}

function without(jwk: Record<string, string | undefined>): JsonWebKey {
  return Object.fromEntries(Object.entries(jwk).filter(([, value]) => value !== undefined));
}

function encode(text: string): string {
  return base64url(new TextEncoder().encode(text));
}
