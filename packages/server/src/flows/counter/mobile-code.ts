import { randomUUID, timingSafeEqual } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { counterPolicy } from '@suizheng/domain/policy/counter.ts';
import { fill, inAll, type Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { sixDigits } from '../../crypto/six-digits.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { codeHash } from '../accounts/request-sms-code.ts';
import { SIGN_IN_POLICY } from '../accounts/sign-in-policy.ts';
import { refusedFields, type Visit } from './visit.ts';

/** It may be read out to the officer in front of one, and to nobody else; it signs nobody in. */
const CODE_TEXT = inAll(
  '【随证】窗口核验码 {code}，{minutes} 分钟内有效。请只告诉正在为您办理的窗口人员；不能用于登录。',
  '【隨證】窗口核驗碼 {code}，{minutes} 分鐘內有效。請只告訴正為您辦理的窗口職員；不能用於登入。',
  '【隨證】窗口核驗碼 {code}，{minutes} 分鐘內有效。請只告訴正為您辦理的窗口人員；不能用於登入。',
  '[Suizheng] Your counter code is {code}, good for {minutes} minutes. Tell it only to the officer who is serving you; it signs nobody in.',
);

/** A code belongs to one mobile and one visit: under an index of its own, the sign-in never finds it. */
function indexOf({ keys }: Pick<Context, 'keys'>, visit: Visit, mobile: string): Buffer {
  return keys.blindIndex('counter-mobile', `${visit.visitId} ${mobile}`);
}

/**
 * Sends a code to the mobile that the person names, to prove that they hold it. Counts against the same limits as the
 * codes of the sign-in. Throws `too-many-requests`, `unavailable`.
 */
export async function sendVisitCode(
  context: Pick<Context, 'db' | 'keys' | 'random' | 'sms' | 'clock' | 'limits'>,
  visit: Visit,
  mobile: string,
  { actor, locale }: { actor: Actor; locale: Locale },
): Promise<{ expiresAt: string; resendAfter: string }> {
  const { db, keys, sms, limits } = context;
  const now = context.clock();
  const { validForMs, resendAfterMs } = counterPolicy.code;
  const index = indexOf(context, visit, mobile);
  const smsCodeId = randomUUID();
  const code = sixDigits(context.random);
  const expiresAt = new Date(now.getTime() + validForMs);
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${index.readBigInt64BE().toString()}::bigint)`.execute(trx);
    await refuseTooSoon(trx, index, resendAfterMs, now);
    const { codesToMobile, codesInAll } = SIGN_IN_POLICY.limits;
    if (limits) {
      await countAttempt({ db: trx }, 'codes-to', keys.blindIndex('mobile', mobile), codesToMobile, now);
      await countAttempt({ db: trx }, 'codes', Buffer.from('all'), codesInAll, now);
    }
    await trx
      .insertInto('sms_code')
      .values({
        sms_code_id: smsCodeId,
        mobile_index: index,
        code_hash: codeHash(context, smsCodeId, code),
        created_at: now,
        expires_at: expiresAt,
        used_at: null,
      })
      .execute();
    await appendAudit(
      trx,
      actor,
      'counter.mobile-code',
      { kind: 'person', id: visit.personId },
      {
        visit: visit.visitId,
      },
    );
  });
  const text = fill(CODE_TEXT[locale], { code, minutes: validForMs / 60_000 });
  const sent = await sms.send({ to: mobile, text, reference: `code:${smsCodeId}` });
  if (sent.kind === 'unavailable') {
    // What was never sent must not make anybody wait.
    await db.deleteFrom('sms_code').where('sms_code_id', '=', smsCodeId).execute();
    throw new AppError('unavailable', { params: { seconds: sent.retryAfter ?? 5 } });
  }
  return {
    expiresAt: expiresAt.toISOString(),
    resendAfter: new Date(now.getTime() + resendAfterMs).toISOString(),
  };
}

async function refuseTooSoon(
  trx: Kysely<Database>,
  index: Buffer,
  resendAfterMs: number,
  now: Date,
): Promise<void> {
  const last = await trx
    .selectFrom('sms_code')
    .select('created_at')
    .where('mobile_index', '=', index)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  const waitMs = last ? last.created_at.getTime() + resendAfterMs - now.getTime() : 0;
  if (waitMs > 0) throw new AppError('too-many-requests', { params: { seconds: Math.ceil(waitMs / 1_000) } });
}

/**
 * Tries the newest code of the visit’s mobile; counted and committed before it is looked at. Answers the code’s id, to be
 * used up in the transaction of what it proves. Throws field errors on `code`.
 */
export async function tryVisitCode(
  context: Pick<Context, 'db' | 'keys' | 'clock'>,
  visit: Visit,
  { mobile, code }: { mobile: string; code: string },
): Promise<string> {
  const { tries } = counterPolicy.code;
  const newest = await context.db
    .selectFrom('sms_code')
    .select('sms_code_id')
    .where('mobile_index', '=', indexOf(context, visit, mobile))
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (!newest) throw refusedFields(['code', 'code.expired']);
  const tried = await context.db
    .updateTable('sms_code')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('sms_code_id', '=', newest.sms_code_id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', context.clock())
    .where('attempts', '<', tries)
    .returning(['code_hash', 'attempts'])
    .executeTakeFirst();
  if (!tried) throw refusedFields(['code', 'code.expired']);
  if (!timingSafeEqual(tried.code_hash, codeHash(context, newest.sms_code_id, code)))
    throw refusedFields(['code', tried.attempts < tries ? 'code.wrong' : 'code.expired']);
  return newest.sms_code_id;
}

/** Uses the code up in the transaction of what it proves; throws a field error when another call did. */
export async function consumeVisitCode(trx: Kysely<Database>, codeId: string, now: Date): Promise<void> {
  const used = await trx
    .updateTable('sms_code')
    .set({ used_at: now })
    .where('sms_code_id', '=', codeId)
    .where('used_at', 'is', null)
    .returning('sms_code_id')
    .executeTakeFirst();
  if (!used) throw refusedFields(['code', 'code.expired']);
}
