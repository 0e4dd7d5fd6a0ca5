import { randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { sixDigits } from '../../crypto/six-digits.ts';
import { countAttempt } from './count-attempt.ts';
import { deviceHash, isKnownDevice } from './devices.ts';
import type { SignInPolicy } from './sign-in-policy.ts';
import { codeText } from './sms-text.ts';
import { widerNetworkOf } from './wider-network.ts';

/** Subject of the limit on all codes together. */
const EVERYBODY = Buffer.from('all');
/** Digits that the mobiles of one range share: carrier and place, 10 000 numbers. */
const RANGE_DIGITS = 7;

/** Hash of a code: keyed, because a million guesses are nothing, and bound to its row. */
export function codeHash({ keys }: Pick<Context, 'keys'>, codeId: string, code: string): Buffer {
  return keys.blindIndex('sms-code', `${codeId} ${code}`);
}

type CodeContext = Pick<Context, 'db' | 'keys' | 'random' | 'sms'> & { signInPolicy: SignInPolicy };
type CodeRequest = {
  readonly mobile: string;
  readonly ip: string;
  readonly locale: Locale;
  /** The cookie of the browser that asks: the code works there and nowhere else. */
  readonly device: string;
  readonly now: Date;
};

/**
 * Sends a sign-in code to a mobile (A10). Known and unknown mobiles get the same answer. Throws
 * `too-many-requests` inside the resend time or past a limit, `unavailable` when the gateway does not take it.
 */
export async function requestSmsCode(
  context: CodeContext,
  request: CodeRequest,
): Promise<{ expiresAt: string; resendAfter: string }> {
  const { db, keys, random, sms } = context;
  const { code: policy } = context.signInPolicy;
  const { mobile, locale, now } = request;
  const mobileIndex = keys.blindIndex('mobile', mobile);
  const asker = deviceHash(request.device)!;
  const known = await isKnownDevice(db, mobileIndex, asker);
  await countFrom(context, request, known);
  const smsCodeId = randomUUID();
  const code = sixDigits(random);
  const expiresAt = new Date(now.getTime() + policy.validForMs);
  const resendMs = await db.transaction().execute(async (trx) => {
    // Two requests for one mobile at the same moment: the second waits here and then finds the first's row.
    await sql`select pg_advisory_xact_lock(${mobileIndex.readBigInt64BE().toString()}::bigint)`.execute(trx);
    const waits = await refuseTooSoon(trx, mobileIndex, policy, now);
    await countTo({ ...context, db: trx }, request, mobileIndex, known);
    await trx
      .insertInto('sms_code')
      .values({
        sms_code_id: smsCodeId,
        mobile_index: mobileIndex,
        asker_hash: asker,
        code_hash: codeHash(context, smsCodeId, code),
        created_at: now,
        expires_at: expiresAt,
        used_at: null,
      })
      .execute();
    return waits;
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
    resendAfter: new Date(now.getTime() + resendMs).toISOString(),
  };
}

/** Where requests come from: the address, and the network that one subscriber can have many addresses in. */
async function countFrom(context: CodeContext, { ip, now }: CodeRequest, known: boolean): Promise<void> {
  const { keys } = context;
  const { limits } = context.signInPolicy;
  await countAttempt(context, 'codes-from', keys.blindIndex('address', ip), limits.codesToAddress, now);
  // The owner on a browser of theirs is no part of a flood, whoever shares their network.
  if (known) return;
  const network = keys.blindIndex('address', `network ${widerNetworkOf(ip)}`);
  await countAttempt(context, 'codes-from-network', network, limits.codesToNetwork, now);
}

/** Where messages go; counted beside the code, so that a refusal leaves the code sent before alive. */
async function countTo(
  context: CodeContext,
  { mobile, now }: CodeRequest,
  mobileIndex: Buffer,
  known: boolean,
): Promise<void> {
  const { keys } = context;
  const { limits } = context.signInPolicy;
  if (known) {
    await countAttempt(context, 'codes-to-known', mobileIndex, limits.codesToKnown, now);
  } else {
    await countAttempt(context, 'codes-to', mobileIndex, limits.codesToMobile, now);
    const range = keys.blindIndex('mobile', `range ${mobile.slice(0, RANGE_DIGITS)}`);
    await countAttempt(context, 'codes-to-range', range, limits.codesToRange, now);
  }
  await countAttempt(context, 'codes', EVERYBODY, limits.codesInAll, now);
}

/** Refuses a message before its time; answers how long the one after this must wait. Waits grow with messages nobody answered. */
async function refuseTooSoon(
  trx: Context['db'],
  mobileIndex: Buffer,
  { resendAfterMs, unansweredForMs }: SignInPolicy['code'],
  now: Date,
): Promise<number> {
  const recent = await trx
    .selectFrom('sms_code')
    .select(['created_at', 'used_at'])
    .where('mobile_index', '=', mobileIndex)
    .where('created_at', '>', new Date(now.getTime() - unansweredForMs))
    .orderBy('created_at', 'desc')
    .limit(resendAfterMs.length)
    .execute();
  const answered = recent.findIndex(({ used_at }) => used_at !== null);
  const unanswered = answered === -1 ? recent.length : answered;
  const wait = (messages: number) => resendAfterMs[Math.min(messages, resendAfterMs.length) - 1] ?? 0;
  const [last] = recent;
  // Also after an answered one: the shortest wait, for the gateway's sake.
  const leftMs =
    last === undefined ? 0 : last.created_at.getTime() + wait(Math.max(1, unanswered)) - now.getTime();
  if (leftMs > 0) throw new AppError('too-many-requests', { params: { seconds: Math.ceil(leftMs / 1_000) } });
  return wait(unanswered + 1);
}
