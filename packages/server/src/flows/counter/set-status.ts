import type { CounterCredentialView } from '@suizheng/domain/contract/counter.ts';
import { STATUS, type StatusName } from '@suizheng/domain/credential/status-list.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Kysely, sql } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { counterCredential, findCredentials, statusOf } from './find-credentials.ts';

const ACTIONS: Record<StatusName, string> = {
  valid: 'credential.reinstate',
  suspended: 'credential.suspend',
  revoked: 'credential.revoke',
};

/**
 * Revokes, suspends or reinstates; status lists show it within a moment. Setting what is already set changes nothing.
 * Throws `not-found`, and `wrong-state` for a credential that is revoked, which is for ever, or expired.
 */
export async function setCredentialStatus(
  context: Pick<Context, 'db' | 'keys' | 'clock' | 'issuer'>,
  credentialId: string,
  { status, reason }: { status: StatusName; reason: string },
  actor: Actor,
): Promise<CounterCredentialView> {
  const { db, keys, clock } = context;
  return db.transaction().execute(async (trx) => {
    const row = await findCredentials(trx)
      .select(['c.status_list'])
      .where('c.credential_id', '=', credentialId)
      .forUpdate('c')
      .executeTakeFirst();
    if (!row) throw new AppError('not-found');
    const present = statusOf(row, clock());
    if (present === status) return counterCredential(context, row);
    if (present === 'revoked' || present === 'expired') throw new AppError('wrong-state');
    // An officer's words may name people: sealed like the person's own data.
    const sealed = keys.seal(row.data_key, `status-reason:${credentialId}`, Buffer.from(reason));
    await trx
      .updateTable('credential')
      .set({ status: STATUS[status], status_reason: sealed.toString('base64') })
      .where('person_id', '=', row.person_id)
      .where('credential_id', '=', credentialId)
      .execute();
    await raiseVersion(trx, row.status_list);
    const object = { kind: 'credential', id: credentialId };
    await appendAudit(trx, actor, ACTIONS[status], object, { before: present });
    return counterCredential(context, { ...row, status: STATUS[status] });
  });
}

/** Every process that serves lists compares this number (flows/verification/status-lists.ts). */
async function raiseVersion(trx: Kysely<Database>, list: number): Promise<void> {
  await trx
    .insertInto('status_list_version')
    .values({ status_list: list, version: '1' })
    .onConflict((conflict) =>
      conflict.column('status_list').doUpdateSet({ version: sql`status_list_version.version + 1` }),
    )
    .execute();
}
