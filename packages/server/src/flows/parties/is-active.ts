import type { ServiceId } from '@suizheng/domain/policy/services.ts';
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

/** True where a party may still ask for a purpose by a service, which stays so likewise: a change may have taken either away meanwhile. */
export async function mayAskNow(
  trx: Kysely<Database>,
  partyId: string,
  { service, purpose }: { readonly service: ServiceId; readonly purpose: string },
): Promise<boolean> {
  const row = await trx
    .selectFrom('relying_party')
    .select(['state', 'purposes', 'services'])
    .where('party_id', '=', partyId)
    .forShare()
    .executeTakeFirst();
  return row?.state === 'active' && row.purposes.includes(purpose) && row.services.includes(service);
}
