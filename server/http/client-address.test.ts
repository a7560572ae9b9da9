import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { readAddresses } from '../lib/addresses.ts';
import { clientAddress } from './client-address.ts';
import type { AppEnv } from './env.ts';
import { Site } from './site.ts';

/** The address that is put on record for a request. */
async function addressOf(peer: string | null, forwardedFor: string | null): Promise<string | null> {
  const site = new Site(null, true, readAddresses('10.0.0.1, 10.0.0.2'));
  const app = new Hono<AppEnv>().get('/', (c) => c.json(clientAddress(c, site)));
  const headers: Record<string, string> =
    forwardedFor === null ? {} : { 'x-forwarded-for': forwardedFor };
  const bindings = peer === null ? undefined : { incoming: { socket: { remoteAddress: peer } } };
  const reply = await app.request('/', { headers }, bindings);
  return JSON.parse(await reply.text());
}

it.each([
  ['is the other end of the connection', '192.0.2.7', null, '192.0.2.7'],
  ['is not what someone says who is no proxy of ours', '192.0.2.7', '198.51.100.1', '192.0.2.7'],
  ['is what our proxy says', '10.0.0.1', '192.0.2.7', '192.0.2.7'],
  ['is the last one that is not our own', '10.0.0.1', '192.0.2.7, 10.0.0.2', '192.0.2.7'],
  ['is not what the client has put before', '10.0.0.1', '198.51.100.1,192.0.2.7', '192.0.2.7'],
  ['may be of IPv6', '10.0.0.1', '2001:db8::7', '2001:db8::7'],
  ['is the proxy where it says nothing', '10.0.0.1', null, '10.0.0.1'],
  ['is the proxy where it names itself alone', '10.0.0.1', ' , 10.0.0.2 ', '10.0.0.1'],
  ['is the proxy where it names no address', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['is not known within the process', null, '192.0.2.7', null],
])('the address of a request %s', async (_, peer, forwardedFor, address) => {
  expect(await addressOf(peer, forwardedFor)).toBe(address);
});
