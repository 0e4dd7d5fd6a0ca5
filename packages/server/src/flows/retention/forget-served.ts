import { retentionPolicy } from '@suizheng/domain/policy/retention.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { forgetFormerAccounts } from '../real-person-checks/former-accounts.ts';
import { destroyPersonIfUnheld, forgetIndexes } from '../rights/destroy-person.ts';

const EMPTY = Buffer.alloc(0);
const BATCH = 500;

/**
 * Deletes what has served its purpose (policy/retention.ts): what was typed into decided applications, checks and their
 * measurements, messages, guardians' requests, people whom nobody holds any more, indexes of people who were deleted.
 * Answers how many rows. Safe to repeat.
 */
export async function forgetServed({
  db,
  clock,
  random,
}: Pick<Context, 'db' | 'clock' | 'random'>): Promise<number> {
  const now = clock();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const p = retentionPolicy;
  const input = await db
    .updateTable('application')
    .set({ sealed: EMPTY })
    .where('decided_at', '<', before(p.inputMs))
    .where('sealed', '<>', EMPTY)
    .executeTakeFirst();
  const measured = await db
    .updateTable('proof')
    .set({ measurements: null })
    .where('at', '<', before(p.checksMs))
    .where('measurements', 'is not', null)
    .executeTakeFirst();
  const checks = await db
    .deleteFrom('real_person_check')
    .where('created_at', '<', before(p.checksMs))
    .where('state', 'in', ['accepted', 'refused', 'lapsed'])
    .executeTakeFirst();
  const messages = await db
    .deleteFrom('notification')
    .where('created_at', '<', before(p.notificationsMs))
    .where('sms', '<>', 'queued')
    .executeTakeFirst();
  const ended = await db
    .updateTable('guardian_request')
    .set({ state: 'ended' })
    .where('state', '=', 'open')
    .where('expires_at', '<', now)
    .executeTakeFirst();
  const asked = await db
    .deleteFrom('guardian_request')
    .where('created_at', '<', before(p.guardianRequestsMs))
    .executeTakeFirst();
  return (
    Number(input.numUpdatedRows) +
    Number(measured.numUpdatedRows) +
    Number(checks.numDeletedRows) +
    Number(messages.numDeletedRows) +
    Number(ended.numUpdatedRows) +
    Number(asked.numDeletedRows) +
    (await forgetUnheld(db, now)) +
    (await forgetFormerAccounts(db, now)) +
    (await forgetIndexes(db, now, random))
  );
}

/** People whom no account holds and for whom nobody applied for long: the holder left, a companion's trip is over. */
async function forgetUnheld(db: Context['db'], now: Date): Promise<number> {
  const long = new Date(now.getTime() - retentionPolicy.unheldPeopleMs);
  const { rows } = await sql<{ person_id: string }>`
    select person_id from person p
    where length(data_key) > 0 and created_at < ${long}
      and not exists (select 1 from account o where o.person_id = p.person_id)
      and not exists (select 1 from application a where a.person_id = p.person_id and a.created_at > ${long})
    limit ${BATCH}`.execute(db);
  let forgotten = 0;
  for (const { person_id } of rows) {
    const done = await db.transaction().execute((trx) => destroyPersonIfUnheld(trx, person_id, now));
    if (done) forgotten += 1;
  }
  return forgotten;
}
