import { naturalMonth } from '@suizheng/domain/policy/calendar.ts';
import { FACE_TRIES_COUNT_MS, faceTriesPolicy } from '@suizheng/domain/policy/face-tries.ts';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { RECORDS_KEPT_MS } from '../applications/records-policy.ts';
import { usedUpTry } from '../real-person-checks/counted-tries.ts';

const EMPTY = Buffer.alloc(0);

/**
 * Destroys a person's key and everything it sealed, if nobody holds the person any more: no account is theirs, no
 * account applied for them within the time that records are shown, no paper of theirs is valid. The row keeps its blind
 * index, under which quota is counted, until `forgetIndexes`. Answers whether it was destroyed.
 */
export async function destroyPersonIfUnheld(
  trx: Kysely<Database>,
  personId: string,
  now: Date,
): Promise<boolean> {
  // Whoever applies for the person in this moment holds the row (findOrCreatePerson), and is then seen here.
  await sql`select 1 from person where person_id = ${personId} for update`.execute(trx);
  const recent = new Date(now.getTime() - RECORDS_KEPT_MS);
  const { rows } = await sql`
    select 1 from account where person_id = ${personId}
    union all
    select 1 from application a join account o on o.account_id = a.account_id
      where a.person_id = ${personId} and length(o.data_key) > 0 and a.created_at > ${recent}
    union all
    select 1 from application
      where person_id = ${personId} and account_id is null and state in ('proving', 'in-review', 'at-counter')
    union all
    select 1 from credential
      where person_id = ${personId} and account_id is null and status <> 1 and expires_at > ${now}
    limit 1`.execute(trx);
  if (rows.length > 0) return false;
  await trx
    .updateTable('person')
    .set({ data_key: EMPTY, sealed: EMPTY })
    .where('person_id', '=', personId)
    .execute();
  await trx.updateTable('application').set({ sealed: EMPTY }).where('person_id', '=', personId).execute();
  await trx
    .updateTable('credential')
    .set({ token: EMPTY, holder_key: null, status_reason: null })
    .where('person_id', '=', personId)
    .execute();
  await trx.updateTable('proof').set({ measurements: null }).where('person_id', '=', personId).execute();
  await trx
    .updateTable('real_person_check')
    .set({ reference: null, new_holder_key: null, fingerprints: [] })
    .where('person_id', '=', personId)
    .execute();
  // What officers and reviewers wrote about the person was sealed by the same key; nobody waits for it any more.
  await trx
    .updateTable('status_request')
    .set({ state: 'declined', decided_at: now, reason: EMPTY })
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
  await trx.updateTable('review_opinion').set({ note: null }).where('person_id', '=', personId).execute();
  await trx
    .updateTable('review_case')
    .set({ escalation_note: null })
    .where('person_id', '=', personId)
    .execute();
  await trx.deleteFrom('organisation_member').where('person_id', '=', personId).execute();
  await trx.deleteFrom('check_frame').where('person_id', '=', personId).execute();
  await trx.deleteFrom('document_photo').where('person_id', '=', personId).execute();
  return true;
}

/**
 * Replaces the blind indexes of people whose key is gone by random bytes, once no unit of quota of this month stands
 * under them and no face try or fraud about them counts any more (A8): nothing then tells that the number was ever
 * here. Answers how many.
 */
export async function forgetIndexes(
  db: Kysely<Database>,
  now: Date,
  random: (length: number) => Uint8Array,
): Promise<number> {
  const tried = new Date(now.getTime() - FACE_TRIES_COUNT_MS);
  const cheated = new Date(now.getTime() - faceTriesPolicy.fraud.aboutByOthersMs);
  const gone = await sql<{ person_id: string }>`
    select person_id from person p where length(data_key) = 0 and length(number_index) = 32
      and not exists (
        select 1 from quota_use q where q.person_id = p.person_id and q.month = ${naturalMonth(now)})
      and not exists (
        select 1 from real_person_check k
        where k.person_id = p.person_id and k.created_at > ${tried} and ${usedUpTry(now)})
      and not exists (
        select 1 from proof f where f.person_id = p.person_id and f.outcome = 'refuse' and f.at > ${cheated})
    limit 500`.execute(db);
  for (const { person_id } of gone.rows) {
    await db
      .updateTable('person')
      // Longer than an index: told apart at a glance, and never equal to one.
      .set({ number_index: Buffer.from(random(33)) })
      .where('person_id', '=', person_id)
      .where('data_key', '=', EMPTY)
      .execute();
  }
  return gone.rows.length;
}
