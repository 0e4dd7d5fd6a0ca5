import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import type { PartyRow } from './party-view.ts';

type Party = Pick<PartyRow, 'organisation_id' | 'applied_by'>;

/** True where the member of staff applied for the party or is a member of its organisation; as far as staff are linked to people. */
export async function isOwnParty(
  db: Kysely<Database>,
  staffId: string,
  { organisation_id, applied_by }: Party,
): Promise<boolean> {
  const self = await db
    .selectFrom('staff as s')
    .innerJoin('person as p', 'p.number_index', 's.person_index')
    .leftJoin('organisation_member as m', (join) =>
      join.onRef('m.person_id', '=', 'p.person_id').on('m.organisation_id', '=', organisation_id),
    )
    .select('s.staff_id')
    .where('s.staff_id', '=', staffId)
    .where((row) => row.or([row('p.person_id', '=', applied_by), row('m.person_id', 'is not', null)]))
    .executeTakeFirst();
  return self !== undefined;
}

/** The parties to which the member of staff belongs in that sense: those of their organisations, and those they applied for. */
export async function ownPartiesOf(db: Kysely<Database>, staffId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('staff as s')
    .innerJoin('person as p', 'p.number_index', 's.person_index')
    .leftJoin('organisation_member as m', 'm.person_id', 'p.person_id')
    .innerJoin('relying_party as r', (join) =>
      join.on((on) =>
        on.or([
          on('r.applied_by', '=', on.ref('p.person_id')),
          on('r.organisation_id', '=', on.ref('m.organisation_id')),
        ]),
      ),
    )
    .select('r.party_id')
    .distinct()
    .where('s.staff_id', '=', staffId)
    .execute();
  return rows.map(({ party_id }) => party_id);
}

/** The same for a change of the party: also true for who asked for it, whatever became of them since. */
export async function isOwnAmendment(
  db: Kysely<Database>,
  staffId: string,
  party: Party,
  { asked_by }: { readonly asked_by: string },
): Promise<boolean> {
  if (await isOwnParty(db, staffId, party)) return true;
  return isOwnParty(db, staffId, { ...party, applied_by: asked_by });
}

/** Refuses with `not-allowed` whoever would decide about a change of their own organisation. */
export async function refuseOwnAmendment(...asked: Parameters<typeof isOwnAmendment>): Promise<void> {
  if (await isOwnAmendment(...asked)) throw new AppError('not-allowed');
}

/** Refuses with `not-allowed` whoever would decide about their own organisation. */
export async function refuseOwnParty(db: Kysely<Database>, staffId: string, party: Party): Promise<void> {
  if (await isOwnParty(db, staffId, party)) throw new AppError('not-allowed');
}
