import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { AccountView } from '@suizheng/domain/contract/account.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { FieldFaultCode } from '@suizheng/domain/errors/field-faults.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { type AccountSecret, placeOfAccount, viewAccount } from './account-view.ts';
import { countAttempt } from './count-attempt.ts';
import { codeHash } from './request-sms-code.ts';
import { type NewSession, openSession } from './session.ts';
import type { SignInPolicy } from './sign-in-policy.ts';

type SignInContext = Pick<Context, 'db' | 'keys' | 'random'> & { signInPolicy: SignInPolicy };

/**
 * Signs in with the newest code sent to the mobile; an unknown mobile becomes a new account. Throws field errors
 * on `code`: `code.wrong` while tries are left, else `code.expired`.
 */
export async function signIn(
  context: SignInContext,
  {
    mobile,
    code,
    ip,
    traceId,
    now,
  }: { mobile: string; code: string; ip: string; traceId: string; now: Date },
): Promise<{ account: AccountView; session: NewSession }> {
  const { db, keys } = context;
  const { limits } = context.signInPolicy;
  const mobileIndex = keys.blindIndex('mobile', mobile);
  await countAttempt(
    context,
    'sign-ins-from',
    keys.blindIndex('address', ip),
    limits.signInsFromAddress,
    now,
  );
  const codeId = await tryCode(context, mobileIndex, code, now);
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
    const accountId = await findOrCreateAccount(trx, context, mobile, mobileIndex, now);
    const session = await openSession(trx, context, accountId, now);
    const actor = { kind: 'account', id: accountId, traceId } as const;
    await appendAudit(trx, actor, 'account.sign-in', { kind: 'account', id: accountId });
    const account = await viewAccount({ db: trx, keys }, accountId, {
      signedInAt: now,
      expiresAt: session.expiresAt,
    });
    return { account, session };
  });
}

/** Counts the try before it looks at the code, and commits the count: a crash or a race gives no extra guess. */
async function tryCode(
  context: SignInContext,
  mobileIndex: Buffer,
  code: string,
  now: Date,
): Promise<string> {
  const { attempts } = context.signInPolicy.code;
  const newest = await context.db
    .selectFrom('sms_code')
    .select('sms_code_id')
    .where('mobile_index', '=', mobileIndex)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  if (newest === undefined) throw refused('code.expired');
  const tried = await context.db
    .updateTable('sms_code')
    .set((row) => ({ attempts: row('attempts', '+', 1) }))
    .where('sms_code_id', '=', newest.sms_code_id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', attempts)
    .returning(['code_hash', 'attempts'])
    .executeTakeFirst();
  if (tried === undefined) throw refused('code.expired');
  // Only tries at a code that lives are counted for the mobile: without a message sent nobody can lock it out.
  const { signInsOfMobile } = context.signInPolicy.limits;
  await countAttempt(context, 'sign-ins-of', mobileIndex, signInsOfMobile, now);
  if (!timingSafeEqual(tried.code_hash, codeHash(context, newest.sms_code_id, code))) {
    throw refused(tried.attempts < attempts ? 'code.wrong' : 'code.expired');
  }
  return newest.sms_code_id;
}

/** The account of a mobile whose holder proved it, made at the first time. Two calls at once give the same one. */
export async function findOrCreateAccount(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  mobile: string,
  mobileIndex: Buffer,
  now: Date,
): Promise<string> {
  const find = () =>
    trx.selectFrom('account').select('account_id').where('mobile_index', '=', mobileIndex).executeTakeFirst();
  const found = await find();
  if (found !== undefined) return found.account_id;
  const accountId = randomUUID();
  const dataKey = keys.newDataKey();
  const secret: AccountSecret = { mobile };
  const made = await trx
    .insertInto('account')
    .values({
      account_id: accountId,
      mobile_index: mobileIndex,
      data_key: dataKey,
      sealed: sealJson(keys, dataKey, placeOfAccount(accountId), secret),
      level: 'registered',
      person_id: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('mobile_index').doNothing())
    .returning('account_id')
    .executeTakeFirst();
  return made?.account_id ?? (await find())!.account_id;
}

function refused(code: FieldFaultCode): AppError {
  return new AppError('validation-failed', { fields: [{ field: 'code', code }] });
}
