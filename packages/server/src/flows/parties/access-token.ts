import type { Context } from '../../context.ts';
import type { EnrolledClient } from './enrolled-client.ts';

/** The client behind an access token, or null for one that is not good (any more). No token is given out yet. */
export async function readAccessToken(
  _context: Pick<Context, 'db'>,
  _token: string,
  _certificate: Buffer | null,
  _now: Date,
): Promise<EnrolledClient | null> {
  return null;
}
