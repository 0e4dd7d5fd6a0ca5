import { retentionPolicy } from '@suizheng/domain/policy/retention.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { openJson, sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';

const placeOfClaim = (accountId: string): string => `number-claim:${accountId}`;

/** Seals the number that a new account waits for under that account's own key. */
export function sealClaimed(
  keys: Context['keys'],
  dataKey: Uint8Array,
  accountId: string,
  mobile: string,
): Buffer {
  return sealJson(keys, dataKey, placeOfClaim(accountId), mobile);
}

/** The number that a new account waits for, in full. */
export function openClaimed(
  keys: Context['keys'],
  dataKey: Uint8Array,
  claim: { readonly account_id: string; readonly sealed: Buffer },
): string {
  return openJson<string>(keys, dataKey, placeOfClaim(claim.account_id), claim.sealed);
}

/**
 * Whom the account belongs to has proven, by a code at `provenAt`, that its mobile is still in their hand: what others
 * claimed before ends, and they are told. Who claims a number that it had before is not concerned.
 */
export async function endClaimsOn(
  trx: Kysely<Database>,
  accountId: string,
  provenAt: Date,
  now: Date,
): Promise<void> {
  const ended = await trx
    .updateTable('number_claim')
    .set({ ended_at: now })
    .where('former_account_id', '=', accountId)
    .where('mobile_index', '=', ({ selectFrom }) =>
      selectFrom('account').select('mobile_index').where('account_id', '=', accountId),
    )
    .where('claimed_at', '<=', provenAt)
    .where('ended_at', 'is', null)
    .returning('account_id')
    .execute();
  for (const claim of ended) await tellNotPassed(trx, claim.account_id, now);
}

/** Tells who asked for a number that it stays somebody else's. */
export async function tellNotPassed(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await notify(trx, { accountId, kind: 'number-not-passed-on', params: {}, sms: false }, now);
}

/** Forgets claims that are long over; for the cleaning job. Answers how many. */
export async function forgetClaims({ db }: Pick<Context, 'db'>, now: Date): Promise<number> {
  const result = await db
    .deleteFrom('number_claim')
    .where('until', '<', new Date(now.getTime() - retentionPolicy.sessionsMs))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
