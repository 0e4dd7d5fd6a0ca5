import { Resolver } from 'node:dns/promises';
import { webhookPolicy } from '@suizheng/domain/policy/webhooks.ts';

/** An address as a name server gives it. */
export type Address = { readonly address: string; readonly family: number };

/** Looks a name up; rejects where there is none, and with code `ETIMEOUT` where no server answers in time. */
export type NameLookup = (name: string, end: AbortSignal) => Promise<readonly Address[]>;

const THIS_MACHINE: readonly Address[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/**
 * Asks name servers for both kinds of address, a few times, each for a short while. The system's own look-up would do it
 * on one of the few threads that every file and every hash of the process waits for, and cannot be called off: a name
 * server that never answers would hold them all. This one reads no list of hosts of this machine either; `localhost` is
 * this machine, as RFC 6761 has it.
 */
export function createNameLookup(
  options: {
    readonly timeoutMs?: number;
    readonly tries?: number;
    /** For tests: name servers in place of the system's. */
    readonly servers?: readonly string[];
  } = {},
): NameLookup {
  const { timeoutMs = webhookPolicy.resolve.timeoutMs, tries = webhookPolicy.resolve.tries } = options;
  return async (name, end) => {
    if (/(^|\.)localhost\.?$/i.test(name)) return THIS_MACHINE;
    // One for each look-up: calling one off leaves the others alone.
    const resolver = new Resolver({ timeout: timeoutMs, tries });
    if (options.servers) resolver.setServers(options.servers);
    const cancel = () => resolver.cancel();
    end.addEventListener('abort', cancel, { once: true });
    try {
      const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      const found = [...addressesOf(four, 4), ...addressesOf(six, 6)];
      if (found.length === 0) throw four.status === 'rejected' ? four.reason : new Error('no address');
      return found;
    } finally {
      end.removeEventListener('abort', cancel);
    }
  };
}

const addressesOf = (settled: PromiseSettledResult<string[]>, family: number): Address[] =>
  settled.status === 'fulfilled' ? settled.value.map((address) => ({ address, family })) : [];
