import { describe, expect, it } from 'vitest';
import { readAddresses } from '../lib/addresses.ts';
import { Site } from './site.ts';

/** A site that listens. */
function siteAt(publicUrl: string | null, host: string, port: number, forTeams = false): Site {
  const site = new Site(publicUrl, forTeams, null);
  site.listening(host, port);
  return site;
}

const accepted = (site: Site, ...hosts: string[]) => hosts.filter((host) => site.acceptsHost(host));

describe('the hosts of a site', () => {
  it('are none before it listens', () => {
    const site = new Site('https://dailies.example', false, null);
    expect(accepted(site, '', 'dailies.example', 'localhost')).toEqual([]);
  });

  it.each(['127.0.0.1', 'localhost', '::1'])(
    'are all names of this machine when it listens at %s, and only with its port',
    (host) => {
      const site = siteAt(null, host, 8080);
      const names = ['127.0.0.1:8080', 'localhost:8080', '[::1]:8080'];
      expect(accepted(site, ...names, 'localhost', 'localhost:80', 'evil.example:8080')).toEqual(
        names,
      );
    },
  );

  it.each([
    ['10.0.0.5', '10.0.0.5:8080'],
    ['fd00::5', '[fd00::5]:8080'],
    ['server.example', 'server.example:8080'],
  ])('are its own address alone when it listens at %s', (host, name) => {
    const site = siteAt(null, host, 8080);
    expect(accepted(site, name, 'localhost:8080', host)).toEqual([name]);
    expect(site.origin).toBe(`http://${name}`);
  });

  it('are without the port at port 80', () => {
    const site = siteAt(null, 'localhost', 80);
    expect(accepted(site, 'localhost', '127.0.0.1', '[::1]', 'localhost:80')).toEqual([
      'localhost',
      '127.0.0.1',
      '[::1]',
    ]);
    expect(site.origin).toBe('http://localhost');
  });

  it('are also that of the public address', () => {
    const site = siteAt('https://dailies.example', '127.0.0.1', 8080);
    const hosts = ['dailies.example', '127.0.0.1:8080'];
    expect(accepted(site, ...hosts, 'dailies.example:8080')).toEqual(hosts);
    expect(site.origin).toBe('https://dailies.example');
  });

  it.each([
    ['https://dailies.example', 'dailies.example'],
    [null, '127.0.0.1:8080'],
  ])('are one for teams: %s', (publicUrl, host) => {
    const site = siteAt(publicUrl, '127.0.0.1', 8080, true);
    expect(accepted(site, 'dailies.example', '127.0.0.1:8080', 'localhost:8080')).toEqual([host]);
  });
});

describe('the origin of a page', () => {
  it('is the public one on its host, and plain http on any other', () => {
    const site = siteAt('https://dailies.example', '127.0.0.1', 8080);
    expect(site.originOf('dailies.example')).toBe('https://dailies.example');
    expect(site.originOf('127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
    expect(siteAt(null, '127.0.0.1', 8080).originOf('localhost:8080')).toBe(
      'http://localhost:8080',
    );
  });
});

it.each([
  ['https://dailies.example', true, '__Host-dailies'],
  ['http://dailies.example', false, 'dailies-8080'],
  [null, false, 'dailies-8080'],
])(
  'the cookie of %s is tied to the host behind https, and to the port without',
  (url, https, name) => {
    const site = siteAt(url, '127.0.0.1', 8080);
    expect([site.https, site.cookieName]).toEqual([https, name]);
  },
);

it.each([true, false])('proxies are allowed in front for teams only: %s', (forTeams) => {
  expect(siteAt(null, '127.0.0.1', 8080, forTeams).allowsProxies).toBe(forTeams);
});

it('believes the proxies that were named, and none without names', () => {
  const site = new Site(null, true, readAddresses('10.0.0.0/8'));
  expect([site.trusts('10.1.2.3'), site.trusts('192.168.0.1')]).toEqual([true, false]);
  expect(siteAt(null, '127.0.0.1', 8080).trusts('10.1.2.3')).toBe(false);
});
