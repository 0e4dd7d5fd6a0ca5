import { addressProof } from '@suizheng/domain/http-signature/address-proof.ts';
import { eachSignature } from '@suizheng/domain/http-signature/each-signature.ts';
import type { SignedRequest } from '@suizheng/domain/http-signature/message.ts';
import { type SignatureFault, verifyRequest } from '@suizheng/domain/http-signature/verify-request.ts';
import { CHALLENGE_EVENT, WEBHOOK_TAG } from '@suizheng/domain/policy/webhook-tag.ts';
import type { WebhookEvent } from './types.ts';

/** A request as your server got it: a Fetch `Request`, or its parts. The body as it came, before any parsing. */
export type ReceivedRequest =
  | Request
  | {
      readonly method: string;
      /** Path and query as in the request line, e.g. `/hooks/suizheng?team=7`. */
      readonly url: string;
      readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
      readonly body: string | Uint8Array;
    };

/**
 * What a request turned out to be. `duplicate` is true for an event that `seen` knows: answer 204 and do nothing.
 * `proof` is null but for the requests by which the platform asks whether the address is yours, the first one and then from
 * time to time: answer 200 with it as the body. It is made of the challenge and of your secret. `webhookAnswer` says both.
 */
export type WebhookResult =
  | {
      readonly ok: true;
      readonly event: WebhookEvent;
      readonly duplicate: boolean;
      readonly proof: string | null;
    }
  | { readonly ok: false; readonly fault: SignatureFault | 'no-event' };

/**
 * Verifies that a request is a webhook of the platform, unchanged and not older than five minutes, and reads its event.
 * Answer as `webhookAnswer` says; for a `duplicate` without acting, since deliveries are repeated until one is answered
 * with 2xx.
 *
 * @param secrets the signing secret, or two while one replaces the other.
 * @param options `seen` tells whether an event's id was handled before; `now` is for tests.
 * @example
 * const handled = new Set<string>();
 * const result = await verifyWebhook(request, process.env.WEBHOOK_SECRET!, { seen: (id) => handled.has(id) });
 * if (result.ok && !result.duplicate) await act(result.event).then(() => handled.add(result.event.id));
 * const { status, body } = webhookAnswer(result);
 * return new Response(body, { status });
 */
export async function verifyWebhook(
  request: ReceivedRequest,
  secrets: string | readonly string[],
  options: {
    readonly seen?: (eventId: string) => boolean | Promise<boolean>;
    readonly now?: Date;
  } = {},
): Promise<WebhookResult> {
  const received = await readRequest(request);
  let fault: SignatureFault = 'unsigned';
  for (const signed of eachSignature(received)) {
    for (const secret of [secrets].flat()) {
      const keyId = /;keyid="([^"]*)"/.exec(signed.header('signature-input') ?? '')?.[1] ?? '';
      const result = await verifyRequest(signed, {
        secrets: { [keyId]: new TextEncoder().encode(secret) },
        tag: WEBHOOK_TAG,
        now: options.now ?? new Date(),
      });
      if (!result.ok) {
        fault = result.fault;
        continue;
      }
      const event = readEvent(received.body);
      if (event === null) return { ok: false, fault: 'no-event' };
      const { challenge } = event.data;
      return {
        ok: true,
        event,
        duplicate: (await options.seen?.(event.id)) === true,
        proof:
          event.kind === CHALLENGE_EVENT && typeof challenge === 'string'
            ? await addressProof(challenge, secret)
            : null,
      };
    }
  }
  return { ok: false, fault };
}

/**
 * How to answer: 401 to what is not ours, 200 with the proof to a request that asks for it, 204 to an event.
 *
 * @example
 * const { status, body } = webhookAnswer(await verifyWebhook(request, secret));
 * response.writeHead(status).end(body);
 */
export function webhookAnswer(result: WebhookResult): {
  readonly status: 200 | 204 | 401;
  readonly body: string | null;
} {
  if (!result.ok) return { status: 401, body: null };
  return result.proof === null ? { status: 204, body: null } : { status: 200, body: result.proof };
}

async function readRequest(request: ReceivedRequest): Promise<SignedRequest> {
  const isFetch = request instanceof Request;
  // A relative address has a host only for the parser's sake: neither is signed.
  const { pathname, search } = new URL(request.url, 'http://receiver.invalid');
  const body = isFetch
    ? new Uint8Array(await request.clone().arrayBuffer())
    : typeof request.body === 'string'
      ? new TextEncoder().encode(request.body)
      : request.body;
  const header = (name: string): string | undefined => {
    if (request.headers instanceof Headers) return request.headers.get(name) ?? undefined;
    const value = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
    return typeof value === 'string' ? value : value?.join(', ');
  };
  return { method: request.method, path: pathname, query: search, header, body };
}

function readEvent(body: Uint8Array): WebhookEvent | null {
  try {
    const event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as WebhookEvent;
    const texts = [event.id, event.kind, event.at, event.party];
    return texts.every((text) => typeof text === 'string') &&
      typeof event.data === 'object' &&
      event.data !== null
      ? event
      : null;
  } catch {
    return null;
  }
}
