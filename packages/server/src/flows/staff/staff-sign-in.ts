import type { Assertion } from '@suizheng/domain/contract/passkey.ts';
import type { StaffSessionView } from '@suizheng/domain/contract/staff.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { civilMinute } from '@suizheng/domain/policy/calendar.ts';
import { STAFF_ACCESS_POLICY } from '@suizheng/domain/policy/staff-access.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt, giveBackAttempt } from '../accounts/count-attempt.ts';
import type { SignInPolicy } from '../accounts/sign-in-policy.ts';
import { passkeyInvalid, requestOptions, verifyUse } from '../passkeys/ceremony.ts';
import { newChallenge, takeChallenge } from '../passkeys/challenge.ts';
import { placeOfFactor } from './add-staff.ts';
import { STAFF_CODES, stepOf } from './one-time-code.ts';
import type { KeyedRequest } from './proof.ts';
import { endStaffSessions, keyOf, openStaffSession } from './staff-session.ts';
import { readStaffToken, type StaffMember, staffView } from './staff-token.ts';

type StaffContext = Pick<Context, 'db' | 'keys' | 'random' | 'mode' | 'webauthn'> & {
  signInPolicy: SignInPolicy;
};

/** Where a request comes from, and the proof of the key that the session will belong to. */
export type StaffCaller = {
  readonly ip: string;
  readonly proof: KeyedRequest;
  readonly traceId: string;
  readonly now: Date;
};

/** A session's view for the page, and the token for its cookie. */
export type StaffSignInResult = {
  readonly view: StaffSessionView;
  readonly cookie: { readonly token: string; readonly expiresAt: Date };
};

/** Options to sign in with whichever passkey the officer picks. */
export async function beginStaffSignIn(context: StaffContext, ip: string, now: Date) {
  await countFrom(context, ip, now);
  const timing = { now, forMs: STAFF_ACCESS_POLICY.challengeForMs };
  return { ...(await requestOptions(context, await newChallenge(context, 'staff-sign-in', null, timing))) };
}

/**
 * Signs staff in with passkey and one-time code; earlier sessions of theirs end: one desk at a time. Throws
 * `validation-failed` (`passkey.invalid`, `code.wrong`), `too-many-requests`, `one-time-codes-used`, `not-signed-in` (no
 * proof of a key).
 */
export async function staffSignIn(
  context: StaffContext,
  { code, response }: { code: string; response: Assertion },
  { ip, proof, traceId, now }: StaffCaller,
): Promise<StaffSignInResult> {
  const { db } = context;
  await countFrom(context, ip, now);
  const thumbprint = await keyOf(context, proof, now);
  const staff = await usePasskey(context, response, now);
  await useCode(context, staff.staffId, code, now);
  return db.transaction().execute(async (trx) => {
    await endStaffSessions(trx, staff.staffId, 'replaced', now);
    return begin(trx, context, { staff, thumbprint, by: 'passkey', traceId, now });
  });
}

/** Exchanges a sandbox's printed token for a session; throws `not-found` outside a sandbox, `not-signed-in`. */
export async function demoStaffSignIn(
  context: StaffContext,
  token: string,
  { ip, proof, traceId, now }: StaffCaller,
): Promise<StaffSignInResult> {
  if (!context.mode.sandbox) throw new AppError('not-found');
  await countFrom(context, ip, now);
  const thumbprint = await keyOf(context, proof, now);
  const staff = await readStaffToken(context, token);
  if (staff === null) throw new AppError('not-signed-in');
  return context.db
    .transaction()
    .execute((trx) => begin(trx, context, { staff, thumbprint, by: 'demo-token', traceId, now }));
}

/** Ends the session that calls: signed out, or the desk locked. Behind a sandbox's token there is none. */
export async function endOwnStaffSession(
  { db }: Pick<Context, 'db'>,
  { sessionId }: StaffMember,
  why: 'signed-out' | 'locked',
  actor: Actor,
  now: Date,
): Promise<void> {
  if (sessionId === undefined) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('staff_session')
      .set({ ended_at: now, ended_why: why })
      .where('session_id', '=', sessionId)
      .where('ended_at', 'is', null)
      .execute();
    await appendAudit(trx, actor, 'staff.sign-out', { kind: 'staff-session', id: sessionId }, { why });
  });
}

