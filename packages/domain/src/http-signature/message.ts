/** An HTTP request as its signature sees it. */
export type SignedRequest = {
  readonly method: string;
  /** Path as it stands in the request line, without query. */
  readonly path: string;
  /** Query with its `?`, or the empty text. */
  readonly query: string;
  /** Value of a header, or undefined where it is missing. */
  readonly header: (name: string) => string | undefined;
  /** The body's bytes; empty where there is none. */
  readonly body: Uint8Array;
};

/** Components that our signatures cover (RFC 9421 §2); the two of the body only where there is one. */
export const COVERED = ['@method', '@path', '@query'] as const;
export const COVERED_WITH_BODY = [...COVERED, 'content-type', 'content-digest'] as const;
export type Component = (typeof COVERED_WITH_BODY)[number];

/** The value of a component, or null where the request lacks it. */
export function componentOf(request: SignedRequest, component: Component): string | null {
  switch (component) {
    case '@method':
      return request.method;
    case '@path':
      return request.path === '' ? '/' : request.path;
    case '@query':
      return request.query === '' ? '?' : request.query;
    default:
      return request.header(component)?.trim() ?? null;
  }
}

/**
 * The signature base (RFC 9421 §2.5): one line a component, then the parameters as they stand in Signature-Input.
 * No value may hold a line break, or one line could pass for another; those give null.
 */
export function signatureBase(
  lines: readonly (readonly [component: string, value: string])[],
  parameters: string,
): string | null {
  if ([...lines.flat(), parameters].some((text) => /[\r\n]/.test(text))) return null;
  return [...lines.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${parameters}`].join(
    '\n',
  );
}

/** A key for hmac-sha256 (RFC 9421 §3.3.3). */
export function hmacKey(secret: Uint8Array): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', secret.slice(), algorithm, false, ['sign', 'verify']);
}
