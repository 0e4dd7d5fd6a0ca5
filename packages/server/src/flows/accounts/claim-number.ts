import { randomUUID } from 'node:crypto';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { HOUR_MS, MINUTE_MS } from '@suizheng/domain/policy/calendar.ts';
import { numberClaimPolicy } from '@suizheng/domain/policy/number-claim.ts';
import { sees } from '@suizheng/domain/policy/session.ts';
import type { Locale } from '@suizheng/domain/text/locale.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import { type AccountSecret, openAccount, placeOfAccount } from './account-view.ts';
import { countAttempt } from './count-attempt.ts';
import { deviceHash } from './devices.ts';
import { sealClaimed } from './number-claims.ts';
import type { SignedIn } from './session.ts';
import { type Browser, beginSession, type SignInResult } from './sign-in.ts';

type ClaimContext = Pick<Context, 'db' | 'keys' | 'random' | 'limits'>;

/** The browser that asks, and in which language its person reads. */
type Asking = {
  readonly browser: Browser;
  readonly locale: Locale;
  readonly actor: Actor;
  readonly now: Date;
};

type Former = { readonly accountId: string; readonly mobile: string; readonly mobileIndex: Buffer };

/**
 * The next owner of a number (A10): whose code opened somebody else's account, masked, begins an account of their own
 * and goes on there; this session ends. The new account has no mobile until its person has proven who they are
 * (settle/pass-number-on.ts), nothing of the former holder's is touched before, and they are told. Asking again on
 * the same browser goes on with the same account. Throws `wrong-state` unless a code alone opened an account of
 * somebody's on a strange browser, `fresh-proof-needed`, `too-many-requests`, and `not-signed-in` on any other browser
 * than the one that signed in.
 */
export async function claimNumber(
  context: ClaimContext,
  signedIn: SignedIn,
  { browser, locale, actor, now }: Asking,
): Promise<SignInResult> {
  const { codeFreshForMs } = numberClaimPolicy;
  if (sees(signedIn) === 'whole' || signedIn.personId === null) throw new AppError('wrong-state');
  if (now.getTime() - signedIn.signedInAt.getTime() > codeFreshForMs)
    throw new AppError('fresh-proof-needed', { params: { minutes: codeFreshForMs / MINUTE_MS } });
  return context.db.transaction().execute(async (trx) => {
    // The account before its session, as whoever passes a number on holds them.
    const former = await formerOf(trx, context, signedIn.accountId);
    const device = deviceHash(browser.device);
    await endAsker(trx, signedIn, device, now);
    const begun = await begunHere(trx, former, device, now);
    const accountId = begun ?? (await begin(trx, context, former, { device, signedIn, locale, now }));
    if (begun === null) {
      const news = { accountId: former.accountId, kind: 'number-claimed', params: {}, sms: false } as const;
      await notify(trx, news, now);
      const object = { kind: 'account', id: accountId };
      await appendAudit(trx, actor, 'account.claim-number', object, { of: former.accountId });
    }
    const start = { accountId, isNew: begun === null, proven: 'code', browser, now } as const;
    return beginSession(trx, context, { ...start, traceId: actor.traceId ?? '' });
  });
}

/** Ends the session that asks, on its own browser and once: of two requests of one session the second finds it ended. */
async function endAsker(
  trx: Kysely<Database>,
  { sessionId, proven }: SignedIn,
  device: Buffer | null,
  now: Date,
): Promise<void> {
  const ended = await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('session_id', '=', sessionId)
    // A face, at this moment, has shown that it is the holder.
    .where('proven', '=', proven)
    .where('device_hash', 'is not distinct from', device)
    .where('ended_at', 'is', null)
    .returning('session_id')
    .executeTakeFirst();
  if (ended === undefined) throw new AppError('not-signed-in');
}

/** The account that has the number, held so that it keeps it until the claim is written. */
async function formerOf(trx: Kysely<Database>, { keys }: ClaimContext, accountId: string): Promise<Former> {
  const row = await trx
    .selectFrom('account')
    .select(['account_id', 'mobile_index', 'data_key', 'sealed', 'person_id'])
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const { mobile } = openAccount(keys, row);
  if (mobile === undefined || row.person_id === null) throw new AppError('wrong-state');
  return { accountId, mobile, mobileIndex: row.mobile_index };
}

/** The account that this browser began for the number, and that is nobody's yet. */
async function begunHere(
  trx: Kysely<Database>,
  former: Former,
  device: Buffer | null,
  now: Date,
): Promise<string | null> {
  if (device === null) return null;
  const row = await trx
    .selectFrom('number_claim as c')
    .innerJoin('account as o', 'o.account_id', 'c.account_id')
    .select('c.account_id')
    .where('c.former_account_id', '=', former.accountId)
    .where('c.mobile_index', '=', former.mobileIndex)
    .where('c.device_hash', '=', device)
    .where('c.ended_at', 'is', null)
    // Time enough to register; else a new one.
    .where('c.until', '>', new Date(now.getTime() + HOUR_MS))
    .where('o.person_id', 'is', null)
    .where('o.sealed', '<>', Buffer.alloc(0))
    .orderBy('c.claimed_at', 'desc')
    .executeTakeFirst();
  return row?.account_id ?? null;
}

async function begin(
  trx: Kysely<Database>,
  context: ClaimContext,
  former: Former,
  asked: { device: Buffer | null; signedIn: SignedIn; locale: Locale; now: Date },
): Promise<string> {
  const { keys, random, limits } = context;
  const { device, signedIn, locale, now } = asked;
  const { claimsOfAccount, claimForMs } = numberClaimPolicy;
  if (limits)
    await countAttempt({ db: trx }, 'number-claims-of', Buffer.from(former.accountId), claimsOfAccount, now);
  const accountId = randomUUID();
  const dataKey = keys.newDataKey();
  const secret: AccountSecret = {};
  await trx
    .insertInto('account')
    .values({
      account_id: accountId,
      mobile_index: Buffer.from(random(32)),
      data_key: dataKey,
      sealed: sealJson(keys, dataKey, placeOfAccount(accountId), secret),
      level: 'registered',
      person_id: null,
      created_at: now,
      locale,
    })
    .execute();
  await trx
    .insertInto('number_claim')
    .values({
      account_id: accountId,
      former_account_id: former.accountId,
      mobile_index: former.mobileIndex,
      sealed: sealClaimed(keys, dataKey, accountId, former.mobile),
      device_hash: device,
      since: signedIn.signedInAt,
      claimed_at: now,
      until: new Date(now.getTime() + claimForMs),
      ended_at: null,
    })
    .execute();
  return accountId;
}
