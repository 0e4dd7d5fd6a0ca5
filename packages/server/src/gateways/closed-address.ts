import { BlockList, isIP } from 'node:net';
import { CLOSED_RANGES } from '@suizheng/domain/policy/webhooks.ts';

const closed = blockList(CLOSED_RANGES);
const loopback = blockList(['127.0.0.0/8', '::1/128']);

/** True for an address that nothing may be sent to (policy/webhooks.ts), and for what is no address at all. */
export function isClosedAddress(address: string): boolean {
  const family = isIP(address);
  // A zone (`fe80::1%eth0`) belongs to link-local addresses only.
  if (family === 0 || address.includes('%')) return true;
  return closed.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** True for this machine's own address, which a sandbox may send to. */
export function isLoopbackAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && loopback.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
