import { OPEN_STATES } from '@suizheng/domain/application/state.ts';
import { STATUS } from '@suizheng/domain/credential/status-list.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { queryableOn } from '../../db/queryable.ts';
import type { Database } from '../../db/schema.ts';
import type { Queryable } from '../../db/settle-statements.ts';
import { takeBack } from '../applications/take-back.ts';

/** Withdraws every open application of an account and destroys what was typed; answers how many. */
export function withdrawOpen(
  { db, pool, clock }: Pick<Context, 'db' | 'pool' | 'clock'>,
  accountId: string,
  actor: Actor,
): Promise<number> {
  return withdraw({ db, on: pool }, accountId, actor, clock());
}

/**
 * Ends what an account has, in the transaction in which it is deleted or its deletion asked for: open applications first,
 * then the credentials. What is being issued at this moment is waited for by the first and met by the second, or finds its
 * application withdrawn.
 */
export async function endHoldings(
  trx: Kysely<Database>,
  accountId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  await withdraw({ db: trx, on: queryableOn(trx) }, accountId, actor, now);
  await revokeValid(trx, accountId, actor, now);
}

async function withdraw(
  { db, on }: { readonly db: Kysely<Database>; readonly on: Queryable },
  accountId: string,
  actor: Actor,
  now: Date,
): Promise<number> {
  const open = await db
    .selectFrom('application')
    .select(['person_id', 'application_id'])
    .where('account_id', '=', accountId)
    .where('state', 'in', OPEN_STATES)
    .orderBy('person_id')
    .orderBy('application_id')
    .execute();
  let withdrawn = 0;
  for (const { person_id, application_id } of open) {
    const key = { personId: person_id, applicationId: application_id };
    if (await takeBack({ db, on }, key, actor, now)) withdrawn += 1;
  }
  return withdrawn;
}

/** Revokes every credential of an account that could still be shown; the status lists tell it within a moment. */
async function revokeValid(
  trx: Kysely<Database>,
  accountId: string,
  actor: Actor,
  now: Date,
): Promise<number> {
  const revoked = await trx
    .updateTable('credential')
    .set({ status: STATUS.revoked })
    .where('account_id', '=', accountId)
    .where('status', '<>', STATUS.revoked)
    .where('expires_at', '>', now)
    .returning(['credential_id', 'status_list'])
    .execute();
  // In the order of the lists: two deletions at once never wait for each other in a circle.
  const lists = [...new Set(revoked.map(({ status_list }) => status_list))].sort((a, b) => a - b);
  for (const list of lists) {
    await trx
      .insertInto('status_list_version')
      .values({ status_list: list, version: '1' })
      .onConflict((conflict) =>
        conflict.column('status_list').doUpdateSet({ version: sql`status_list_version.version + 1` }),
      )
      .execute();
  }
  for (const { credential_id } of revoked) {
    const object = { kind: 'credential', id: credential_id };
    await appendAudit(trx, actor, 'credential.revoke', object, { because: 'account deletion' });
  }
  return revoked.length;
}
