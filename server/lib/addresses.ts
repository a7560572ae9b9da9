import { BlockList, isIP } from 'node:net';

/** A set of IP addresses and networks. */
export type Addresses = { has(address: string): boolean };

/** Networks that are larger than these are a mistake, in bits. */
const shortestPrefix = { 4: 8, 6: 16 } as const;

/** Reads addresses and networks (`10.0.0.5, fd00::/16`) with commas between; null when one of them is wrong or too large. */
export function readAddresses(text: string): Addresses | null {
  const list = new BlockList();
  for (const entry of text.split(',')) {
    const [address = '', bits, ...rest] = entry.trim().split('/');
    const version = isIP(address);
    if ((version !== 4 && version !== 6) || rest.length > 0) return null;
    const longest = version === 4 ? 32 : 128;
    if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return null;
    const prefix = bits === undefined ? longest : Number(bits);
    if (prefix < shortestPrefix[version] || prefix > longest) return null;
    list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  return {
    has: (address) => {
      // How a socket for both versions shows an IPv4 address.
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
      const version = isIP(plain);
      return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
    },
  };
}
