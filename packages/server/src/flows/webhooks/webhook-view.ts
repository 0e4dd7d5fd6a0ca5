import type { DeliveryView, WebhookView } from '@suizheng/domain/contract/webhooks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type Kysely, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { openSecrets } from './signing-secrets.ts';

/** A webhook is named by its party first. */
export type WebhookKey = { readonly partyId: string; readonly webhookId: string };

/** A party's webhooks with how many of their deliveries wait and were given up. */
export function selectWebhooks(db: Kysely<Database>, partyId: string) {
  return db
    .selectFrom('webhook as w')
    .selectAll('w')
    .select(({ selectFrom }) =>
      (['queued', 'dead'] as const).map((state) =>
        selectFrom('webhook_delivery as d')
          .select(sql<number>`count(*)::int`.as('n'))
          .whereRef('d.party_id', '=', 'w.party_id')
          .whereRef('d.webhook_id', '=', 'w.webhook_id')
          .where('d.state', '=', state)
          .as(state),
      ),
    )
    .where('w.party_id', '=', partyId);
}

export type WebhookRow = Awaited<ReturnType<ReturnType<typeof selectWebhooks>['executeTakeFirstOrThrow']>>;

/** One webhook of a party; throws `not-found`. */
export async function webhookOf(
  db: Kysely<Database>,
  { partyId, webhookId }: WebhookKey,
): Promise<WebhookRow> {
  const row = await selectWebhooks(db, partyId).where('w.webhook_id', '=', webhookId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

/** Holds a webhook's row until the transaction ends; throws `not-found`. */
export async function lockWebhook(trx: Kysely<Database>, { partyId, webhookId }: WebhookKey): Promise<void> {
  const row = await trx
    .selectFrom('webhook')
    .select('webhook_id')
    .where('party_id', '=', partyId)
    .where('webhook_id', '=', webhookId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
}

/** A webhook as its administrators see it: never its secret. */
export function viewWebhook({ keys }: Pick<Context, 'keys'>, row: WebhookRow, now: Date): WebhookView {
  const [newest, previous] = openSecrets(keys, row, now);
  return {
    id: row.webhook_id,
    url: row.url,
    events: row.events,
    createdAt: row.created_at.toISOString(),
    provenAt: row.proven_at?.toISOString() ?? null,
    secret: { since: newest.since, previousUntil: previous?.until ?? null },
    queued: row.queued ?? 0,
    dead: row.dead ?? 0,
    lastDeliveredAt: row.last_delivered_at?.toISOString() ?? null,
  };
}

/** Deliveries with the event of each. */
export function selectDeliveries(db: Kysely<Database>, { partyId, webhookId }: WebhookKey) {
  return db
    .selectFrom('webhook_delivery as d')
    .innerJoin('party_event as e', (join) =>
      join.onRef('e.party_id', '=', 'd.party_id').onRef('e.event_id', '=', 'd.event_id'),
    )
    .selectAll('d')
    .select(['e.kind', 'e.at', 'e.data'])
    .where('d.party_id', '=', partyId)
    .where('d.webhook_id', '=', webhookId);
}

export type DeliveryRow = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['executeTakeFirstOrThrow']>>;

/** One delivery; throws `not-found`. */
export async function deliveryOf(
  db: Kysely<Database>,
  key: WebhookKey,
  deliveryId: string,
): Promise<DeliveryRow> {
  const row = await selectDeliveries(db, key).where('d.delivery_id', '=', deliveryId).executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return row;
}

/** A delivery as administrators see it. */
export function viewDelivery(row: DeliveryRow): DeliveryView {
  return {
    id: row.delivery_id,
    eventId: row.event_id,
    kind: row.kind as DeliveryView['kind'],
    at: row.at.toISOString(),
    sequence: row.sequence,
    state: row.state,
    attempts: row.tries,
    lastTriedAt: row.last_tried_at?.toISOString() ?? null,
    lastStatus: row.last_status,
    lastFault: row.last_fault,
    nextTryAt: row.state === 'queued' ? (row.due_at?.toISOString() ?? null) : null,
  };
}
