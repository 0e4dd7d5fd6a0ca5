import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Our cookies: a person's session; the browser itself, for the list of devices and the codes it asked for; a staff
 * session; the mark of a browser that was sent to another site and will be sent back (A3). All HttpOnly.
 */
export type Cookie = 'session' | 'device' | 'staff' | 'mark';

/** A cookie's value and when it ends. */
export type CookieValue = { readonly token: string; readonly expiresAt: Date };

/** The name in the browser: where TLS is promised with the prefix that ties it to this host, path / and Secure (RFC 6265bis §4.1.3.2). */
export function cookieName(cookie: Cookie, secure: boolean): string {
  return `${secure ? '__Host-' : ''}sz_${cookie}`;
}

/** The value of a cookie of ours, or null when there is none or it cannot be one. */
export function readCookie(request: FastifyRequest, cookie: Cookie, secure: boolean): string | null {
  const value = request.cookies[cookieName(cookie, secure)];
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

/** Gives the browser a cookie, or takes it away with null. */
export function writeCookie(
  reply: FastifyReply,
  cookie: Cookie,
  value: CookieValue | null,
  secure: boolean,
): void {
  // Lax only for the mark: a browser that another site sends back brings it along. It opens nothing by itself.
  const sameSite = cookie === 'mark' ? 'lax' : 'strict';
  const options = { path: '/', httpOnly: true, sameSite, secure } as const;
  const name = cookieName(cookie, secure);
  if (value === null) reply.clearCookie(name, options);
  else reply.setCookie(name, value.token, { ...options, expires: value.expiresAt });
}
