import type { Kysely } from 'kysely';
import { SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../notifications/notify.ts';
import type { DeliverContext } from './try-next.ts';
import type { WebhookKey } from './webhook-view.ts';

/**
 * Gives a delivery up: it stays in the list, whence an administrator can send it again. The administrators hear of it
 * once, until something arrives again.
 */
export async function giveUp(
  { db, clock, log }: Pick<DeliverContext, 'db' | 'clock' | 'log'>,
  { partyId, webhookId }: WebhookKey,
  deliveryId: string,
): Promise<void> {
  const now = clock();
  await db.transaction().execute(async (trx) => {
    const dead = await trx
      .updateTable('webhook_delivery')
      .set({ state: 'dead', due_at: null })
      .where('party_id', '=', partyId)
      .where('delivery_id', '=', deliveryId)
      .where('state', '=', 'queued')
      .returning(['tries', 'last_status', 'last_fault'])
      .executeTakeFirst();
    if (dead === undefined) return;
    log.warn({ webhook: webhookId, fault: dead.last_fault }, 'a webhook delivery was given up');
    const object = { kind: 'webhook', id: webhookId };
    await appendAudit(trx, SYSTEM, 'webhook.dead', object, { delivery: deliveryId, tries: dead.tries });
    const first = await trx
      .updateTable('webhook')
      .set({ told_at: now })
      .where('party_id', '=', partyId)
      .where('webhook_id', '=', webhookId)
      .where('told_at', 'is', null)
      .returning('webhook_id')
      .executeTakeFirst();
    if (first !== undefined) await tellAdministrators(trx, partyId, now);
  });
}

async function tellAdministrators(trx: Kysely<Database>, partyId: string, now: Date): Promise<void> {
  const accounts = await trx
    .selectFrom('relying_party as p')
    .innerJoin('organisation_member as m', 'm.organisation_id', 'p.organisation_id')
    .innerJoin('account as o', 'o.person_id', 'm.person_id')
    .select(['o.account_id', 'p.organisation_id'])
    .where('p.party_id', '=', partyId)
    .where('m.role', '=', 'administrator')
    .execute();
  for (const { account_id, organisation_id } of accounts) {
    const params = { organisation: organisation_id };
    await notify(trx, { accountId: account_id, kind: 'webhook-failing', params, sms: true }, now);
  }
}