async function begin(
  trx: Kysely<Database>,
  context: StaffContext,
  start: { staff: StaffMember; thumbprint: string; by: string; traceId: string; now: Date },
): Promise<StaffSignInResult> {
  const { staff, thumbprint, by, traceId, now } = start;
  const session = await openStaffSession(trx, context, { staffId: staff.staffId, thumbprint }, now);
  const actor = { kind: 'staff', id: staff.staffId, traceId } as const;
  const object = { kind: 'staff', id: staff.staffId };
  await appendAudit(trx, actor, 'staff.sign-in', object, { by, session: session.sessionId });
  const view = {
    staff: staffView(staff),
    ath: session.ath,
    idleMs: STAFF_ACCESS_POLICY.session.idleMs,
    expiresAt: session.expiresAt.toISOString(),
  };
  return { view, cookie: { token: session.token, expiresAt: session.expiresAt } };
}

async function usePasskey(context: StaffContext, response: Assertion, now: Date): Promise<StaffMember> {
  const { db } = context;
  const taken = await takeChallenge(db, response.response.clientDataJSON, 'staff-sign-in', now);
  if (taken === null) throw passkeyInvalid();
  const credentialId = Buffer.from(response.rawId, 'base64url');
  return db.transaction().execute(async (trx) => {
    const kept = await trx
      .selectFrom('staff_passkey as k')
      .innerJoin('staff as m', 'm.staff_id', 'k.staff_id')
      .selectAll('k')
      .select(['m.name', 'm.counter', 'm.counter_level', 'm.roles'])
      .where('k.credential_id', '=', credentialId)
      .where('m.revoked_at', 'is', null)
      .forUpdate('k')
      .executeTakeFirst();
    if (kept === undefined) throw passkeyInvalid();
    const count = await verifyUse(context, taken.challenge, response, kept);
    await trx
      .updateTable('staff_passkey')
      .set({ sign_count: String(count), last_used_at: now })
      .where('credential_id', '=', credentialId)
      .execute();
    return {
      staffId: kept.staff_id,
      name: kept.name,
      counter: kept.counter,
      counterLevel: kept.counter_level,
      roles: kept.roles,
    };
  });
}

/**
 * Wrong codes are counted before they are looked at; a step of time counts once, also for two at the same moment. Throws
 * `one-time-codes-used` with the instant from which codes are looked at again.
 */
async function useCode(context: StaffContext, staffId: string, code: string, now: Date): Promise<void> {
  const { db, keys } = context;
  const { wrong } = STAFF_ACCESS_POLICY.oneTimeCode;
  const subject = Buffer.from(staffId);
  await countCode(context, subject, now);
  const factor = await db
    .selectFrom('staff_factor')
    .selectAll()
    .where('staff_id', '=', staffId)
    .executeTakeFirst();
  const step =
    factor === undefined
      ? null
      : stepOf(keys.open(factor.data_key, placeOfFactor(staffId), factor.secret), code, now);
  const used =
    step !== null &&
    (
      await db
        .updateTable('staff_factor')
        .set({ last_step: String(step) })
        .where('staff_id', '=', staffId)
        .where(sql<boolean>`last_step < ${step}`)
        .executeTakeFirst()
    ).numUpdatedRows === 1n;
  if (!used) throw new AppError('validation-failed', { fields: [{ field: 'code', code: 'code.wrong' }] });
  await giveBackAttempt(context, STAFF_CODES, subject, wrong, now);
}

async function countCode(context: StaffContext, subject: Buffer, now: Date): Promise<void> {
  try {
    await countAttempt(context, STAFF_CODES, subject, STAFF_ACCESS_POLICY.oneTimeCode.wrong, now);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'too-many-requests') throw error;
    const seconds = Number(error.params.seconds);
    const until = civilMinute(new Date(now.getTime() + seconds * 1_000));
    throw new AppError('one-time-codes-used', { params: { seconds, until } });
  }
}

function countFrom(context: StaffContext, ip: string, now: Date): Promise<void> {
  const { passkeysFromAddress } = context.signInPolicy.limits;
  const subject = context.keys.blindIndex('address', ip);
  return countAttempt(context, 'staff-from', subject, passkeysFromAddress, now);
}
