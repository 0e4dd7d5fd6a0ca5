import { randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { STAFF_ACCESS_POLICY } from '@suizheng/domain/policy/staff-access.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { tokenHash } from '../accounts/session.ts';
import { checkProof, type KeyedRequest, type Proof, tokenAth } from './proof.ts';
import type { StaffMember } from './staff-token.ts';

const { idleMs, longestMs, notedEveryMs } = STAFF_ACCESS_POLICY.session;

/** Why a session ended. */
export type EndedWhy = 'signed-out' | 'locked' | 'idle' | 'replaced' | 'access-ended' | 'suspected';

/** A new session: the token for the cookie, its hash for the browser's proofs. */
export type NewStaffSession = {
  readonly token: string;
  readonly ath: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
};

/** Opens a session that belongs to a key of the browser. */
export async function openStaffSession(
  trx: Kysely<Database>,
  { random }: Pick<Context, 'random'>,
  { staffId, thumbprint }: { readonly staffId: string; readonly thumbprint: string },
  now: Date,
): Promise<NewStaffSession> {
  const token = Buffer.from(random(32)).toString('base64url');
  const sessionId = randomUUID();
  const expiresAt = new Date(now.getTime() + longestMs);
  await trx
    .insertInto('staff_session')
    .values({
      token_hash: tokenHash(token),
      session_id: sessionId,
      staff_id: staffId,
      key_thumbprint: thumbprint,
      created_at: now,
      last_used_at: now,
      expires_at: expiresAt,
    })
    .execute();
  return { token, ath: tokenAth(token), sessionId, expiresAt };
}

/**
 * The member of staff behind a session's cookie, or null. The cookie without a proof of its key is taken for stolen: the
 * session ends and the audit log says so. Throws `proof-stale` for a proof of the right key that came late or twice.
 */
export async function readStaffSession(
  { db }: Pick<Context, 'db'>,
  token: string,
  request: KeyedRequest,
  { traceId, now }: { traceId: string; now: Date },
): Promise<StaffMember | null> {
  const hash = tokenHash(token);
  const row = await db
    .selectFrom('staff_session as s')
    .innerJoin('staff as m', 'm.staff_id', 's.staff_id')
    .select(['s.session_id', 's.key_thumbprint', 's.last_used_at', 's.expires_at'])
    .select(['m.staff_id', 'm.name', 'm.counter', 'm.counter_level', 'm.roles'])
    .where('s.token_hash', '=', hash)
    .where('s.ended_at', 'is', null)
    .where('m.revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (now >= row.expires_at || now.getTime() - row.last_used_at.getTime() > idleMs) {
    await endOne(db, row.session_id, 'idle', now);
    return null;
  }
  const proof = await checkProof(request, tokenAth(token), now);
  if (proof.kind === 'bad' || proof.thumbprint !== row.key_thumbprint) {
    await suspect(db, row, traceId, now);
    return null;
  }
  if (proof.kind === 'stale' || !(await firstSeen(db, proof, now))) throw new AppError('proof-stale');
  if (now.getTime() - row.last_used_at.getTime() > notedEveryMs) {
    await db
      .updateTable('staff_session')
      .set({ last_used_at: now })
      .where('token_hash', '=', hash)
      .where('ended_at', 'is', null)
      .execute();
  }
  const { staff_id, name, counter, counter_level: counterLevel, roles, session_id } = row;
  return { staffId: staff_id, name, counter, counterLevel, roles, sessionId: session_id };
}

/** The key that signed a request on its way to a session; throws `not-signed-in` or `proof-stale`. */
export async function keyOf({ db }: Pick<Context, 'db'>, request: KeyedRequest, now: Date): Promise<string> {
  const proof = await checkProof(request, null, now);
  if (proof.kind === 'bad') throw new AppError('not-signed-in');
  if (proof.kind === 'stale' || !(await firstSeen(db, proof, now))) throw new AppError('proof-stale');
  return proof.thumbprint;
}

/** Ends every open session of a member of staff; answers how many. */
export async function endStaffSessions(
  trx: Kysely<Database>,
  staffId: string,
  why: EndedWhy,
  now: Date,
): Promise<number> {
  const ended = await trx
    .updateTable('staff_session')
    .set({ ended_at: now, ended_why: why })
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Remembers a proof; false when it was seen before. Those that their own time refuses are forgotten at the same occasion. */
async function firstSeen(db: Kysely<Database>, proof: Proof & { jti: Buffer }, now: Date): Promise<boolean> {
  const made = await db
    .insertInto('staff_proof')
    .values({ jti_hash: proof.jti, seen_at: now })
    .onConflict((conflict) => conflict.column('jti_hash').doNothing())
    .returning('jti_hash')
    .executeTakeFirst();
  // One byte of the random id decides: a sweep about every 64 requests.
  if (proof.jti[0]! < 4) {
    const gone = new Date(now.getTime() - 3 * STAFF_ACCESS_POLICY.proof.aroundMs);
    await db.deleteFrom('staff_proof').where('seen_at', '<', gone).execute();
  }
  return made !== undefined;
}

async function suspect(
  db: Kysely<Database>,
  { session_id, staff_id }: { session_id: string; staff_id: string },
  traceId: string,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (!(await endOne(trx, session_id, 'suspected', now))) return;
    const actor = { kind: 'stranger', id: 'stranger', traceId } as const;
    const object = { kind: 'staff', id: staff_id };
    await appendAudit(trx, actor, 'staff.session-stolen-suspected', object, { session: session_id });
  });
}

async function endOne(db: Kysely<Database>, sessionId: string, why: EndedWhy, now: Date): Promise<boolean> {
  const ended = await db
    .updateTable('staff_session')
    .set({ ended_at: now, ended_why: why })
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows === 1n;
}
