import { randomBytes } from 'node:crypto';
import { sealJson } from '../db/people.ts';
import { placeOfAccount } from '../flows/accounts/account-view.ts';
import { tokenHash } from '../flows/accounts/session.ts';
import type { TestContext } from './test-context.ts';

/** A session of the account, as a sign-in at that instant leaves it; answers the cookie's value. */
export async function sessionOf(
  context: Pick<TestContext, 'pool' | 'clock'>,
  accountId: string,
  at: Date = context.clock(),
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await context.pool.query(
    'insert into session (token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4)',
    [tokenHash(token), accountId, at, new Date(at.getTime() + 86_400_000)],
  );
  return token;
}

/** Gives an account of `context.newAccount` a mobile, by which it is found and written to. */
export async function giveMobile(context: TestContext, accountId: string, mobile: string): Promise<void> {
  const { data_key } = await context.db
    .selectFrom('account')
    .select('data_key')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  await context.db
    .updateTable('account')
    .set({
      sealed: sealJson(context.keys, data_key, placeOfAccount(accountId), { mobile }),
      mobile_index: context.keys.blindIndex('mobile', mobile),
    })
    .where('account_id', '=', accountId)
    .execute();
}
