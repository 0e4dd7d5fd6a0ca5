import { randomUUID } from 'node:crypto';
import { FOR_ACTIVE_ONLY, type PartyEventKind } from '@suizheng/domain/policy/webhooks.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { isActiveNow } from '../parties/is-active.ts';

const BATCH = 500;

/**
 * Makes the deliveries of a party's events that have none yet: one for each webhook that wants the kind and was proven
 * when it happened, numbered in the order of events; what is about people is kept back from a party that is not active.
 * Whoever does it twice, or at the same time, adds nothing. Answers how many events.
 */
export async function fanOut({ db, clock }: Pick<Context, 'db' | 'clock'>, partyId: string): Promise<number> {
  const now = clock();
  return db.transaction().execute(async (trx) => {
    const active = await isActiveNow(trx, partyId);
    // The webhooks are held first, always in one order: numbers are given by one process at a time. Those not proven too:
    // one that is proven at this moment is so after all that is fanned out here without it.
    const webhooks = await trx
      .selectFrom('webhook')
      .select(['webhook_id', 'events', 'last_sequence', 'proven_at'])
      .where('party_id', '=', partyId)
      .orderBy('webhook_id')
      .forUpdate()
      .execute();
    const events = await trx
      .selectFrom('party_event')
      .select(['event_id', 'kind', 'at'])
      .where('party_id', '=', partyId)
      .where('fanned_out_at', 'is', null)
      .orderBy('at')
      .orderBy('event_id')
      .limit(BATCH)
      .forUpdate()
      .execute();
    if (events.length === 0) return 0;
    for (const { webhook_id, events: wanted, last_sequence, proven_at } of webhooks) {
      const mine = events.filter(
        ({ kind, at }) => wanted.includes(kind as PartyEventKind) && proven_at !== null && at >= proven_at,
      );
      const key = { partyId, webhookId: webhook_id };
      await addDeliveries(trx, key, mine, { last: last_sequence, active, now });
    }
    await trx
      .updateTable('party_event')
      .set({ fanned_out_at: now })
      .where('party_id', '=', partyId)
      .where(
        'event_id',
        'in',
        events.map(({ event_id }) => event_id),
      )
      .execute();
    return events.length;
  });
}

async function addDeliveries(
  trx: Kysely<Database>,
  { partyId, webhookId }: { readonly partyId: string; readonly webhookId: string },
  events: readonly { readonly event_id: string; readonly kind: string }[],
  { last, active, now }: { readonly last: number; readonly active: boolean; readonly now: Date },
): Promise<void> {
  if (events.length === 0) return;
  await trx
    .insertInto('webhook_delivery')
    .values(
      events.map(({ event_id, kind }, index) => {
        const goes = active || !FOR_ACTIVE_ONLY.includes(kind);
        return {
          party_id: partyId,
          delivery_id: randomUUID(),
          webhook_id: webhookId,
          event_id,
          sequence: last + index + 1,
          ...(goes ? { state: 'queued' as const, due_at: now } : { state: 'dead' as const, due_at: null }),
          created_at: now,
        };
      }),
    )
    .execute();
  await trx
    .updateTable('webhook')
    .set({ last_sequence: last + events.length })
    .where('party_id', '=', partyId)
    .where('webhook_id', '=', webhookId)
    .execute();
}
