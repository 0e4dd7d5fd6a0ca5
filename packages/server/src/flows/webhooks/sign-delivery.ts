import type { WebhookPayload } from '@suizheng/domain/contract/webhooks.ts';
import { signRequest } from '@suizheng/domain/http-signature/sign-request.ts';
import { WEBHOOK_TAG } from '@suizheng/domain/policy/webhook-tag.ts';

const CONTENT_TYPE = 'application/json';

/** What is posted: bytes and headers. */
export type SignedDelivery = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * Signs one try by HTTP Message Signatures (RFC 9421): once with each secret in force, under the names `sig1` (the
 * newest) and `sig2`. The key id is the webhook's; the nonce is the event's id with the number of the try, so that a
 * receiver that keeps nonces refuses a replay and not our own next try.
 */
export async function signDelivery(
  payload: WebhookPayload,
  how: {
    readonly url: string;
    readonly webhookId: string;
    readonly secrets: readonly string[];
    readonly tries: number;
    readonly now: Date;
  },
): Promise<SignedDelivery> {
  const body = new TextEncoder().encode(JSON.stringify(payload));
  const { pathname, search } = new URL(how.url);
  const request = { method: 'POST', path: pathname, query: search, contentType: CONTENT_TYPE, body };
  const signed = await Promise.all(
    how.secrets.map((secret) =>
      signRequest(request, {
        secret: new TextEncoder().encode(secret),
        keyId: how.webhookId,
        tag: WEBHOOK_TAG,
        created: how.now,
        nonce: `${payload.id}.${how.tries}`,
      }),
    ),
  );
  const all = (name: 'signature' | 'signature-input') =>
    signed.map((headers, index) => headers[name]!.replace(/^sig1=/, `sig${index + 1}=`)).join(', ');
  return {
    headers: {
      'content-type': CONTENT_TYPE,
      'content-digest': signed[0]!['content-digest']!,
      'signature-input': all('signature-input'),
      signature: all('signature'),
      'user-agent': 'Suizheng-Webhook/1',
    },
    body,
  };
}
