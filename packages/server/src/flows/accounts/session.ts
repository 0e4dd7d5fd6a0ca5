import { createHash, randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Level } from '@suizheng/domain/policy/level.ts';
import { type Proven, sees } from '@suizheng/domain/policy/session.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import { sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import type { DeviceName } from './device-name.ts';
import { endClaimsOn } from './number-claims.ts';
import { SIGN_IN_POLICY } from './sign-in-policy.ts';

/** A signed-in account. */
export type SignedIn = {
  readonly accountId: string;
  /** The account holder, once real-name. */
  readonly personId: string | null;
  readonly level: Level;
  /** SHA-256 of the session's token: names the session, opens nothing. */
  readonly session: Buffer;
  /** The session as device lists and checks name it. */
  readonly sessionId: string;
  readonly proven: Proven;
  /** False on a browser that the account never was on, when there was something to see; `sees(signedIn)` says what follows. */
  readonly knownDevice: boolean;
  readonly signedInAt: Date;
  readonly expiresAt: Date;
  /** True when this use has extended the session: the browser's cookie must learn of it. */
  readonly extended: boolean;
};

/** A new session: the token goes to the browser once, the database keeps its hash. */
export type NewSession = { readonly token: string; readonly expiresAt: Date };

/** How a session begins. */
export type SessionStart = {
  readonly accountId: string;
  /** The account's wrapped data key, for the device's name. */
  readonly dataKey: Buffer;
  readonly holderId: string | null;
  readonly proven: Proven;
  readonly knownDevice: boolean;
  readonly deviceHash: Buffer | null;
  readonly device: DeviceName;
};

const { idleMs, longestMs, refreshAfterMs } = SIGN_IN_POLICY.session;
const { seenEveryMs } = SIGN_IN_POLICY.device;

/** Hash under which a random token of 32 bytes is kept: with that much entropy a plain SHA-256 is enough. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Where a device's sealed name stands. */
export function placeOfDevice(sessionId: string): string {
  return `device:${sessionId}`;
}

/** Who looks at something of an account: a caller, or our own code on an account's behalf, which sees the whole. */
export type Viewer = Pick<SignedIn, 'accountId'> &
  Partial<Pick<SignedIn, 'proven' | 'knownDevice' | 'signedInAt'>>;

/** The instant since when things are shown to a viewer: their own doings to a session that sees no person, else all. */
export function shownSince({ proven = 'face', knownDevice = true, signedInAt }: Viewer): Date {
  return signedInAt === undefined || sees({ proven, knownDevice }) === 'whole' ? new Date(0) : signedInAt;
}

/** Refuses with `confirm-yourself` a session that sees no person: see domain/policy/session.ts. */
export function requireWhole(session: Pick<SignedIn, 'proven' | 'knownDevice'>): void {
  if (sees(session) === 'masked') throw new AppError('confirm-yourself');
}

/** Opens a session for an account. */
export async function openSession(
  trx: Kysely<Database>,
  { keys, random }: Pick<Context, 'keys' | 'random'>,
  start: SessionStart,
  now: Date,
): Promise<NewSession & { readonly sessionId: string }> {
  const token = Buffer.from(random(32)).toString('base64url');
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + idleMs);
  await trx
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      session_id: sessionId,
      account_id: start.accountId,
      created_at: now,
      expires_at: expiresAt,
      ended_at: null,
      last_seen_at: now,
      proven: start.proven,
      known_device: start.knownDevice,
      holder_id: start.holderId,
      device_hash: start.deviceHash,
      device: sealJson(keys, start.dataKey, placeOfDevice(sessionId), start.device),
    })
    .execute();
  return { token, expiresAt, sessionId };
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
    .select(['session.created_at', 'session.expires_at', 'session.last_seen_at'])
    .select(['session.session_id', 'session.proven', 'session.known_device'])
    .where('token_hash', '=', hash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) return null;
  const end = Math.min(now.getTime() + idleMs, row.created_at.getTime() + longestMs);
  const extended = end - row.expires_at.getTime() > refreshAfterMs;
  const expiresAt = extended ? new Date(end) : row.expires_at;
  const seen = now.getTime() - (row.last_seen_at?.getTime() ?? 0) < seenEveryMs;
  if (extended || !seen) {
    await db
      .updateTable('session')
      .set({ expires_at: expiresAt, last_seen_at: now })
      .where('token_hash', '=', hash)
      .where('ended_at', 'is', null)
      .execute();
  }
  return {
    accountId: row.account_id,
    personId: row.person_id,
    level: row.level,
    session: hash,
    sessionId: row.session_id,
    proven: row.proven,
    knownDevice: row.known_device,
    signedInAt: row.created_at,
    expiresAt,
    extended,
  };
}

/** An accepted real-person check, as far as it can raise the session that began it. */
type AcceptedCheck = {
  readonly account_id: string;
  readonly person_id: string;
  readonly session_id: string | null;
  readonly credential_id: string | null;
};

/**
 * An accepted check proves the session that began it by face, when it was the face of whom the account belonged to as
 * the session began, or of the holder of a credential issued before. On a known browser the account's person will do.
 */
export async function raiseSession(trx: Kysely<Database>, check: AcceptedCheck, now: Date): Promise<void> {
  if (check.session_id === null) return;
  const personId = check.person_id;
  const raised = await trx
    .updateTable('session')
    .set({ proven: 'face' })
    .where('session_id', '=', check.session_id)
    .where('account_id', '=', check.account_id)
    .where('proven', '=', 'code')
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([
        where('holder_id', '=', personId),
        sql<boolean>`known_device and exists (
          select 1 from account o where o.account_id = session.account_id and o.person_id = ${personId})`,
        // Companions' credentials on an account that has no person: the face of their holder opens it.
        sql<boolean>`holder_id is null and exists (
          select 1 from credential c where c.person_id = ${personId} and c.credential_id = ${check.credential_id}::uuid
            and c.account_id = session.account_id and c.issued_at < session.created_at)`,
      ]),
    )
    .returning(['holder_id', 'created_at'])
    .executeTakeFirst();
  // The holder's face, in a session that a code began: they have the number still, unless it was asked for later.
  if (raised?.holder_id === personId) await endClaimsOn(trx, check.account_id, raised.created_at, now);
}
