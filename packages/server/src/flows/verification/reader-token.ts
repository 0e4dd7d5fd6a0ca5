import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';

/** An enrolled reader that has shown its token. */
export type EnrolledReader = {
  readonly readerId: string;
  readonly organisation: string;
  readonly label: string;
  readonly scope: string;
  readonly purposes: readonly string[];
  readonly encryptionKey: Uint8Array;
  readonly enrolledAt: Date;
};

/** Where a reader's bearer token begins, so that a leaked one is recognised for what it is. */
const TOKEN_PREFIX = 'szr_';

/** A new bearer token: 32 random bytes; the reader sees it once, we keep its hash. */
export function newReaderToken(random: Context['random']): string {
  return TOKEN_PREFIX + Buffer.from(random(32)).toString('base64url');
}

/** SHA-256 of a token or code of high entropy: no salt is needed where nothing can be guessed. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The reader behind a token; null for one unknown or revoked. */
export async function authenticateReader(
  { db }: Pick<Context, 'db'>,
  token: string,
): Promise<EnrolledReader | null> {
  if (!token.startsWith(TOKEN_PREFIX)) return null;
  const row = await db
    .selectFrom('reader')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return {
    readerId: row.reader_id,
    organisation: row.organisation,
    label: row.label,
    scope: row.scope,
    purposes: row.purposes,
    encryptionKey: row.encryption_key,
    enrolledAt: row.enrolled_at,
  };
}
