import { contentDigest } from './content-digest.ts';
import {
  COVERED,
  COVERED_WITH_BODY,
  componentOf,
  hmacKey,
  type SignedRequest,
  signatureBase,
} from './message.ts';

/** With what and for what a request is signed. */
export type SigningParameters = {
  readonly secret: Uint8Array;
  /** Name of the secret; letters, digits and `_.:-`. */
  readonly keyId: string;
  /** Use of the signature: a receipt can then never pass for an order, although both have one secret. */
  readonly tag: string;
  readonly created: Date;
  /** Never used before, so that a repetition of the very request is seen. */
  readonly nonce: string;
};

/** The headers that sign a request by HTTP Message Signatures (RFC 9421, hmac-sha256), Content-Digest included. */
export async function signRequest(
  request: Omit<SignedRequest, 'header'> & { readonly contentType?: string },
  { secret, keyId, tag, created, nonce }: SigningParameters,
): Promise<Record<string, string>> {
  const hasBody = request.body.length > 0;
  const headers: Record<string, string> = hasBody
    ? { 'content-type': request.contentType ?? '', 'content-digest': await contentDigest(request.body) }
    : {};
  const whole = { ...request, header: (name: string) => headers[name] };
  const covered = hasBody ? COVERED_WITH_BODY : COVERED;
  const seconds = Math.floor(created.getTime() / 1_000);
  const parameters = `(${covered.map((name) => `"${name}"`).join(' ')});created=${seconds};nonce="${nonce}";keyid="${keyId}";alg="hmac-sha256";tag="${tag}"`;
  const base = signatureBase(
    covered.map((name) => [name, componentOf(whole, name) ?? '']),
    parameters,
  );
  if (base === null || [keyId, tag, nonce].some((text) => !/^[\w.:-]+$/.test(text)))
    throw new RangeError('signature parameters');
  const mac = await crypto.subtle.sign('HMAC', await hmacKey(secret), new TextEncoder().encode(base));
  return {
    ...(hasBody ? { 'content-digest': headers['content-digest']! } : {}),
    'signature-input': `sig1=${parameters}`,
    signature: `sig1=:${btoa(String.fromCharCode(...new Uint8Array(mac)))}:`,
  };
}
