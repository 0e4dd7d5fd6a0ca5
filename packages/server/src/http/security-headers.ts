import type { FastifyInstance } from 'fastify';

/** Nothing but our own files; wasm for the QR reader and the face guide, camera pictures as blob: and data:. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The security headers of every answer; HSTS only where TLS is promised. */
export const securityHeaders = (options: { secure: boolean }): Readonly<Record<string, string>> => ({
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  ...(options.secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
});

/** Sets the security headers on every answer. */
export function addSecurityHeaders(app: FastifyInstance, options: { secure: boolean }): void {
  const headers = securityHeaders(options);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({ ...headers });
  });
}
