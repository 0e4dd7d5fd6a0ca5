import { BlockList, isIP } from 'node:net';
import { CLOSED_RANGES } from '@suizheng/domain/policy/webhooks.ts';

// A list for each family: in one of both an IPv4 address would be looked for among the mapped IPv6 ones as well.
const closed = blockLists(CLOSED_RANGES);
const loopback = blockLists(['127.0.0.0/8', '::1/128']);

/** True for an address that nothing may be sent to (policy/webhooks.ts), and for what is no address at all. */
export function isClosedAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) belongs to link-local addresses only.
  return isIP(address) === 0 || address.includes('%') || closed(address);
}

/** True for this machine's own address, which a sandbox may send to. */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) !== 0 && loopback(address);
}

function blockLists(ranges: readonly string[]): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    lists[familyOf(network)].addSubnet(network, Number(bits), familyOf(network));
  }
  return (address) => lists[familyOf(address)].check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
