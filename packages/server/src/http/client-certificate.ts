import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Base64 of a DER certificate: the shortest with an Ed25519 key has some 300 bytes, one with RSA 4096 some 1,500. */
const SHORTEST = 200;
const LONGEST = 12_000;

/**
 * SHA-256 of the certificate that the client showed to the proxy before us, told as RFC 9440 says; null without one. The
 * header counts only from a proxy whose address TRUST_PROXY names and which named its own client (X-Forwarded-For): from
 * anybody else it is what a client says of itself. That the proxy takes away what clients send under that name is the
 * proxy's to do (docs/operate.md, "Mutual TLS"); two values are believed from nobody.
 */
export function certificateOf(request: FastifyRequest): Buffer | null {
  const header = request.headers['client-cert'];
  // Fastify names the proxy's client only where TRUST_PROXY believes the address that speaks to us.
  if (typeof header !== 'string' || request.ips === undefined || request.ips.length < 2) return null;
  const text = /^:([A-Za-z0-9+/]+={0,2}):$/.exec(header)?.[1];
  if (text === undefined || text.length < SHORTEST || text.length > LONGEST) return null;
  const der = Buffer.from(text, 'base64');
  // One certificate has one spelling: what decodes to the same bytes and reads otherwise was not written by a proxy.
  return der.toString('base64') === text ? createHash('sha256').update(der).digest() : null;
}
