import { type Kysely, sql } from 'kysely';
import { QUEUE_SCHEMA } from '../../db/queues.ts';
import type { Database } from '../../db/schema.ts';

/** What a job of the queue `deliver-webhooks` is about: whose events. */
export type WakeJob = { readonly partyId: string };

/**
 * Wakes the delivery of a party's events after `waitMs`, in the transaction of what is to be delivered. The rows alone
 * say what is due: a job that is lost or comes twice changes nothing.
 */
export async function wakeDelivery(trx: Kysely<Database>, partyId: string, waitMs = 0): Promise<void> {
  const data = JSON.stringify({ partyId } satisfies WakeJob);
  await sql`
    insert into ${sql.id(QUEUE_SCHEMA, 'job')} (name, data, retry_limit, start_after)
    values ('deliver-webhooks', ${data}::jsonb, 0, now() + ${waitMs} * interval '1 millisecond')`.execute(
    trx,
  );
}
