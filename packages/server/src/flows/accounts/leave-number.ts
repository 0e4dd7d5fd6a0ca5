import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import { sealJson } from '../../db/people.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import { type AccountSecret, placeOfAccount } from './account-view.ts';

/** The account that has the number, its row held for update. */
export type Leaving = {
  readonly account_id: string;
  readonly mobile_index: Buffer;
  readonly data_key: Buffer;
};

/**
 * The account loses its mobile to the number's next owner and keeps all else: its person, what they hold, their passkeys
 * and the sessions that know them. What a code alone had opened on strange browsers ends: it may be the next owner's.
 * The person is told in the inbox, for the number is no longer theirs; what was sent to the number and not answered goes.
 */
export async function leaveNumber(
  trx: Kysely<Database>,
  { keys, random }: Pick<Context, 'keys' | 'random'>,
  { account_id: accountId, mobile_index, data_key }: Leaving,
  now: Date,
): Promise<void> {
  const secret: AccountSecret = {};
  await trx
    .updateTable('account')
    .set({
      mobile_index: Buffer.from(random(32)),
      sealed: sealJson(keys, data_key, placeOfAccount(accountId), secret),
      met_until: null,
    })
    .where('account_id', '=', accountId)
    .execute();
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('proven', '=', 'code')
    .where('known_device', '=', false)
    .where('ended_at', 'is', null)
    .execute();
  // An invitation to an organisation was meant for whoever had the number; its code may lie on the telephone still.
  await trx
    .updateTable('organisation_invitation')
    .set({ state: 'cancelled', ended_at: now })
    .where('mobile_index', '=', mobile_index)
    .where('state', '=', 'open')
    .execute();
  await notify(trx, { accountId, kind: 'number-passed-on', params: {}, sms: false }, now);
}
