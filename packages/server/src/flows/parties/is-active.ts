import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/**
 * True for a party that is active, which it stays until the transaction ends: a suspension at this moment comes before
 * what is told, or after it.
 */
export async function isActiveNow(trx: Kysely<Database>, partyId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('relying_party')
    .select('state')
    .where('party_id', '=', partyId)
    .forShare()
    .executeTakeFirst();
  return row?.state === 'active';
}
