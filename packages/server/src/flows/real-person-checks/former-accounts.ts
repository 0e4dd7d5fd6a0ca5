import { FACE_TRIES_COUNT_MS, FRAUD_REASONS, faceTriesPolicy } from '@suizheng/domain/policy/face-tries.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { usedUpTry } from './counted-tries.ts';

/** The account, and those deleted before it whose tries still count for whoever signs in with its mobile. */
export async function countedWith(db: Kysely<Database>, accountId: string, now: Date): Promise<string[]> {
  const former = await db
    .selectFrom('former_account as f')
    .innerJoin('account as a', 'a.mobile_index', 'f.mobile_index')
    .select('f.account_id')
    .where('a.account_id', '=', accountId)
    .where('f.forget_at', '>', now)
    .execute();
  return [accountId, ...former.map(({ account_id }) => account_id)];
}

/**
 * Keeps an account that is being deleted under the keyed hash of its mobile, for as long as its face tries, or a fraud
 * that reviewers found, count (A8): deleting must not give them anew. Where neither does, nothing is kept. Before the
 * row's mobile goes.
 */
export async function keepCounting(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  const { ofAccountMs } = faceTriesPolicy.fraud;
  const { rows } = await sql<{ until: Date | null }>`
    select greatest(
      (select max(k.created_at) + ${FACE_TRIES_COUNT_MS} * interval '1 millisecond' from real_person_check k
        where k.account_id = ${accountId} and ${usedUpTry(now)}),
      (select max(p.at) + ${ofAccountMs} * interval '1 millisecond'
        from application a join proof p using (person_id, application_id)
        where a.account_id = ${accountId} and p.outcome = 'refuse' and exists (
          select 1 from jsonb_array_elements(p.reasons) r where r->>'code' in (${sql.join([...FRAUD_REASONS])}))))
      as until`.execute(trx);
  const until = rows[0]?.until ?? null;
  const { mobile_index } = await trx
    .selectFrom('account')
    .select('mobile_index')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (until === null || until <= now) return;
  await trx
    .insertInto('former_account')
    .values({ mobile_index, account_id: accountId, forget_at: until })
    .onConflict((conflict) => conflict.columns(['mobile_index', 'account_id']).doNothing())
    .execute();
}

/** Forgets the deleted accounts whose tries count no more; answers how many. */
export async function forgetFormerAccounts(db: Context['db'], now: Date): Promise<number> {
  const result = await db.deleteFrom('former_account').where('forget_at', '<=', now).executeTakeFirst();
  return Number(result.numDeletedRows);
}
