import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/**
 * Forgets deliveries and events past their time, none that still waits, and the webhooks with their secrets of parties
 * that ended that long ago. Answers how many rows.
 */
export async function forgetDeliveries({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<number> {
  const before = new Date(clock().getTime() - webhookPolicy.keptForMs);
  const webhooks = await sql`
    delete from webhook w using relying_party p
    where p.party_id = w.party_id and p.state = 'ended' and p.ended_at < ${before}`.execute(db);
  const deliveries = await db
    .deleteFrom('webhook_delivery')
    .where('created_at', '<', before)
    .where('state', '<>', 'queued')
    .executeTakeFirst();
  const events = await sql`
    delete from party_event e where e.at < ${before} and e.fanned_out_at is not null
      and not exists (select 1 from webhook_delivery d
        where d.party_id = e.party_id and d.event_id = e.event_id)`.execute(db);
  return (
    Number(webhooks.numAffectedRows ?? 0n) +
    Number(deliveries.numDeletedRows) +
    Number(events.numAffectedRows ?? 0n)
  );
}
