import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FastifyRequest } from 'fastify';

/**
 * Refuses a changing request that a page of another site made a browser send. The cookie is SameSite=Strict and a
 * body must be JSON; this is the third lock. Programs send neither header and pass.
 */
export function refuseForeignOrigin(request: FastifyRequest, origins: readonly string[]): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !origins.includes(origin) && hostOf(origin) !== host)
    throw new AppError('not-allowed');
  if (origin === undefined && (site === 'cross-site' || site === 'same-site'))
    throw new AppError('not-allowed');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
