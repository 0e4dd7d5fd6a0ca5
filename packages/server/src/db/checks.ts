import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** A real-person check with what its view shows of its subject. */
export function selectChecks(db: Kysely<Database>) {
  return db
    .selectFrom('real_person_check as k')
    .innerJoin('person as p', 'p.person_id', 'k.person_id')
    .leftJoin('application as a', (join) =>
      join.onRef('a.person_id', '=', 'k.person_id').onRef('a.application_id', '=', 'k.application_id'),
    )
    .leftJoin('credential as c', (join) =>
      join.onRef('c.person_id', '=', 'k.person_id').onRef('c.application_id', '=', 'k.application_id'),
    )
    .selectAll('k')
    .select(['p.data_key', 'a.procedure', 'c.credential_id as issued_credential_id'])
    .select(
      sql<number>`(select count(*)::int from real_person_check o
        where o.person_id = k.person_id and o.account_id = k.account_id and o.subject_of = k.subject_of
        and o.application_id is not distinct from k.application_id
        and o.credential_id is not distinct from k.credential_id
        and o.state in ('refused', 'in-review'))`.as('tries'),
    );
}

/** One row of `selectChecks`. */
export type CheckRow = Awaited<ReturnType<ReturnType<typeof selectChecks>['executeTakeFirstOrThrow']>>;

/** The check with this id if the account began it, else undefined. */
export function checkOf(
  db: Kysely<Database>,
  accountId: string,
  checkId: string,
): Promise<CheckRow | undefined> {
  return selectChecks(db)
    .where('k.check_id', '=', checkId)
    .where('k.account_id', '=', accountId)
    .executeTakeFirst();
}
