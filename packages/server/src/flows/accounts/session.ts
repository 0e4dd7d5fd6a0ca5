import { createHash } from 'node:crypto';
import type { Level } from '@suizheng/domain/policy/level.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { SIGN_IN_POLICY } from './sign-in-policy.ts';

/** A signed-in account. */
export type SignedIn = {
  readonly accountId: string;
  /** The account holder, once real-name. */
  readonly personId: string | null;
  readonly level: Level;
  /** SHA-256 of the session's token: names the session, opens nothing. */
  readonly session: Buffer;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
  /** True when this use has extended the session: the browser's cookie must learn of it. */
  readonly extended: boolean;
};

/** A new session: the token goes to the browser once, the database keeps its hash. */
export type NewSession = { readonly token: string; readonly expiresAt: Date };

const { idleMs, longestMs, refreshAfterMs } = SIGN_IN_POLICY.session;

/** Hash under which a random token of 32 bytes is kept: with that much entropy a plain SHA-256 is enough. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Opens a session for an account. */
export async function openSession(
  trx: Kysely<Database>,
  { random }: Pick<Context, 'random'>,
  accountId: string,
  now: Date,
): Promise<NewSession> {
  const token = Buffer.from(random(32)).toString('base64url');
  const expiresAt = new Date(now.getTime() + idleMs);
  await trx
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      account_id: accountId,
      created_at: now,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute();
  return { token, expiresAt };
}

/** The account behind a session token, or null; its use extends the session up to its longest life. */
export async function readSession(
  { db }: Pick<Context, 'db'>,
  token: string,
  now: Date,
): Promise<SignedIn | null> {
  const hash = tokenHash(token);
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.account_id', 'session.account_id')
    .select(['account.account_id', 'account.person_id', 'account.level'])
    .select(['session.created_at', 'session.expires_at'])
    .where('token_hash', '=', hash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) return null;
  const end = Math.min(now.getTime() + idleMs, row.created_at.getTime() + longestMs);
  const extended = end - row.expires_at.getTime() > refreshAfterMs;
  const expiresAt = extended ? new Date(end) : row.expires_at;
  if (extended) {
    await db
      .updateTable('session')
      .set({ expires_at: expiresAt })
      .where('token_hash', '=', hash)
      .where('ended_at', 'is', null)
      .execute();
  }
  return {
    accountId: row.account_id,
    personId: row.person_id,
    level: row.level,
    session: hash,
    signedInAt: row.created_at,
    expiresAt,
    extended,
  };
}
