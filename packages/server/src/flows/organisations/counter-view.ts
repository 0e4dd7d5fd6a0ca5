import type { CounterOrganisationView } from '@suizheng/domain/contract/organisations.ts';
import { maskPersonName } from '@suizheng/domain/identifiers/person-name.ts';
import type { Actor, Context } from '../../context.ts';
import { openPerson } from '../../db/people.ts';
import { auditLook } from '../staff/audit-look.ts';

/** Looks an organisation up for an officer; the look is audited. Null when it was never taken in. */
export async function findOrganisation(
  context: Pick<Context, 'db' | 'keys'>,
  uscc: string,
  { operationId, actor }: { operationId: string; actor: Actor },
): Promise<CounterOrganisationView | null> {
  const found = await viewForCounter(context, uscc);
  const object = found ? { kind: 'organisation', id: found.id } : { kind: 'search', id: operationId };
  await auditLook(context.db, actor, 'organisation', object, { found: found !== null });
  return found;
}

/** The organisation with this code as an officer sees it: administrators masked, letters by their hash. */
export async function viewForCounter(
  { db, keys }: Pick<Context, 'db' | 'keys'>,
  uscc: string,
): Promise<CounterOrganisationView | null> {
  const organisation = await db
    .selectFrom('organisation')
    .select(['organisation_id', 'uscc', 'name', 'onboarded_at'])
    .where('uscc', '=', uscc)
    .executeTakeFirst();
  if (!organisation) return null;
  const { organisation_id } = organisation;
  const members = await db
    .selectFrom('organisation_member as m')
    .innerJoin('person as p', 'p.person_id', 'm.person_id')
    .select(['m.role', 'm.joined_at', 'p.person_id', 'p.data_key', 'p.sealed'])
    .where('m.organisation_id', '=', organisation_id)
    .orderBy('m.joined_at')
    .execute();
  const letters = await db
    .selectFrom('organisation_document')
    .select(['document_id', 'sha256', 'received_at', 'counter'])
    .where('organisation_id', '=', organisation_id)
    .orderBy('received_at', 'desc')
    .limit(20)
    .execute();
  return {
    id: organisation_id,
    uscc: organisation.uscc,
    name: organisation.name,
    onboardedAt: organisation.onboarded_at.toISOString(),
    members: members.length,
    administrators: members
      .filter(({ role }) => role === 'administrator')
      .map((row) => ({
        name: maskPersonName(openPerson(keys, row).name),
        since: row.joined_at.toISOString(),
      })),
    letters: letters.map((row) => ({
      id: row.document_id,
      sha256: row.sha256.toString('hex'),
      receivedAt: row.received_at.toISOString(),
      counter: row.counter,
    })),
  };
}
