import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import { holdsSomething } from './sign-in.ts';

/** Who claims: the account, and the session in which it is done. */
export type Claim = { readonly accountId: string; readonly sessionId?: string };

/**
 * An account that is nobody's is about to become somebody's: the first thing is applied for on it, or (`level`) its
 * person is named. Whoever was on the number before, and no session saw as a stranger because there was nothing to see,
 * must not see what comes: other sessions end, passkeys made on other browsers go, and the person is told of those.
 */
export async function claimAccount(
  trx: Kysely<Database>,
  { accountId, sessionId }: Claim,
  { level, now }: { readonly level: boolean; readonly now: Date },
): Promise<void> {
  // Without a session it is our own code that acts, on nobody's browser.
  if (sessionId === undefined) return;
  const { person_id } = await trx
    .selectFrom('account')
    .select('person_id')
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (person_id !== null || !(level || !(await holdsSomething(trx, accountId, null)))) return;
  const { device_hash } = await trx
    .selectFrom('session')
    .select('device_hash')
    .where('session_id', '=', sessionId)
    .executeTakeFirstOrThrow();
  const gone = await trx
    .deleteFrom('passkey')
    .where('account_id', '=', accountId)
    .$if(device_hash !== null, (query) => query.where('device_hash', 'is distinct from', device_hash))
    .returning('passkey_id')
    .execute();
  // After the passkeys: a sign-in with one of them, at this moment, has had its session by then.
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account_id', '=', accountId)
    .where('session_id', '<>', sessionId)
    .where('ended_at', 'is', null)
    .execute();
  if (gone.length > 0) await notify(trx, { accountId, kind: 'passkey-removed', params: {}, sms: true }, now);
}
