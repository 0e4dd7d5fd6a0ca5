import { FOR_ACTIVE_ONLY } from '@suizheng/domain/policy/webhooks.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';

/**
 * Keeps back what waits for a party and is sent to an active one only, in the transaction that suspends or ends it: once
 * it is active again its administrators can have it sent.
 */
export async function keepBack(trx: Kysely<Database>, partyId: string): Promise<void> {
  await trx
    .updateTable('webhook_delivery')
    .set({ state: 'dead', due_at: null })
    .where('party_id', '=', partyId)
    .where('state', '=', 'queued')
    .where('event_id', 'in', ({ selectFrom }) =>
      selectFrom('party_event')
        .select('event_id')
        .where('party_id', '=', partyId)
        .where('kind', 'in', [...FOR_ACTIVE_ONLY]),
    )
    .execute();
}
