import { BlockList, isIP } from 'node:net';

const addresses = new BlockList();
addresses.addSubnet('127.0.0.0', 8, 'ipv4');
addresses.addAddress('::1', 'ipv6');

/**
 * True for a host name or address that always means this machine, an IPv6 address with or without brackets. Addresses in
 * other notations, such as `127.1` and `0x7f.1`, are names to the resolver and do not count.
 */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const version = isIP(name);
  if (version === 0) return name === 'localhost';
  return addresses.check(name, version === 4 ? 'ipv4' : 'ipv6');
}
