import { timingSafeEqual } from 'node:crypto';
import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import type { Proven } from '@suizheng/domain/policy/session.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import { accountOfMobile } from './account-of-mobile.ts';
import { viewAccount } from './account-view.ts';
import { countAttempt, giveBackAttempt } from './count-attempt.ts';
import { deviceNameOf } from './device-name.ts';
import { deviceHash, isKnownDevice } from './devices.ts';
import { wasMet } from './met-at-counter.ts';
import { endClaimsOn } from './number-claims.ts';
import { codeHash } from './request-sms-code.ts';
import { type NewSession, openSession } from './session.ts';
import type { SignInPolicy } from './sign-in-policy.ts';

type SignInContext = Pick<Context, 'db' | 'keys' | 'random'> & { signInPolicy: SignInPolicy };

/** The browser that signs in: its long-lived cookie, and what it says it is. */
export type Browser = { readonly device: string | null; readonly agent: string };

/** What a sign-in gives: the account's view for the page, the session for the browser. */
export type SignInResult = { readonly account: AccountView; readonly session: NewSession };

/**
 * Signs in with the newest code that this browser had sent to the mobile; an unknown mobile becomes a new account.
 * Throws field errors on `code`: `code.wrong` while tries are left, else `code.expired`.
 */
export async function signIn(
  context: SignInContext,
  request: { mobile: string; code: string; ip: string; browser: Browser; traceId: string; now: Date },
): Promise<SignInResult> {
  const { db, keys } = context;
  const { mobile, code, ip, browser, traceId, now } = request;
  const { signInsFromAddress } = context.signInPolicy.limits;
  const mobileIndex = keys.blindIndex('mobile', mobile);
  await countAttempt(context, 'sign-ins-from', keys.blindIndex('address', ip), signInsFromAddress, now);
  const codeId = await tryCode(context, mobileIndex, deviceHash(browser.device), code, now);
  return db.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('sms_code')
      .set({ used_at: now })
      .where('sms_code_id', '=', codeId)
      .where('used_at', 'is', null)
      .returning('sms_code_id')
      .executeTakeFirst();
    // The same code twice at the same moment opens one session.
    if (used === undefined) throw refused('code.expired');
    const { isNew, accountId } = await accountOfMobile(trx, context, mobile, now);
    return beginSession(trx, context, { accountId, isNew, proven: 'code', browser, traceId, now });
  });
}

/** Opens a session on a browser, records it, and tells the person when the browser is new to the account. */
export async function beginSession(
  trx: Kysely<Database>,
  context: Pick<Context, 'keys' | 'random'>,
  start: { accountId: string; isNew: boolean; proven: Proven; browser: Browser; traceId: string; now: Date },
): Promise<SignInResult> {
  const { accountId, isNew, proven, browser, traceId, now } = start;
  const { keys } = context;
  const account = await trx
    .selectFrom('account')
    .select(['mobile_index', 'data_key', 'person_id'])
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const hash = deviceHash(browser.device);
  const seenBefore = !isNew && (await isKnownDevice(trx, account.mobile_index, hash));
  // An account with nobody and nothing on it has no former owner to protect.
  const knownDevice =
    isNew ||
    seenBefore ||
    !(await holdsSomething(trx, accountId, account.person_id)) ||
    // Nor has one whose person an officer has just met with this mobile in hand.
    (proven === 'code' && (await wasMet(trx, accountId, now)));
  // Who is known and has the number's code still has the number, whoever says otherwise.
  if (proven === 'code' && seenBefore) await endClaimsOn(trx, accountId, now, now);
  const session = await openSession(
    trx,
    context,
    {
      accountId,
      dataKey: account.data_key,
      holderId: account.person_id,
      proven,
      knownDevice,
      deviceHash: hash,
      device: deviceNameOf(browser.agent),
    },
    now,
  );
  const actor = { kind: 'account', id: accountId, traceId } as const;
  const detail = { proven, knownDevice, session: session.sessionId };
  await appendAudit(trx, actor, 'account.sign-in', { kind: 'account', id: accountId }, detail);
  if (!isNew && !seenBefore) {
    await notify(trx, { accountId, kind: 'device-signed-in', params: {}, sms: true }, now);
  }
  const view = { signedInAt: now, expiresAt: session.expiresAt, proven, knownDevice };
  return { account: await viewAccount({ db: trx, keys }, accountId, view), session };
}

/** True when there is somebody or something on the account: a former owner to protect, or one to come. */
export async function holdsSomething(
  trx: Kysely<Database>,
  accountId: string,
  personId: string | null,
): Promise<boolean> {
  if (personId !== null) return true;
  const row = await trx
    .selectFrom('application')
    .select('application_id')
    .where('account_id', '=', accountId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts the try before it looks at the code, and commits the count: a crash or a race gives no extra guess. */
async function tryCode(
  context: SignInContext,
  mobileIndex: Buffer,
  asker: Buffer | null,
  code: string,
  now: Date,
): Promise<string> {
  const { db } = context;
  const { attempts } = context.signInPolicy.code;
  // A guess from a browser that asked for no code is compared with nothing: it neither wins nor uses up a try.
  if (asker === null) throw refused('code.expired');
  const newest = await db
    .selectFrom('sms_code')
    .select('sms_code_id')
    .where('mobile_index', '=', mobileIndex)
    .where('asker_hash', '=', asker)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (newest === undefined) throw refused('code.expired');
  const tried = await db
    .updateTable('sms_code')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('sms_code_id', '=', newest.sms_code_id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', attempts)
    .returning(['code_hash', 'attempts'])
    .executeTakeFirst();
  if (tried === undefined) throw refused('code.expired');
  // Only tries at a code that lives are counted for the mobile: without a message sent nobody can lock it out. Those
  // from the owner's own browsers are counted apart: nor can whoever has messages sent.
  const { signInsOfMobile, signInsOfKnown } = context.signInPolicy.limits;
  const known = await isKnownDevice(db, mobileIndex, asker);
  const [kind, limits] = known
    ? (['sign-ins-of-known', signInsOfKnown] as const)
    : (['sign-ins-of', signInsOfMobile] as const);
  await countAttempt(context, kind, mobileIndex, limits, now);
  if (!timingSafeEqual(tried.code_hash, codeHash(context, newest.sms_code_id, code))) {
    throw refused(tried.attempts < attempts ? 'code.wrong' : 'code.expired');
  }
  await giveBackAttempt(context, kind, mobileIndex, limits, now);
  return newest.sms_code_id;
}

function refused(code: FieldFaultCode): AppError {
  return new AppError('validation-failed', { fields: [{ field: 'code', code }] });
}
