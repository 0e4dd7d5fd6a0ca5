import { createHash } from 'node:crypto';
import type { NewWebhookView, WebhookView } from '@suizheng/domain/contract/webhooks.ts';
import { AppError } from '@suizheng/domain/errors/app-error.ts';
import { type PartyEventKind, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import type { Kysely } from 'kysely';
import type { Actor, Context } from '../../context.ts';
import { appendAudit } from '../../db/audit-log.ts';
import type { Database } from '../../db/schema.ts';
import { isClosedAddress, isLoopbackAddress } from '../../gateways/closed-address.ts';
import { literalAddress, mayBeSentTo } from '../../gateways/webhook-receiver.ts';
import { countAttempt } from '../accounts/count-attempt.ts';
import { refusedFields } from '../counter/visit.ts';
import { IDEMPOTENCY_POLICY } from '../idempotency/answer-once.ts';
import type { MemberCaller } from '../organisations/member.ts';
import { requirePartyMember } from '../parties/require-party.ts';
import { sendChallenge } from './prove.ts';
import { newSecret, openSecrets, replaceSecret, sealSecrets } from './signing-secrets.ts';
import { lockWebhook, selectWebhooks, viewWebhook, type WebhookKey, webhookOf } from './webhook-view.ts';

type WebhooksContext = Pick<Context, 'db' | 'keys' | 'clock' | 'random' | 'mode'>;
type OwnAct = { readonly operationId: string; readonly actor: Actor };

/** A party's webhooks, the oldest first. */
export async function listWebhooks(
  context: Pick<Context, 'db' | 'keys' | 'clock'>,
  caller: MemberCaller,
  partyId: string,
): Promise<WebhookView[]> {
  await requirePartyMember(context.db, caller, partyId);
  const rows = await selectWebhooks(context.db, partyId)
    .orderBy('w.created_at')
    .orderBy('w.webhook_id')
    .execute();
  return rows.map((row) => viewWebhook(context, row, context.clock()));
}

/**
 * Makes a webhook of an active party and shows its signing secret, this once; its address is sent a challenge, and gets
 * nothing else before it was answered. What the name in its address stands for is looked up at every try, because names
 * change. Throws `wrong-state`, `too-many-webhooks`, `too-many-requests`, and the faults of the address.
 */
export async function createWebhook(
  { db, keys, clock, random, mode, limits }: WebhooksContext & Pick<Context, 'limits'>,
  caller: MemberCaller,
  {
    partyId,
    url,
    events,
  }: { readonly partyId: string; readonly url: string; readonly events: readonly PartyEventKind[] },
  { operationId, actor }: OwnAct,
): Promise<NewWebhookView> {
  refuseClosed(new URL(url), mode.sandbox);
  return db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, partyId, { state: 'active' });
    const key = { partyId, webhookId: operationId };
    const now = clock();
    await lockParty(trx, partyId);
    const known = await selectWebhooks(trx, partyId).execute();
    // A repetition after a crash finds what the first call made, and no secret that was made since.
    const made = known.find(({ webhook_id }) => webhook_id === operationId);
    if (made !== undefined && made.rotated_by !== null) throw new AppError('idempotency-key-reused');
    if (made === undefined) {
      const { most } = webhookPolicy;
      if (known.length >= most) throw new AppError('too-many-webhooks', { params: { most } });
      if (limits) {
        const subject = createHash('sha256').update(partyId).digest();
        await countAttempt({ db: trx }, 'webhook-creation', subject, [webhookPolicy.creations], now);
      }
      const data_key = keys.newDataKey();
      const secrets = [{ secret: newSecret(random), since: now.toISOString(), until: null }];
      await trx
        .insertInto('webhook')
        .values({
          party_id: partyId,
          webhook_id: operationId,
          url,
          events: [...events],
          data_key,
          sealed: sealSecrets(keys, operationId, data_key, secrets),
          created_at: now,
        })
        .execute();
      const object = { kind: 'webhook', id: operationId };
      await appendAudit(trx, actor, 'webhook.create', object, { party: partyId, events });
      await sendChallenge(trx, key, random, now);
    }
    return showSecret({ db: trx, keys }, key, now);
  });
}

/** Deletes a webhook: its secret and its deliveries go with it. */
export async function deleteWebhook(
  { db }: Pick<Context, 'db'>,
  caller: MemberCaller,
  { partyId, webhookId }: WebhookKey,
  actor: Actor,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, partyId);
    const gone = await trx
      .deleteFrom('webhook')
      .where('party_id', '=', partyId)
      .where('webhook_id', '=', webhookId)
      .returning('webhook_id')
      .executeTakeFirst();
    if (gone === undefined) throw new AppError('not-found');
    const object = { kind: 'webhook', id: webhookId };
    await appendAudit(trx, actor, 'webhook.delete', object, { party: partyId });
  });
}

/** Makes a new secret and shows it, this once; the last one signs beside it for the policy's time. */
export async function rotateSecret(
  { db, keys, clock, random }: WebhooksContext,
  caller: MemberCaller,
  webhook: WebhookKey,
  { operationId, actor }: OwnAct,
): Promise<NewWebhookView> {
  return db.transaction().execute(async (trx) => {
    await requirePartyMember(trx, caller, webhook.partyId, { state: 'active' });
    await lockWebhook(trx, webhook);
    const row = await webhookOf(trx, webhook);
    const now = clock();
    if (row.rotated_by !== operationId) {
      const until = new Date(now.getTime() + webhookPolicy.secretOverlapMs);
      const secrets = replaceSecret(openSecrets(keys, row, now), newSecret(random), now, until);
      await trx
        .updateTable('webhook')
        .set({
          sealed: sealSecrets(keys, webhook.webhookId, row.data_key, secrets),
          rotated_by: operationId,
        })
        .where('party_id', '=', webhook.partyId)
        .where('webhook_id', '=', webhook.webhookId)
        .execute();
      const object = { kind: 'webhook', id: webhook.webhookId };
      await appendAudit(trx, actor, 'webhook.rotate-secret', object, { party: webhook.partyId });
    }
    return showSecret({ db: trx, keys }, webhook, now);
  });
}

/** The webhook with the secret that was made just now, or that an earlier run of the same call made. */
async function showSecret(
  { db, keys }: { readonly db: Kysely<Database>; readonly keys: Context['keys'] },
  webhook: WebhookKey,
  now: Date,
): Promise<NewWebhookView> {
  const row = await webhookOf(db, webhook);
  const [{ secret, since }] = openSecrets(keys, row, now);
  // As long as answers are kept for repetitions; then its key would be one with which to read the secret at any time.
  if (now.getTime() - Date.parse(since) > IDEMPOTENCY_POLICY.keptForMs)
    throw new AppError('idempotency-key-reused');
  return { webhook: viewWebhook({ keys }, row, now), signingSecret: secret };
}

/** Refuses what the address itself tells already; the receiver's gateway looks at it again at every try. */
function refuseClosed(url: URL, sandbox: boolean): void {
  if (!mayBeSentTo(url, sandbox)) throw refusedFields(['url', 'webhook-url.https']);
  const literal = literalAddress(url.hostname);
  if (literal === null || !isClosedAddress(literal)) return;
  if (!(sandbox && isLoopbackAddress(literal))) throw refusedFields(['url', 'webhook-url.not-public']);
}

/** Of two calls at once the second counts what the first has made. */
async function lockParty(trx: Kysely<Database>, partyId: string): Promise<void> {
  await trx
    .selectFrom('relying_party')
    .select('party_id')
    .where('party_id', '=', partyId)
    .forNoKeyUpdate()
    .execute();
}
