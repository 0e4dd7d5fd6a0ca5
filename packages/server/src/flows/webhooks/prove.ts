import { createHash, randomUUID } from 'node:crypto';
import type { WebhookView } from '@suizheng/domain/contract/webhooks.ts';
import { CHALLENGE_EVENT } from '@suizheng/domain/policy/webhook-tag.ts';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { type Kysely, sql } from 'kysely';
import { type Context, SYSTEM } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { requirePartyMember } from '../parties/require-party.ts';
import { wakeDelivery } from './wake.ts';
import { lockWebhook, viewWebhook, type WebhookKey, webhookOf } from './webhook-view.ts';

/** What each challenge that an administrator has sent is counted as. */
export const PROOF_ATTEMPT = 'webhook-proof';

/** Events are numbered from one: a challenge is none of them, and goes first. */
export const CHALLENGE_SEQUENCE = 0;

/** Bytes of a challenge: nobody guesses them. */
const CHALLENGE_BYTES = 24;

/**
 * Sends a challenge to a webhook's address: a signed delivery like any other, which counts as taken only where it is
 * answered with what its secret makes of it, and which is tried as often. Earlier ones give way to it.
 */
export async function sendChallenge(
  trx: Kysely<Database>,
  { partyId: party_id, webhookId: webhook_id }: WebhookKey,
  random: Context['random'],
  now: Date,
): Promise<void> {
  await trx
    .deleteFrom('webhook_delivery')
    .where('party_id', '=', party_id)
    .where('webhook_id', '=', webhook_id)
    .where('sequence', '=', CHALLENGE_SEQUENCE)
    .execute();
  const event_id = randomUUID();
  const data = JSON.stringify({ challenge: Buffer.from(random(CHALLENGE_BYTES)).toString('base64url') });
  await trx
    .insertInto('party_event')
    .values({ party_id, event_id, kind: CHALLENGE_EVENT, data, at: now, fanned_out_at: now })
    .execute();
  await trx
    .insertInto('webhook_delivery')
    .values({
      party_id,
      delivery_id: randomUUID(),
      webhook_id,
      event_id,
      sequence: CHALLENGE_SEQUENCE,
      state: 'queued',
      due_at: now,
      created_at: now,
    })
    .execute();
  await trx
    .updateTable('webhook')
    .set({ quiet_until: null })
    .where('party_id', '=', party_id)
    .where('webhook_id', '=', webhook_id)
    .execute();
  await wakeDelivery(trx, party_id);
}

/**
 * Sends a new challenge to an address that is not proven; one that is stays so. Throws `wrong-state` unless the party is
 * active, `too-many-requests`, and as `requirePartyMember` does.
 */
export async function proveWebhook(
  context: Pick<Context, 'db' | 'clock' | 'keys' | 'limits' | 'random'>,
  caller: MemberCaller,
  webhook: WebhookKey,
): Promise<WebhookView> {
  const { db, limits } = context;
  await requirePartyMember(db, caller, webhook.partyId, { state: 'active' });
  const now = context.clock();
  const { proven_at } = await webhookOf(db, webhook);
  if (limits && proven_at === null) {
    const subject = createHash('sha256').update(webhook.webhookId).digest();
    await countAttempt({ db }, PROOF_ATTEMPT, subject, [webhookPolicy.proofs], now);
  }
  return db.transaction().execute(async (trx) => {
    await lockWebhook(trx, webhook);
    if ((await webhookOf(trx, webhook)).proven_at === null)
      await sendChallenge(trx, webhook, context.random, now);
    return viewWebhook(context, await webhookOf(trx, webhook), now);
  });
}

/** Notes that an address answered its challenge: from now on it gets what it asked for; one that was proven already stays so. */
export async function noteProven(
  trx: Kysely<Database>,
  { partyId, webhookId }: WebhookKey,
  now: Date,
): Promise<void> {
  const again = new Date(now.getTime() + webhookPolicy.proveAgainAfterMs);
  await trx
    .updateTable('webhook')
    .set({ proven_at: sql`coalesce(proven_at, ${now})`, prove_again_at: again })
    .where('party_id', '=', partyId)
    .where('webhook_id', '=', webhookId)
    .execute();
  const object = { kind: 'webhook', id: webhookId };
  await appendAudit(trx, SYSTEM, 'webhook.prove', object, { party: partyId });
}
