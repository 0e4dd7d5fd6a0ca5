import { createHash, randomUUID } from 'node:crypto';
import type { DeliveryView } from '@suizheng/domain/contract/webhooks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { CHALLENGE_EVENT } from '@suizheng/domain/policy/webhook-tag.ts';
import { FOR_ACTIVE_ONLY, TEST_EVENT, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import type { Kysely } from 'kysely';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { isActiveNow } from '../parties/is-active.ts';
import { requirePartyMember } from '../parties/require-party.ts';
import { PROOF_ATTEMPT } from './prove.ts';
import { wakeDelivery } from './wake.ts';
import {
  deliveryOf,
  lockWebhook,
  selectDeliveries,
  viewDelivery,
  type WebhookKey,
  webhookOf,
} from './webhook-view.ts';

/** What was sent to a webhook, the newest first. */
export async function listDeliveries(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  webhook: WebhookKey,
): Promise<DeliveryView[]> {
  await requirePartyMember(db, caller, webhook.partyId);
  await webhookOf(db, webhook);
  const rows = await selectDeliveries(db, webhook)
    .orderBy('d.sequence', 'desc')
    .limit(webhookPolicy.pageSize)
    .execute();
  return rows.map(viewDelivery);
}

/** Sends an event of kind `webhook.test` to one webhook. Throws `wrong-state` unless the party is active, `webhook-unproven`, `too-many-requests`. */
export async function testWebhook(
  { db, clock, limits }: Pick<Context, 'db' | 'clock' | 'limits'>,
  caller: MemberCaller,
  webhook: WebhookKey,
): Promise<DeliveryView> {
  await requirePartyMember(db, caller, webhook.partyId, { state: 'active' });
  const now = clock();
  const { proven_at } = await webhookOf(db, webhook);
  if (proven_at === null) throw new AppError('webhook-unproven');
  if (limits) await countAttempt({ db }, 'webhook-test', subjectOf(webhook), [webhookPolicy.tests], now);
  return db.transaction().execute(async (trx) => {
    await lockWebhook(trx, webhook);
    const [party_id, event_id] = [webhook.partyId, randomUUID()];
    await trx
      .insertInto('party_event')
      .values({ party_id, event_id, kind: TEST_EVENT, data: '{}', at: now, fanned_out_at: now })
      .execute();
    const { last_sequence: sequence } = await trx
      .updateTable('webhook')
      .set((row) => ({ last_sequence: row('last_sequence', '+', 1), quiet_until: null }))
      .where('party_id', '=', party_id)
      .where('webhook_id', '=', webhook.webhookId)
      .returning('last_sequence')
      .executeTakeFirstOrThrow();
    const delivery_id = randomUUID();
    await trx
      .insertInto('webhook_delivery')
      .values({
        party_id,
        delivery_id,
        webhook_id: webhook.webhookId,
        event_id,
        sequence,
        state: 'queued',
        due_at: now,
        created_at: now,
      })
      .execute();
    await wakeDelivery(trx, party_id);
    return viewDelivery(await deliveryOf(trx, webhook, delivery_id));
  });
}

/**
 * Sends a delivery again with as many tries as a new one; one that waits is tried at once. Throws `wrong-state` for a
 * party that is over, and while it is suspended for what only an active one is sent; `webhook-unproven` for anything but
 * a challenge where the address is not proven; `too-many-requests`.
 */
export async function redeliver(
  { db, clock, limits }: Pick<Context, 'db' | 'clock' | 'limits'>,
  caller: MemberCaller,
  webhook: WebhookKey,
  deliveryId: string,
): Promise<DeliveryView> {
  return db.transaction().execute(async (trx) => {
    const { state } = await requirePartyMember(trx, caller, webhook.partyId);
    if (state !== 'active' && state !== 'suspended') throw new AppError('wrong-state');
    const active = await isActiveNow(trx, webhook.partyId);
    await lockWebhook(trx, webhook);
    const { kind } = await deliveryOf(trx, webhook, deliveryId);
    const now = clock();
    // Whatever stands at the address is not flooded in our name; least of all where nobody has said yet that it is theirs.
    const [counted, limit] =
      kind === CHALLENGE_EVENT
        ? ([PROOF_ATTEMPT, webhookPolicy.proofs] as const)
        : (['webhook-redelivery', webhookPolicy.redeliveries] as const);
    if (limits) await countAttempt({ db: trx }, counted, subjectOf(webhook), [limit], now);
    if (!active && FOR_ACTIVE_ONLY.includes(kind)) throw new AppError('wrong-state');
    if (kind !== CHALLENGE_EVENT && (await webhookOf(trx, webhook)).proven_at === null)
      throw new AppError('webhook-unproven');
    await queueAgain(trx, webhook, deliveryId, now);
    await wakeDelivery(trx, webhook.partyId);
    return viewDelivery(await deliveryOf(trx, webhook, deliveryId));
  });
}

const subjectOf = ({ webhookId }: WebhookKey): Buffer => createHash('sha256').update(webhookId).digest();

async function queueAgain(
  trx: Kysely<Database>,
  { partyId, webhookId }: WebhookKey,
  deliveryId: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('webhook_delivery')
    .set({ state: 'queued', tries: 0, due_at: now })
    .where('party_id', '=', partyId)
    .where('delivery_id', '=', deliveryId)
    .execute();
  await trx
    .updateTable('webhook')
    .set({ quiet_until: null })
    .where('party_id', '=', partyId)
    .where('webhook_id', '=', webhookId)
    .execute();
}
