import { randomUUID } from 'node:crypto';
import { verifyWebhook } from '@suizheng/client/webhook.ts';
import { PARTY_EVENT_KINDS } from '@suizheng/domain/policy/webhooks.ts';
import { SYSTEM } from '../context.ts';
import { tellParty } from '../flows/parties/tell-party.ts';
import { deliverToParty } from '../flows/webhooks/deliver.ts';
import { listDeliveries } from '../flows/webhooks/deliveries.ts';
import { createWebhook } from '../flows/webhooks/webhooks.ts';
import { activeParty, administratorOf } from './parties.ts';
import { provenWebhook } from './proven-webhook.ts';
import type { TestContext } from './test-context.ts';
import { startWebhookSink } from './webhook-sink.ts';

/** A webhook as its administrators and the receiver name it. */
export type WebhookKey = { readonly partyId: string; readonly webhookId: string };

/** A new active party, its administrator and a receiver that listens; no webhook of anybody is left from before. */
export async function webhookTrip(context: TestContext) {
  await context.db.deleteFrom('webhook').execute();
  const sink = await startWebhookSink();
  const party = await activeParty(context);
  const caller = await administratorOf(context, party);
  const act = () => ({ operationId: randomUUID(), actor: SYSTEM });
  const asked = (url: string, events: typeof PARTY_EVENT_KINDS) => ({ partyId: party.partyId, url, events });
  const shown = ({ webhook, signingSecret }: Awaited<ReturnType<typeof createWebhook>>) => ({
    key: { partyId: party.partyId, webhookId: webhook.id } satisfies WebhookKey,
    secret: signingSecret,
    webhook,
  });
  return {
    sink,
    party,
    caller,
    /** An act of its own: nothing that was done before is repeated by it. */
    act,
    /** A webhook whose address has answered its challenge. */
    create: async (url = sink.url, events = PARTY_EVENT_KINDS) =>
      shown(await provenWebhook(context, caller, asked(url, events), act())),
    /** One whose challenge was not sent yet. */
    unproven: async (url = sink.url) =>
      shown(await createWebhook(context, caller, asked(url, PARTY_EVENT_KINDS), act())),
    /** Tells the party of client number n, a millisecond after what came before. */
    tell: (n: number) => {
      context.advance(1);
      const told = { partyId: party.partyId, kind: 'client.revoked', data: { client: `c-${n}` } } as const;
      return tellParty(context.db, told, context.clock());
    },
    deliver: () => deliverToParty(context, party.partyId),
    deliveries: (key: WebhookKey) => listDeliveries(context, caller, key),
    /** What the client library says of the request that the receiver got as that one. */
    verify: (at: number, secrets: string | string[], more: Record<string, unknown> = {}) => {
      const { method, url, headers, body } = sink.received[at]!;
      return verifyWebhook({ method, url, headers, body, ...more }, secrets, { now: context.clock() });
    },
  };
}
