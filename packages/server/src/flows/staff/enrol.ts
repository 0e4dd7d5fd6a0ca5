import type { Attestation } from '@suizheng/domain/contract/passkey.ts';
import type { StaffEnrolmentView } from '@suizheng/domain/contract/staff.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import { STAFF_ACCESS_POLICY } from '@suizheng/domain/policy/staff-access.ts';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { WaitingPasskey } from '../../db/tables/staff.ts';
import { forgetAttemptsOf } from '../accounts/count-attempt.ts';
import { creationOptions, passkeyInvalid, verifyCreation } from '../passkeys/ceremony.ts';
import { newChallenge, takeChallenge } from '../passkeys/challenge.ts';
import { linkHash, placeOfFactor } from './add-staff.ts';
import { factorOf, SECRET_BYTES, STAFF_CODES, stepOf } from './one-time-code.ts';
import { endStaffSessions } from './staff-session.ts';

type EnrolContext = Pick<Context, 'db' | 'keys' | 'random' | 'webauthn'>;

/**
 * What an enrolment link opens, anew at each opening: second factor and challenge of an earlier one, whoever has seen
 * them, are worth nothing, and a passkey that waited is forgotten. So nobody enrols beside the holder unseen. Throws
 * `validation-failed` (`enrolment.invalid`) for one that does not work (any more).
 */
export async function openEnrolment(
  context: EnrolContext,
  link: string,
  now: Date,
): Promise<StaffEnrolmentView> {
  const row = await readLink(context, link, now);
  const { staff_id, name, counter, counter_level: counterLevel, roles } = row;
  const forMs = Math.min(STAFF_ACCESS_POLICY.challengeForMs * 3, row.expires_at.getTime() - now.getTime());
  const secret = context.random(SECRET_BYTES);
  const challenge = await context.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('staff_enrolment')
      .set({ secret: context.keys.seal(row.data_key, placeOfFactor(staff_id), secret), passkey: null })
      .where('code_hash', '=', linkHash(link))
      .where('used_at', 'is', null)
      .execute();
    await trx
      .deleteFrom('passkey_challenge')
      .where('purpose', '=', 'staff-enrol')
      .where('owner_id', '=', staff_id)
      .execute();
    return newChallenge({ ...context, db: trx }, 'staff-enrol', staff_id, { now, forMs });
  });
  const user = { id: Buffer.from(staff_id.replaceAll('-', ''), 'hex'), name };
  const factor = factorOf(secret, `${name} ${counter}`);
  return {
    staff: { id: staff_id, name, counter, counterLevel, roles },
    passkey: { ...(await creationOptions(context, challenge, user, [])) },
    otpauth: factor.toString(),
    secret: factor.secret.base32,
    expiresAt: row.expires_at.toISOString(),
  };
}

/** Keeps the new passkey until a code has confirmed the second factor; throws `validation-failed`. */
export async function addEnrolmentPasskey(
  context: EnrolContext,
  link: string,
  response: Attestation,
  now: Date,
): Promise<void> {
  const row = await readLink(context, link, now);
  const taken = await takeChallenge(context.db, response.response.clientDataJSON, 'staff-enrol', now);
  if (taken?.ownerId !== row.staff_id) throw passkeyInvalid();
  const made = await verifyCreation(context, taken.challenge, response);
  const waiting: WaitingPasskey = {
    credentialId: made.credentialId.toString('base64url'),
    publicKey: made.publicKey.toString('base64url'),
    signCount: made.signCount,
    transports: made.transports,
  };
  const kept = await context.db
    .updateTable('staff_enrolment')
    .set({ passkey: JSON.stringify(waiting) })
    .where('code_hash', '=', linkHash(link))
    .where('used_at', 'is', null)
    // Of this opening: another may have come between.
    .where('secret', '=', row.secret)
    .executeTakeFirst();
  if (kept.numUpdatedRows === 0n) throw passkeyInvalid();
}

/**
 * Confirms the second factor with one code: the link is used up, the new passkey and factor take the place of earlier
 * ones, whose sessions end. Throws `validation-failed`, `wrong-state` (no passkey yet).
 */
export async function completeEnrolment(
  context: EnrolContext,
  { link, code, traceId, now }: { link: string; code: string; traceId: string; now: Date },
): Promise<void> {
  const { db } = context;
  const row = await readLink(context, link, now);
  const { passkey, staff_id } = row;
  if (passkey === null) throw new AppError('wrong-state');
  // Counted before the code is looked at, and committed: a million guesses need more links than anybody has.
  const counted = await db
    .updateTable('staff_enrolment')
    .set((at) => ({ tries: at('tries', '+', 1) }))
    .where('code_hash', '=', linkHash(link))
    .where('tries', '<', STAFF_ACCESS_POLICY.enrolment.tries)
    .executeTakeFirst();
  if (counted.numUpdatedRows === 0n) throw refused('link', 'enrolment.invalid');
  const step = stepOf(secretOf(context, row), code, now);
  if (step === null) throw refused('code', 'code.wrong');
  await db.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('staff_enrolment')
      .set({ used_at: now })
      .where('code_hash', '=', linkHash(link))
      .where('used_at', 'is', null)
      .where('secret', '=', row.secret)
      .executeTakeFirst();
    if (used.numUpdatedRows === 0n) throw refused('link', 'enrolment.invalid');
    await trx.deleteFrom('staff_passkey').where('staff_id', '=', staff_id).execute();
    await trx.deleteFrom('staff_factor').where('staff_id', '=', staff_id).execute();
    await trx
      .insertInto('staff_passkey')
      .values({
        staff_id,
        credential_id: Buffer.from(passkey.credentialId, 'base64url'),
        public_key: Buffer.from(passkey.publicKey, 'base64url'),
        sign_count: String(passkey.signCount),
        transports: [...passkey.transports],
        created_at: now,
      })
      .execute();
    await trx
      .insertInto('staff_factor')
      .values({
        staff_id,
        data_key: row.data_key,
        secret: row.secret,
        last_step: String(step),
        confirmed_at: now,
      })
      .execute();
    await endStaffSessions(trx, staff_id, 'replaced', now);
    // Wrong codes of the factor before say nothing about this one.
    await forgetAttemptsOf(trx, STAFF_CODES, Buffer.from(staff_id));
    const actor = { kind: 'staff', id: staff_id, traceId } as const;
    await appendAudit(trx, actor, 'staff.enrol', { kind: 'staff', id: staff_id });
  });
}

async function readLink({ db }: Pick<Context, 'db'>, link: string, now: Date) {
  const row = await db
    .selectFrom('staff_enrolment as e')
    .innerJoin('staff as m', 'm.staff_id', 'e.staff_id')
    .select(['e.staff_id', 'e.expires_at', 'e.data_key', 'e.secret', 'e.passkey'])
    .select(['m.name', 'm.counter', 'm.counter_level', 'm.roles'])
    .where('e.code_hash', '=', linkHash(link))
    .where('e.used_at', 'is', null)
    .where('e.expires_at', '>', now)
    .where('e.tries', '<', STAFF_ACCESS_POLICY.enrolment.tries)
    .where('m.revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw refused('link', 'enrolment.invalid');
  return row;
}

function secretOf(
  { keys }: Pick<Context, 'keys'>,
  { staff_id, data_key, secret }: { staff_id: string; data_key: Buffer; secret: Buffer },
): Buffer {
  return keys.open(data_key, placeOfFactor(staff_id), secret);
}

function refused(field: string, code: FieldFaultCode): AppError {
  return new AppError('validation-failed', { fields: [{ field, code }] });
}
