import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { createWebhook } from '../flows/webhooks/webhooks.ts';
import type { TestContext } from './test-context.ts';

/** Makes a webhook whose address has answered its challenge, for tests of what comes after. */
export async function provenWebhook(
  context: TestContext,
  ...asked: Parameters<typeof createWebhook> extends [unknown, ...infer Rest] ? Rest : never
): ReturnType<typeof createWebhook> {
  const made = await createWebhook(context, ...asked);
  const { id } = made.webhook;
  const { db } = context;
  await db.deleteFrom('webhook_delivery').where('webhook_id', '=', id).execute();
  await db
    .updateTable('webhook')
    .set({
      proven_at: context.clock(),
      prove_again_at: new Date(context.clock().getTime() + webhookPolicy.proveAgainAfterMs),
    })
    .where('webhook_id', '=', id)
    .execute();
  return { ...made, webhook: { ...made.webhook, queued: 0, provenAt: context.clock().toISOString() } };
}
