import { toBase64url } from '../../shared/base64url.ts';

/** A private key of P-256 as a JWK with its id; only these members, so that nothing of the browser's goes along. */
export type PrivateJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly d: string;
  readonly kid: string;
  readonly alg: 'ES256';
};
/** Its public half, as the platform is told it. */
export type PublicJwk = Omit<PrivateJwk, 'd'>;

/** Makes a key for signing assertions (ES256). It can leave the browser, since a program is to use it. */
export async function makeKey(): Promise<PrivateJwk> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const { x, y, d } = (await crypto.subtle.exportKey('jwk', pair.privateKey)) as {
    x: string;
    y: string;
    d: string;
  };
  return { kty: 'EC', crv: 'P-256', x, y, d, kid: await thumbprint(x, y), alg: 'ES256' };
}

/** What of a key may be told. */
export function publicHalf({ d: _d, ...rest }: PrivateJwk): PublicJwk {
  return rest;
}

/** The key's id: its thumbprint (RFC 7638) by SHA-256. */
async function thumbprint(x: string, y: string): Promise<string> {
  const members = new TextEncoder().encode(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }));
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', members)));
}

/** Reads a private JWK of P-256 that somebody typed or chose; null for anything else. */
export function readPrivateJwk(text: string): PrivateJwk | null {
  try {
    const { kty, crv, x, y, d, kid } = JSON.parse(text) as Record<string, unknown>;
    const whole = [x, y, d].every((part) => typeof part === 'string' && /^[\w-]{43}$/.test(part));
    if (kty !== 'EC' || crv !== 'P-256' || !whole) return null;
    return { kty, crv, x, y, d, kid: typeof kid === 'string' ? kid : '', alg: 'ES256' } as PrivateJwk;
  } catch {
    return null;
  }
}
