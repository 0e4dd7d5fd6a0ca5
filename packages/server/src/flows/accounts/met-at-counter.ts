import { counterPolicy } from '@suizheng/domain/policy/counter.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import { endClaimsOn } from './number-claims.ts';

/**
 * Notes that an officer has just met the person with the account's mobile in hand: sessions and passkeys of before,
 * whoever began or made them, end, and the next sign-in by code counts as the person's, on whatever browser. Without it,
 * who declined the face would need it on their own telephone.
 */
export async function noteMet(trx: Kysely<Database>, accountId: string, now: Date): Promise<void> {
  await trx
    .updateTable('account')
    .set({ met_until: new Date(now.getTime() + counterPolicy.metForMs) })
    .where('account_id', '=', accountId)
    .execute();
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
  // With the number's code in hand, whatever somebody else says.
  await endClaimsOn(trx, accountId, now, now);
  // One may be on the phone that was lost, or another's who had the number before: it would open everything at once.
  const passkeys = await trx
    .deleteFrom('passkey')
    .where('account_id', '=', accountId)
    .returning('passkey_id')
    .execute();
  if (passkeys.length > 0)
    await notify(trx, { accountId, kind: 'passkey-removed', params: {}, sms: true }, now);
}

/** True once for a sign-in soon after the person was met at a counter. */
export async function wasMet(trx: Kysely<Database>, accountId: string, now: Date): Promise<boolean> {
  const row = await trx
    .updateTable('account')
    .set({ met_until: null })
    .where('account_id', '=', accountId)
    .where('met_until', '>', now)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}
