import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryFault, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { isClosedAddress, isLoopbackAddress } from './closed-address.ts';
import { retryAfterSeconds } from './response-body.ts';

type Address = { readonly address: string; readonly family: number };

/** What became of one try: the receiver's status, or why there is none. Its words are never kept. */
export type PostResult =
  | { readonly kind: 'answered'; readonly status: number; readonly askedMs: number }
  | { readonly kind: 'failed'; readonly fault: DeliveryFault };

/** Posts to an address that somebody else chose. */
export type WebhookReceiver = {
  post(call: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  }): Promise<PostResult>;
};

/**
 * Sends to addresses that parties name, without ever being made to call what stands inside: https only, every address
 * of the name must be a public one, and the connection goes to the very addresses that were checked, so that a name
 * that changes its mind in between gains nothing. No redirects, a bounded answer, in bounded time. `sandbox` opens http
 * and this machine's own addresses.
 */
export function createWebhookReceiver(options: {
  readonly sandbox: boolean;
  readonly answerWithinMs?: number;
  /** For tests: names as a resolver gives them, and trust anchors (PEM). */
  readonly resolve?: (name: string) => Promise<readonly Address[]>;
  readonly ca?: string;
}): WebhookReceiver {
  const { sandbox, answerWithinMs = webhookPolicy.answerWithinMs } = options;
  const resolve = options.resolve ?? ((name: string) => lookup(name, { all: true, verbatim: true }));
  const isOpen = ({ address }: Address): boolean =>
    !isClosedAddress(address) || (sandbox && isLoopbackAddress(address));

  return {
    async post({ url, headers, body }) {
      const target = new URL(url);
      if (!mayBeSentTo(target, sandbox)) return failed('address-refused');
      const end = AbortSignal.timeout(answerWithinMs);
      const addresses = await addressesOf(target.hostname, resolve, end);
      if (addresses === null) return failed(end.aborted ? 'timed-out' : 'name-unknown');
      if (addresses.length === 0 || !addresses.every(isOpen)) return failed('address-refused');
      try {
        const response = await send(target, addresses, { headers, body, signal: end, ca: options.ca });
        await drain(response);
        return { kind: 'answered', status: response.statusCode!, askedMs: askedMs(response) };
      } catch {
        return failed(end.aborted ? 'timed-out' : 'not-reached');
      }
    },
  };
}

/** True when a URL may be sent to as far as its text says: https and a usual port, unless in the sandbox. */
export function mayBeSentTo({ protocol, port }: URL, sandbox: boolean): boolean {
  if (sandbox) return protocol === 'http:' || protocol === 'https:';
  const number = port === '' ? 443 : Number(port);
  return protocol === 'https:' && (webhookPolicy.ports as readonly number[]).includes(number);
}

/** The address that a host name spells out itself, or null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? null : bare;
}

async function addressesOf(
  hostname: string,
  resolve: (name: string) => Promise<readonly Address[]>,
  end: AbortSignal,
): Promise<readonly Address[] | null> {
  const literal = literalAddress(hostname);
  if (literal !== null) return [{ address: literal, family: isIP(literal) }];
  // A resolver that hangs cannot be called off; it is left behind.
  const late = sleep(webhookPolicy.answerWithinMs, null, { signal: end, ref: false }).catch(() => null);
  return Promise.race([resolve(hostname).catch(() => null), late]);
}

function send(
  target: URL,
  addresses: readonly Address[],
  how: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
    readonly signal: AbortSignal;
    readonly ca: string | undefined;
  },
): Promise<IncomingMessage> {
  const checked: LookupFunction = (_name, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, addresses[0]!.address, addresses[0]!.family);
  };
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      target,
      {
        method: 'POST',
        headers: { ...how.headers, 'content-length': how.body.length, connection: 'close' },
        lookup: checked,
        agent: false,
        signal: how.signal,
        ...(how.ca === undefined ? {} : { ca: how.ca }),
      },
      resolve,
    );
    sent.on('error', reject);
    // A receiver that would speak another protocol gets no answer from us; without a listener the request just ends.
    sent.on('upgrade', (_response, socket) => socket.destroy());
    // Whatever ends a request without an answer ends the wait for it too: no receiver may hold a worker for ever.
    sent.on('close', () => reject(new Error('closed without an answer')));
    sent.end(how.body);
  });
}

/** Reads a little, so that a receiver that answers in a few words can end; then the connection is closed. */
async function drain(response: IncomingMessage): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).length;
      if (size > webhookPolicy.answerBytes) break;
    }
  } catch {
    // The status is known; what breaks off after it changes nothing.
  }
  response.destroy();
}

function askedMs({ headers }: IncomingMessage): number {
  const get = (name: string) => (headers[name] as string | undefined) ?? null;
  return (retryAfterSeconds({ get }) ?? 0) * 1_000;
}

function failed(fault: DeliveryFault): PostResult {
  return { kind: 'failed', fault };
}
