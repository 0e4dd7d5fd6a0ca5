import { randomUUID } from 'node:crypto';
import type { PartyEventKind } from '@suizheng/domain/policy/webhooks.ts';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { wakeDelivery } from '../webhooks/wake.ts';

/** What a relying party can be told; data are ids, codes and times, never a name or a number. */
export type PartyEvent = {
  readonly partyId: string;
  readonly kind: PartyEventKind;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
};

/**
 * Writes what a party is to hear of and wakes its delivery by webhook, both in the transaction of what it tells; answers
 * the event's id.
 */
export async function tellParty(
  trx: Kysely<Database>,
  { partyId, kind, data }: PartyEvent,
  now: Date,
): Promise<string> {
  const event_id = randomUUID();
  await trx
    .insertInto('party_event')
    .values({ party_id: partyId, event_id, kind, data: JSON.stringify(data), at: now })
    .execute();
  await wakeDelivery(trx, partyId);
  return event_id;
}
