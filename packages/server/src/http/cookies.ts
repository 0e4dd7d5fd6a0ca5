import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Our cookies: a person's session; the browser itself, for the list of devices and the codes it asked for; a staff
 * session. All HttpOnly and SameSite=Strict.
 */
export type Cookie = 'session' | 'device' | 'staff';

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
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const;
  const name = cookieName(cookie, secure);
  if (value === null) reply.clearCookie(name, options);
  else reply.setCookie(name, value.token, { ...options, expires: value.expiresAt });
}

/** Names a browser that another site sends back (A3). */
const MARK_COOKIE = 'sz_mark';
/** Where the mark is sent back to: the paths that another site's answer leads to. */
const MARK_PATH = '/api/v1/vouching';

/** The mark of this browser, or null. */
export function markOf(request: FastifyRequest): string | null {
  const mark = request.cookies[MARK_COOKIE];
  return mark !== undefined && /^[A-Za-z0-9_-]{43}$/.test(mark) ? mark : null;
}

/** Lax, not Strict: a browser that another site sends back brings it along. It opens nothing by itself. */
export function setMark(
  reply: FastifyReply,
  mark: { readonly value: string; readonly expiresAt: Date } | null,
  secure: boolean,
): void {
  const cookie = { path: MARK_PATH, httpOnly: true, sameSite: 'lax', secure } as const;
  if (mark === null) reply.clearCookie(MARK_COOKIE, cookie);
  else reply.setCookie(MARK_COOKIE, mark.value, { ...cookie, expires: mark.expiresAt });
}
