import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { type AccountSecret, placeOfAccount } from './account-view.ts';

/**
 * The account of a mobile whose holder has proven it, made at the first time; two calls at once give the same one. `isNew`
 * when this call made it. Until the transaction ends it keeps its mobile: an account that is given another at this moment,
 * or deleted, is not this mobile's any more, and nobody gets into it by the old one.
 */
export async function accountOfMobile(
  trx: Kysely<Database>,
  { keys }: Pick<Context, 'keys'>,
  mobile: string,
  now: Date,
): Promise<{ readonly accountId: string; readonly isNew: boolean }> {
  const mobileIndex = keys.blindIndex('mobile', mobile);
  const find = () =>
    trx
      .selectFrom('account')
      .select('account_id')
      .where('mobile_index', '=', mobileIndex)
      .forKeyShare()
      .executeTakeFirst();
  const found = await find();
  if (found) return { accountId: found.account_id, isNew: false };
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
  const { account_id } = made ?? (await find())!;
  return { accountId: account_id, isNew: made !== undefined };
}
