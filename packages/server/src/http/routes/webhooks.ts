import * as webhooks from '@suizheng/domain/contract/webhooks.ts';
import type { Context } from '../../context.ts';
import { listDeliveries, redeliver, testWebhook } from '../../flows/webhooks/deliveries.ts';
import { proveWebhook } from '../../flows/webhooks/prove.ts';
import { createWebhook, deleteWebhook, listWebhooks, rotateSecret } from '../../flows/webhooks/webhooks.ts';
import { type Binding, bind } from '../bind.ts';

const keyOf = ({ id, webhookId }: { readonly id: string; readonly webhookId: string }) => ({
  partyId: id,
  webhookId,
});

/** Webhooks of relying parties (V1), for their administrators. */
export const webhookRoutes = (context: Context): Binding[] => [
  bind(webhooks.listWebhooks, ({ caller, params }) => listWebhooks(context, caller, params.id)),
  bind(webhooks.createWebhook, (call) =>
    createWebhook(context, call.caller, { partyId: call.params.id, ...call.body }, call),
  ),
  bind(webhooks.deleteWebhook, async ({ caller, params, actor }) => {
    await deleteWebhook(context, caller, keyOf(params), actor);
    return undefined;
  }),
  bind(webhooks.rotateWebhookSecret, (call) => rotateSecret(context, call.caller, keyOf(call.params), call)),
  bind(webhooks.proveWebhook, ({ caller, params }) => proveWebhook(context, caller, keyOf(params))),
  bind(webhooks.testWebhook, ({ caller, params }) => testWebhook(context, caller, keyOf(params))),
  bind(webhooks.listDeliveries, ({ caller, params }) => listDeliveries(context, caller, keyOf(params))),
  bind(webhooks.redeliver, ({ caller, params }) =>
    redeliver(context, caller, keyOf(params), params.deliveryId),
  ),
];
