import type { Facts, Proof } from '@suizheng/domain/policy/facts.ts';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** A proof as JSON carries it. */
export type ProofRow = Omit<Proof, 'at'> & { readonly at: string };

/** What a ladder looks at. */
export function factsOf(row: {
  readonly proofs: readonly ProofRow[];
  readonly declined_face: boolean;
}): Pick<Facts, 'proofs' | 'declinedFace'> {
  return {
    proofs: row.proofs.map((proof) => ({ ...proof, at: new Date(proof.at) })),
    declinedFace: row.declined_face,
  };
}

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
    .select(['a.declined_face', 'a.chosen_rung', 'a.medium', 'a.real_name'])
    .select(
      sql<readonly ProofRow[]>`(select coalesce(json_agg(json_build_object(
          'rung', rung, 'outcome', outcome, 'reasons', reasons, 'at', at) order by at), '[]')
        from proof f where f.person_id = a.person_id and f.application_id = a.application_id)`.as('proofs'),
    )
    .select(
      sql<Date | null>`(select due_at from review_case r where r.person_id = a.person_id
        and r.application_id = a.application_id and r.state in ('open', 'claimed'))`.as('review_due_at'),
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

/** Holds an application until the transaction ends: of two who act on it at a moment the second meets what the first did. */
export async function lockApplication(
  trx: Kysely<Database>,
  { person_id, application_id }: Pick<ApplicationRow, 'person_id' | 'application_id'>,
): Promise<void> {
  await trx
    .selectFrom('application')
    .select('application_id')
    .where('person_id', '=', person_id)
    .where('application_id', '=', application_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}
