import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** Everything a view of an application shows, its sealed parts still closed. */
export function selectApplications(db: Kysely<Database>) {
  return db
    .selectFrom('application as a')
    .innerJoin('person as p', 'p.person_id', 'a.person_id')
    .leftJoin('credential as c', (join) =>
      join.onRef('c.person_id', '=', 'a.person_id').onRef('c.application_id', '=', 'a.application_id'),
    )
    .select(['a.person_id', 'a.application_id', 'a.account_id', 'a.procedure', 'a.state', 'a.sealed'])
    .select(['a.decision', 'a.created_at', 'a.decided_at', 'a.lapses_at', 'c.credential_id'])
    .select(['p.data_key', 'p.sealed as person_sealed'])
    .select(
      sql<number>`(select count(*)::int from proof f where f.person_id = a.person_id
        and f.application_id = a.application_id and f.rung = 'real-person')`.as('face_tries'),
    );
}

/** One row of `selectApplications`. */
export type ApplicationRow = Awaited<
  ReturnType<ReturnType<typeof selectApplications>['executeTakeFirstOrThrow']>
>;

/** The application with this id if it belongs to the account, else undefined. */
export function applicationOf(
  db: Kysely<Database>,
  accountId: string,
  applicationId: string,
): Promise<ApplicationRow | undefined> {
  return selectApplications(db)
    .where('a.application_id', '=', applicationId)
    .where('a.account_id', '=', accountId)
    .executeTakeFirst();
}
