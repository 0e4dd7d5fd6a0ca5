import { AppError } from '@suizheng/domain/errors/app-error.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/** Refuses with `not-allowed` a member of staff who serves, issues to or decides about themself; as far as staff are linked to people. */
export async function refuseOneself(db: Kysely<Database>, staffId: string, personId: string): Promise<void> {
  const self = await db
    .selectFrom('staff as s')
    .innerJoin('person as p', 'p.number_index', 's.person_index')
    .select('s.staff_id')
    .where('s.staff_id', '=', staffId)
    .where('p.person_id', '=', personId)
    .executeTakeFirst();
  if (self) throw new AppError('not-allowed');
}

/** True where both accesses are one person's: two pairs of eyes are two people's. */
export async function isSamePerson(db: Kysely<Database>, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const same = await db
    .selectFrom('staff as s')
    .innerJoin('staff as t', 't.person_index', 's.person_index')
    .select('s.staff_id')
    .where('s.staff_id', '=', one)
    .where('t.staff_id', '=', other)
    .executeTakeFirst();
  return same !== undefined;
}
