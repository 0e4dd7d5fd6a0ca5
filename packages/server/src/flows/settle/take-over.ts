import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import { PROCEDURES } from '@suizheng/domain/procedures/registry.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { queryableOn } from '../../db/queryable.ts';
import type { Database } from '../../db/schema.ts';
import { takeBack } from '../applications/take-back.ts';
import { endPresentation } from '../credentials/end-presentation.ts';
import { notify } from '../notifications/notify.ts';

const LEVEL_PROCEDURES = PROCEDURES.filter(({ outcome }) => outcome === 'level').map(({ id }) => id);

/** What is a person's, though it names the account they had. */
const MOVED = [
  ['application', 'account_id'],
  ['credential', 'account_id'],
  ['consent', 'account_id'],
  // A number is given out anew: its next owner reads nothing of what was told to this person.
  ['notification', 'account_id'],
  ['guardian_request', 'account_id'],
  // The consent that it names has moved with its account.
  ['guardian_request', 'guardian_account_id'],
] as const;

/**
 * Recovery (A10): a person who has just proven themself as `real-person` on an account takes over what earlier accounts
 * of theirs held. Those accounts' sessions end, their applications, credentials, consents and messages move, they belong to
 * nobody; everybody is told, and the audit log names it. Runs in the transaction of the grant, which holds the person.
 * The credentials stay bound to the lost phone's key until the face is checked again on the new one (B5).
 */
export async function takeOver(
  trx: Kysely<Database>,
  { personId, accountId }: { readonly personId: string; readonly accountId: string },
  actor: Actor,
  now: Date,
): Promise<void> {
  const earlier = await trx
    .selectFrom('account')
    .select('account_id')
    .where('person_id', '=', personId)
    .where('account_id', '<>', accountId)
    .orderBy('account_id')
    .forNoKeyUpdate()
    .execute();
  if (earlier.length === 0) return;
  const ids = earlier.map((row) => row.account_id);
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('account_id', 'in', ids)
    .where('ended_at', 'is', null)
    .execute();
  for (const id of ids) await endPresentation(trx, id, now);
  await endWhatIsUnderWay(trx, ids, actor, now);
  for (const [table, column] of MOVED) {
    const account = sql.ref(column);
    await sql`
      update ${sql.table(table)} set ${account} = ${accountId} where ${account} in (${sql.join(ids)})`.execute(
      trx,
    );
  }
  await trx
    .updateTable('account')
    .set({ person_id: null, level: 'registered' })
    .where('account_id', 'in', ids)
    .execute();
  for (const id of ids) {
    await notify(trx, { accountId: id, kind: 'account-moved', params: {}, sms: true }, now);
  }
  await notify(trx, { accountId, kind: 'account-recovered', params: {}, sms: true }, now);
  const object = { kind: 'account', id: accountId };
  await appendAudit(trx, actor, 'account.take-over', object, { person: personId, from: ids });
}

/** A level that an earlier account was climbing to is nobody's any more; checks and authorisations of its phone end. */
async function endWhatIsUnderWay(
  trx: Kysely<Database>,
  ids: readonly string[],
  actor: Actor,
  now: Date,
): Promise<void> {
  const climbing = await trx
    .selectFrom('application')
    .select(['person_id', 'application_id'])
    .where('account_id', 'in', ids)
    .where('procedure', 'in', LEVEL_PROCEDURES)
    .where('state', 'in', OPEN_STATES)
    .execute();
  for (const row of climbing) {
    const key = { personId: row.person_id, applicationId: row.application_id };
    await takeBack({ db: trx, on: queryableOn(trx) }, key, actor, now, { because: 'account-moved' });
  }
  await trx
    .updateTable('real_person_check')
    .set({ state: 'lapsed', ended_at: now, reference: null })
    .where('account_id', 'in', ids)
    .where('state', '=', 'capturing')
    .execute();
  await trx.deleteFrom('vouching').where('account_id', 'in', ids).where('used_at', 'is', null).execute();
}
