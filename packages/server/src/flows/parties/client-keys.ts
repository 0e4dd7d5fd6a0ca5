import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { AppError, type FieldError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import { clientPolicy } from '@suizheng/domain/policy/client.ts';
import { calculateJwkThumbprint, type JWK } from 'jose';

/** Members of a JWK that only its owner may ever have (RFC 7518 §6.2.2, §6.3.2, §6.4; RFC 8037 §2). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** Algorithms that a key of each kind can sign by. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  'P-256': ['ES256'],
  'P-384': ['ES384'],
  Ed25519: ['EdDSA', 'Ed25519'],
  RSA: ['PS256', 'RS256'],
};

/** What a good certificate is: its hash, and until when it says it is good. */
export type GoodCertificate = { readonly sha256: Buffer; readonly until: Date };

/**
 * The public keys of a registration, with nothing in them but what a signature is checked by. Throws `validation-failed`
 * naming each member that is wrong; a private part is named before anything else.
 */
export function publicKeysOf(
  keys: readonly Readonly<Record<string, unknown>>[],
  place: (index: number) => string = (i) => `jwks.keys.${i}`,
): JWK[] {
  const secrets = keys.flatMap((key, i): FieldError[] =>
    PRIVATE_MEMBERS.filter((member) => member in key).map((member) => ({
      field: `${place(i)}.${member}`,
      code: 'jwks.private',
    })),
  );
  if (secrets.length > 0) throw new AppError('validation-failed', { fields: secrets });
  const named = keys.map((key, i) => readKey(key, place(i)));
  const faults = named.flatMap((key) => ('code' in key ? [key] : []));
  if (faults.length > 0) throw new AppError('validation-failed', { fields: faults });
  const good = named as JWK[];
  const twice = good.findIndex(
    ({ kid }, i) => kid !== undefined && good.findIndex((one) => one.kid === kid) < i,
  );
  if (twice >= 0) refuse(`${place(twice)}.kid`, 'jwks.kid-twice');
  return good;
}

/** Reads one PEM certificate. Throws `validation-failed` for anything else, above all for one that came with its key. */
export function certificateOf(pem: string, now: Date): GoodCertificate {
  if (/PRIVATE KEY/.test(pem)) refuse('certificate', 'certificate.private');
  const blocks = pem.match(/-----BEGIN [^-]+-----/g) ?? [];
  const certificate = blocks.length === 1 && blocks[0] === '-----BEGIN CERTIFICATE-----' ? parse(pem) : null;
  if (certificate === null) refuse('certificate', 'certificate.invalid');
  if (kindOf(certificate.publicKey) === null) refuse('certificate', 'certificate.kind');
  // One that begins tomorrow may be registered today; it is shown to us only when it is used.
  const until = new Date(certificate.validTo);
  if (!(now < until)) refuse('certificate', 'certificate.expired');
  return { sha256: Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex'), until };
}

/** A key as administrators see it: its name, its kind, and the thumbprint of RFC 7638. */
export async function describeKey(
  key: JWK,
): Promise<{ kid: string | null; kind: string; thumbprint: string }> {
  return { kid: key.kid ?? null, kind: key.crv ?? 'RSA', thumbprint: await calculateJwkThumbprint(key) };
}

function readKey(key: Readonly<Record<string, unknown>>, field: string): JWK | FieldError {
  const { kid, alg, use, key_ops: operations } = key;
  if (kid !== undefined && !(typeof kid === 'string' && kid.length >= 1 && kid.length <= 100))
    return { field: `${field}.kid`, code: 'jwks.invalid' };
  if (use !== undefined && use !== 'sig') return { field: `${field}.use`, code: 'jwks.kind' };
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify')))
    return { field: `${field}.key_ops`, code: 'jwks.kind' };
  if (!['EC', 'OKP', 'RSA'].includes(key.kty as string)) return { field: `${field}.kty`, code: 'jwks.kind' };
  // A curve that we do not take is told apart from a point that is not on its curve.
  if (key.kty !== 'RSA' && !Object.hasOwn(ALGORITHMS, String(key.crv)))
    return { field: `${field}.crv`, code: 'jwks.kind' };
  const object = importKey(key);
  if (object === null) return { field, code: 'jwks.invalid' };
  const kind = kindOf(object);
  if (kind === null) return { field, code: 'jwks.kind' };
  if (alg !== undefined && !ALGORITHMS[kind]!.includes(alg as string))
    return { field: `${field}.alg`, code: 'jwks.kind' };
  return {
    ...(object.export({ format: 'jwk' }) as JWK),
    ...(kid === undefined ? {} : { kid: kid as string }),
    ...(alg === undefined ? {} : { alg: alg as string }),
  };
}

function importKey({ kty, crv, x, y, n, e }: Readonly<Record<string, unknown>>): KeyObject | null {
  const members = kty === 'RSA' ? [n, e] : kty === 'EC' ? [x, y] : [x];
  if (!members.every((one) => typeof one === 'string' && /^[A-Za-z0-9_-]{1,1400}$/.test(one))) return null;
  const key = Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined),
  );
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return null;
  }
}

/** P-256, P-384, Ed25519 or RSA; null for a key that is none of those, or too weak, or made to cost us much. */
function kindOf(key: KeyObject): string | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: detail = {} } = key;
  if (type === 'ed25519') return 'Ed25519';
  if (type === 'ec') return { prime256v1: 'P-256', secp384r1: 'P-384' }[detail.namedCurve ?? ''] ?? null;
  if (type !== 'rsa') return null;
  const { modulusLength = 0, publicExponent = 0n } = detail;
  const { least, most } = clientPolicy.rsaBits;
  const usual = publicExponent >= 65_537n && publicExponent < 1n << 32n && publicExponent % 2n === 1n;
  return modulusLength >= least && modulusLength <= most && usual ? 'RSA' : null;
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function refuse(field: string, code: FieldFaultCode): never {
  throw new AppError('validation-failed', { fields: [{ field, code }] });
}
