import type { WebhookPayload } from '@suizheng/domain/contract/webhooks.ts';
import { addressProof } from '@suizheng/domain/http-signature/address-proof.ts';
import { CHALLENGE_EVENT } from '@suizheng/domain/policy/webhook-tag.ts';
import { type DeliveryFault, waitAfterDelivery, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import type { Context } from '../../context.ts';
import type { PostResult } from '../../gateways/webhook-receiver.ts';
import { giveUp } from './give-up.ts';
import { CHALLENGE_SEQUENCE, noteProven } from './prove.ts';
import { signDelivery } from './sign-delivery.ts';
import { openSecrets } from './signing-secrets.ts';
import { wakeDelivery } from './wake.ts';
import { type DeliveryRow, deliveryOf, type WebhookKey, webhookOf } from './webhook-view.ts';

type Answered = Extract<PostResult, { kind: 'answered' }>;

export type DeliverContext = Pick<Context, 'db' | 'keys' | 'clock' | 'random' | 'webhooks' | 'log'>;

/**
 * Tries the first delivery that is due to a webhook. The try and the time of the next one are committed before the
 * receiver is called: whoever dies in between is followed by another then, and the receiver, who may have had it, knows
 * the event by its id. Answers `none` where nothing is due, `unreached` where the receiver could not be reached at all.
 */
export async function tryNext(
  context: DeliverContext,
  webhook: WebhookKey,
): Promise<'none' | 'answered' | 'unreached'> {
  const claimed = await claim(context, webhook);
  if (claimed === null) return 'none';
  // A last try whose end nobody saw.
  if (claimed.tries > webhookPolicy.retry.tries) {
    await giveUp(context, webhook, claimed.delivery_id);
    return 'answered';
  }
  const now = context.clock();
  const hook = await webhookOf(context.db, webhook);
  const secrets = openSecrets(context.keys, hook, now).map(({ secret }) => secret);
  const signed = await signDelivery(payloadOf(claimed), {
    url: hook.url,
    webhookId: webhook.webhookId,
    secrets,
    tries: claimed.tries,
    now,
  });
  const proofs = await proofsOf(claimed, secrets);
  const result = await context.webhooks.post({
    url: hook.url,
    ...signed,
    ...(proofs === null ? {} : { proofs }),
  });
  if (result.kind === 'answered' && isTaken(result, proofs)) {
    await delivered(context, webhook, claimed, result.status);
    return 'answered';
  }
  await failed(context, webhook, claimed, result);
  return result.kind === 'answered' ? 'answered' : 'unreached';
}

/** Events wait while an address that was asked for its proof again has not given it: whose it is now is not known. */
async function claim({ db, clock }: DeliverContext, webhook: WebhookKey): Promise<DeliveryRow | null> {
  const now = clock();
  const openProof = db
    .selectFrom('webhook_delivery as open')
    .select('open.delivery_id')
    .where('open.party_id', '=', webhook.partyId)
    .where('open.webhook_id', '=', webhook.webhookId)
    .where('open.sequence', '=', CHALLENGE_SEQUENCE)
    .where('open.state', '=', 'queued');
  const next = await db
    .updateTable('webhook_delivery')
    .set((row) => ({
      tries: row('tries', '+', 1),
      last_tried_at: now,
      due_at: new Date(now.getTime() + webhookPolicy.lineHeldMs),
    }))
    .where('party_id', '=', webhook.partyId)
    .where('delivery_id', '=', ({ selectFrom }) =>
      selectFrom('webhook_delivery as next')
        .select('next.delivery_id')
        .where('next.party_id', '=', webhook.partyId)
        .where('next.webhook_id', '=', webhook.webhookId)
        .where('next.state', '=', 'queued')
        .where('next.due_at', '<=', now)
        .where((is) => is.or([is('next.sequence', '=', CHALLENGE_SEQUENCE), is.not(is.exists(openProof))]))
        .orderBy('next.sequence')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .where('state', '=', 'queued')
    .returning('delivery_id')
    .executeTakeFirst();
  return next === undefined ? null : deliveryOf(db, webhook, next.delivery_id);
}

function payloadOf(row: DeliveryRow): WebhookPayload {
  return {
    id: row.event_id,
    kind: row.kind as WebhookPayload['kind'],
    at: row.at.toISOString(),
    party: row.party_id,
    sequence: row.sequence,
    data: row.data as WebhookPayload['data'],
  };
}

async function delivered(
  { db, clock }: DeliverContext,
  webhook: WebhookKey,
  claimed: DeliveryRow,
  status: number,
): Promise<void> {
  const { partyId, webhookId } = webhook;
  await db.transaction().execute(async (trx) => {
    // The webhook before its deliveries, as everybody holds them: else two could wait for each other for ever.
    await trx
      .updateTable('webhook')
      .set({ last_delivered_at: clock(), quiet_until: null, told_at: null })
      .where('party_id', '=', partyId)
      .where('webhook_id', '=', webhookId)
      .execute();
    // The time is read once the webhook is held: what was fanned out without it happened before.
    if (claimed.kind === CHALLENGE_EVENT) await noteProven(trx, webhook, clock());
    await trx
      .updateTable('webhook_delivery')
      .set({ state: 'delivered', due_at: null, last_status: status, last_fault: null })
      .where('party_id', '=', partyId)
      .where('delivery_id', '=', claimed.delivery_id)
      .execute();
  });
}

async function failed(
  context: DeliverContext,
  webhook: WebhookKey,
  { delivery_id, tries }: DeliveryRow,
  result: PostResult,
): Promise<void> {
  const { db, clock, random } = context;
  const chance = Buffer.from(random(4)).readUInt32BE() / 2 ** 32;
  const waitMs = waitAfterDelivery(tries, chance, result.kind === 'answered' ? result.askedMs : 0);
  const due_at = new Date(clock().getTime() + waitMs);
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('webhook_delivery')
      .set({
        due_at,
        last_status: result.kind === 'answered' ? result.status : null,
        last_fault: faultOf(result),
      })
      .where('party_id', '=', webhook.partyId)
      .where('delivery_id', '=', delivery_id)
      // Somebody may have asked for it to be sent again meanwhile: that try is not put off.
      .where('state', '=', 'queued')
      .where('tries', '=', tries)
      .execute();
    if (tries < webhookPolicy.retry.tries) await wakeDelivery(trx, webhook.partyId, waitMs);
  });
  if (tries >= webhookPolicy.retry.tries) await giveUp(context, webhook, delivery_id);
}

/** What a challenge is to be answered with, by any secret in force; null for every other delivery. */
async function proofsOf(
  { kind, data }: DeliveryRow,
  secrets: readonly string[],
): Promise<readonly string[] | null> {
  if (kind !== CHALLENGE_EVENT) return null;
  return Promise.all(secrets.map((secret) => addressProof(String(data.challenge), secret)));
}

function isTaken({ status, proven }: Answered, proofs: readonly string[] | null): boolean {
  return status >= 200 && status < 300 && (proofs === null || proven === true);
}

function faultOf(result: PostResult): DeliveryFault {
  if (result.kind === 'failed') return result.fault;
  if (result.status >= 200 && result.status < 300) return 'not-proven';
  return result.status >= 300 && result.status < 400 ? 'redirected' : 'answered-no';
}
