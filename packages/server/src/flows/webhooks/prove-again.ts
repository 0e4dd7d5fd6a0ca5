import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import type { Kysely } from 'kysely';
import { type Context, SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { notifyAdministrators } from '../parties/notify-administrators.ts';
import { sendChallenge } from './prove.ts';
import type { WebhookKey } from './webhook-view.ts';

/**
 * Asks the addresses of active parties whose time has come for their proof again; answers how many. They stay proven
 * meanwhile, but what is to be told them waits for the answer. May run at any time, any number of times.
 */
export async function proveAgain({
  db,
  clock,
  random,
}: Pick<Context, 'db' | 'clock' | 'random'>): Promise<number> {
  const now = clock();
  const due = await db
    .selectFrom('webhook as w')
    .innerJoin('relying_party as p', 'p.party_id', 'w.party_id')
    .select(['w.party_id', 'w.webhook_id'])
    .where('p.state', '=', 'active')
    .where('w.proven_at', 'is not', null)
    .where('w.prove_again_at', '<=', now)
    .orderBy('w.prove_again_at')
    .limit(webhookPolicy.batch)
    .execute();
  let asked = 0;
  for (const { party_id: partyId, webhook_id: webhookId } of due) {
    asked += await db.transaction().execute(async (trx) => {
      // The time after this one: a challenge that is lost, or kept back from a party that is suspended, is not the last.
      const taken = await trx
        .updateTable('webhook')
        .set({ prove_again_at: new Date(now.getTime() + webhookPolicy.proveAgainAfterMs) })
        .where('party_id', '=', partyId)
        .where('webhook_id', '=', webhookId)
        .where('proven_at', 'is not', null)
        .where('prove_again_at', '<=', now)
        .returning('webhook_id')
        .executeTakeFirst();
      if (taken === undefined) return 0;
      await sendChallenge(trx, { partyId, webhookId }, random, now);
      return 1;
    });
  }
  return asked;
}

/**
 * Ends the standing of an address whose last challenge was given up: it gets nothing more, what waited for it can be sent
 * again by hand once it is proven, and the party's administrators are told. False for one that was not proven.
 */
export async function endProof(
  trx: Kysely<Database>,
  { partyId, webhookId }: WebhookKey,
  organisationId: string,
  now: Date,
): Promise<boolean> {
  const ended = await trx
    .updateTable('webhook')
    .set({ proven_at: null, prove_again_at: null })
    .where('party_id', '=', partyId)
    .where('webhook_id', '=', webhookId)
    .where('proven_at', 'is not', null)
    .returning('webhook_id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await trx
    .updateTable('webhook_delivery')
    .set({ state: 'dead', due_at: null })
    .where('party_id', '=', partyId)
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'queued')
    .execute();
  await appendAudit(trx, SYSTEM, 'webhook.unprove', { kind: 'webhook', id: webhookId }, { party: partyId });
  await notifyAdministrators(trx, organisationId, 'webhook-unproven', now);
  return true;
}
