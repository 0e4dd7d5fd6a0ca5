/**
 * The network that one subscriber can have many addresses in: the /24 of an IPv4 address, the /48 of an IPv6 one
 * (RFC 6177). Takes what limits count by: an IPv4 address, or `a:b:c:d::/64`.
 */
export function widerNetworkOf(network: string): string {
  const parts = network.split(':');
  if (parts.length > 2) return `${parts.slice(0, 3).join(':')}::/48`;
  return network.replace(/\.\d+$/, '.0/24');
}
