import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DeliveryFault, webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';
import { isClosedAddress, isLoopbackAddress } from './closed-address.ts';
import { type Address, createNameLookup, type NameLookup } from './public-names.ts';
import { retryAfterSeconds } from './response-body.ts';

/** What became of one try: the receiver's status and whether it said what it was to, or why there is none. Its words are never kept. */
export type PostResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly askedMs: number;
      readonly proven?: boolean;
    }
  | { readonly kind: 'failed'; readonly fault: DeliveryFault };

/** Posts to an address that somebody else chose. */
export type WebhookReceiver = {
  post(call: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
    /** Any of which the answer's body is to be, as text or as `proof` of a JSON object; looked at where given. */
    readonly proofs?: readonly string[];
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
  readonly resolve?: NameLookup;
  readonly ca?: string;
}): WebhookReceiver {
  const { sandbox, answerWithinMs = webhookPolicy.answerWithinMs } = options;
  const resolve = options.resolve ?? createNameLookup();
  const isOpen = ({ address }: Address): boolean =>
    !isClosedAddress(address) || (sandbox && isLoopbackAddress(address));

  return {
    async post({ url, headers, body, proofs }) {
      const target = new URL(url);
      if (!mayBeSentTo(target, sandbox)) return failed('address-refused');
      const end = AbortSignal.timeout(answerWithinMs);
      const addresses = await addressesOf(target.hostname, resolve, end);
      if (typeof addresses === 'string') return failed(end.aborted ? 'timed-out' : addresses);
      if (addresses.length === 0 || !addresses.every(isOpen)) return failed('address-refused');
      try {
        const response = await send(target, addresses, { headers, body, signal: end, ca: options.ca });
        const said = await drain(response, proofs === undefined ? 0 : webhookPolicy.proofBytes);
        return {
          kind: 'answered',
          status: response.statusCode!,
          askedMs: askedMs(response),
          ...(proofs === undefined ? {} : { proven: isOneOf(proofs, said) }),
        };
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
  resolve: NameLookup,
  end: AbortSignal,
): Promise<readonly Address[] | 'timed-out' | 'name-unknown'> {
  const literal = literalAddress(hostname);
  if (literal !== null) return [{ address: literal, family: isIP(literal) }];
  // A resolver that does not heed its end is left behind.
  const late = sleep(webhookPolicy.answerWithinMs, 'timed-out' as const, { signal: end, ref: false });
  const asked = resolve(hostname, end).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ETIMEOUT' ? ('timed-out' as const) : ('name-unknown' as const),
  );
  return Promise.race([asked, late.catch(() => 'timed-out' as const)]);
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

/** Reads a little, so that a receiver that answers in a few words can end, and gives `kept` bytes of it back; then the connection is closed. */
async function drain(response: IncomingMessage, kept: number): Promise<string> {
  let size = 0;
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) {
      if (size < kept) chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > webhookPolicy.answerBytes) break;
    }
  } catch {
    // The status is known; what breaks off after it changes nothing.
  }
  response.destroy();
  return size > kept ? '' : Buffer.concat(chunks).toString('utf8');
}

function isOneOf(proofs: readonly string[], said: string): boolean {
  if (proofs.includes(said.trim())) return true;
  try {
    return proofs.includes(String((JSON.parse(said) as { proof?: unknown } | null)?.proof));
  } catch {
    return false;
  }
}

function askedMs({ headers }: IncomingMessage): number {
  const get = (name: string) => (headers[name] as string | undefined) ?? null;
  return (retryAfterSeconds({ get }) ?? 0) * 1_000;
}

function failed(fault: DeliveryFault): PostResult {
  return { kind: 'failed', fault };
}
