import { type Context, SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { notifyAdministrators } from '../parties/notify-administrators.ts';
import { CHALLENGE_SEQUENCE } from './prove.ts';
import { endProof } from './prove-again.ts';
import type { WebhookKey } from './webhook-view.ts';

/**
 * Gives a delivery up: it stays in the list, whence an administrator can send it again. The administrators hear of it
 * once, until something arrives again; of an address that was not proven again they hear each time.
 */
export async function giveUp(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  { partyId, webhookId }: WebhookKey,
  deliveryId: string,
): Promise<void> {
  const now = clock();
  const dead = await db.transaction().execute(async (trx) => {
    // The webhook before its deliveries, as everybody holds them: else two could wait for each other for ever.
    await trx
      .selectFrom('webhook')
      .select('webhook_id')
      .where('party_id', '=', partyId)
      .where('webhook_id', '=', webhookId)
      .forUpdate()
      .execute();
    const given = await trx
      .updateTable('webhook_delivery')
      .set({ state: 'dead', due_at: null })
      .where('party_id', '=', partyId)
      .where('delivery_id', '=', deliveryId)
      .where('state', '=', 'queued')
      .returning(['tries', 'last_status', 'last_fault', 'sequence'])
      .executeTakeFirst();
    if (given === undefined) return null;
    const object = { kind: 'webhook', id: webhookId };
    await appendAudit(trx, SYSTEM, 'webhook.dead', object, { delivery: deliveryId, tries: given.tries });
    const { organisation_id } = await trx
      .selectFrom('relying_party')
      .select('organisation_id')
      .where('party_id', '=', partyId)
      .executeTakeFirstOrThrow();
    const isProof = given.sequence === CHALLENGE_SEQUENCE;
    if (isProof && (await endProof(trx, { partyId, webhookId }, organisation_id, now))) return given;
    const first = await trx
      .updateTable('webhook')
      .set({ told_at: now })
      .where('party_id', '=', partyId)
      .where('webhook_id', '=', webhookId)
      .where('told_at', 'is', null)
      .returning('webhook_id')
      .executeTakeFirst();
    if (first === undefined) return given;
    await notifyAdministrators(trx, organisation_id, 'webhook-failing', now);
    return given;
  });
  // Once it stands: a transaction that the database undid is done again.
  if (dead) log.warn({ webhook: webhookId, fault: dead.last_fault }, 'a webhook delivery was given up');
}
