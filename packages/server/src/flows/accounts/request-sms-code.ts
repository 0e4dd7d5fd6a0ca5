import { randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { countAttempt } from './count-attempt.ts';
import type { SignInPolicy } from './sign-in-policy.ts';
import { codeText } from './sms-text.ts';

/** Subject of the limit on all codes together. */
const EVERYBODY = Buffer.from('all');

/** Hash of a code: keyed, because a million guesses are nothing, and bound to its row. */
export function codeHash({ keys }: Pick<Context, 'keys'>, codeId: string, code: string): Buffer {
  return keys.blindIndex('sms-code', `${codeId} ${code}`);
}

/**
 * Sends a sign-in code to a mobile (A10). Known and unknown mobiles get the same answer. Throws
 * `too-many-requests` inside the resend time or past a limit, `unavailable` when the gateway does not take it.
 */
export async function requestSmsCode(
  context: Pick<Context, 'db' | 'keys' | 'random' | 'sms'> & { signInPolicy: SignInPolicy },
  { mobile, ip, locale, now }: { mobile: string; ip: string; locale: Locale; now: Date },
): Promise<{ expiresAt: string; resendAfter: string }> {
  const { db, keys, random, sms } = context;
  const { code: policy, limits } = context.signInPolicy;
  const mobileIndex = keys.blindIndex('mobile', mobile);
  await countAttempt(context, 'codes-from', keys.blindIndex('address', ip), limits.codesToAddress, now);
  const smsCodeId = randomUUID();
  const code = sixDigits(random);
  const expiresAt = new Date(now.getTime() + policy.validForMs);
  await db.transaction().execute(async (trx) => {
    // Two requests for one mobile at the same moment: the second waits here and then finds the first's row.
    await sql`select pg_advisory_xact_lock(${mobileIndex.readBigInt64BE().toString()}::bigint)`.execute(trx);
    await refuseTooSoon(trx, mobileIndex, policy.resendAfterMs, now);
    // Counted here, so that a refusal leaves the code sent before alive and takes nothing from the limits.
    await countAttempt({ db: trx }, 'codes-to', mobileIndex, limits.codesToMobile, now);
    await countAttempt({ db: trx }, 'codes', EVERYBODY, limits.codesInAll, now);
    await trx
      .insertInto('sms_code')
      .values({
        sms_code_id: smsCodeId,
        mobile_index: mobileIndex,
        code_hash: codeHash(context, smsCodeId, code),
        created_at: now,
        expires_at: expiresAt,
        used_at: null,
      })
      .execute();
  });
  // Sent at once, outside the transaction, under the row's id: a repeated attempt is no second message. A crash
  // between commit and sending loses a message, not an account; the person asks again after the resend time.
  const sent = await sms.send({
    to: mobile,
    text: codeText(locale, code, policy.validForMs),
    reference: `code:${smsCodeId}`,
  });
  if (sent.kind === 'unavailable') {
    // The person may try again at once: what was never sent must not make them wait.
    await db.deleteFrom('sms_code').where('sms_code_id', '=', smsCodeId).execute();
    throw new AppError('unavailable', { params: { seconds: sent.retryAfter ?? 5 } });
  }
  return {
    expiresAt: expiresAt.toISOString(),
    resendAfter: new Date(now.getTime() + policy.resendAfterMs).toISOString(),
  };
}

async function refuseTooSoon(
  trx: Context['db'],
  mobileIndex: Buffer,
  resendAfterMs: number,
  now: Date,
): Promise<void> {
  const last = await trx
    .selectFrom('sms_code')
    .select('created_at')
    .where('mobile_index', '=', mobileIndex)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  const waitMs = last === undefined ? 0 : last.created_at.getTime() + resendAfterMs - now.getTime();
  if (waitMs > 0) throw new AppError('too-many-requests', { params: { seconds: Math.ceil(waitMs / 1_000) } });
}

/** Six digits, each of the million equally likely: draws beyond the last whole million of 2³² are thrown away. */
export function sixDigits(random: Context['random']): string {
  for (;;) {
    const drawn = Buffer.from(random(4)).readUInt32BE();
    if (drawn < 4_294_000_000) return String(drawn % 1_000_000).padStart(6, '0');
  }
}
