import { describe, expect, it } from 'vitest';
import { networkOf } from './network-of.ts';

describe('the network that limits count by', () => {
  it('is the address itself in IPv4, also where it comes mapped into IPv6', () => {
    expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
  });

  it('is the /64 in IPv6, however the address is written: one subscriber is not 2⁶⁴ callers', () => {
    const same = ['2001:db8:1:2::1', '2001:0DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2:3:4:203.0.113.7'];
    for (const address of same) expect(networkOf(address)).toBe('2001:db8:1:2::/64');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf(same[0]!));
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });

  it('leaves alone what is no address', () => {
    expect(networkOf('')).toBe('');
    expect(networkOf('unix')).toBe('unix');
  });
});
