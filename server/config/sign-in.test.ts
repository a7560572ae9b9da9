import { describe, expect, it } from 'vitest';
import { account, canary, expectRefusal } from '../testing/refusals.ts';
import { readConfig } from './config.ts';

const key = account;

const goodKey = 'q83vASNFZ4kBI0VniavN7xAyVHaYutz+ESIzRFVmd4g=';
const oidc = {
  ...key,
  AUTH_MODE: 'oidc',
  OIDC_ISSUER: 'https://id.example/realms/video',
  OIDC_CLIENT_ID: 'dailies',
  OIDC_CLIENT_SECRET: 'sk-canary-value',
  OIDC_ROLE_MAP: 'video-support=support',
};
const header = {
  ...key,
  AUTH_MODE: 'header',
  HEADER_PROXIES: '10.1.0.7, 10.2.0.0/16',
  HEADER_SECRET: 'sk-canary-value-0123456789',
};

const team = { ...header, PUBLIC_URL: 'https://dash.example' };

describe('the settings of sign-in for teams', () => {
  it.each<[string, Record<string, string>, string]>([
    ['single sign-on without an issuer', { ...oidc, OIDC_ISSUER: '' }, 'OIDC_ISSUER'],
    ['an issuer over plain http', { ...oidc, OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER'],
    ['an issuer with a query', { ...oidc, OIDC_ISSUER: 'https://id.example/?a' }, 'OIDC_ISSUER'],
    [
      'an issuer with a password',
      { ...oidc, OIDC_ISSUER: `https://a:${canary}@id.example` },
      'OIDC_ISSUER',
    ],
    ['an issuer that is no URL', { ...oidc, OIDC_ISSUER: 'id.example' }, 'OIDC_ISSUER'],
    ['a client with letters beyond ASCII', { ...oidc, OIDC_CLIENT_ID: '客户端' }, 'OIDC_CLIENT_ID'],
    [
      'a client’s secret with a line break',
      { ...oidc, OIDC_CLIENT_SECRET: `${canary}\n` },
      'OIDC_CLIENT_SECRET',
    ],
    [
      'a client’s secret twice',
      { ...oidc, OIDC_CLIENT_SECRET_FILE: '/run/x' },
      'OIDC_CLIENT_SECRET',
    ],
    ['a role that does not exist', { ...oidc, OIDC_ROLE_MAP: 'video=owner' }, 'OIDC_ROLE_MAP'],
    ['keys of hex', { ...oidc, SESSION_KEYS: 'ab'.repeat(32) }, 'SESSION_KEYS'],
    ['an issuer with a user', { ...oidc, OIDC_ISSUER: 'https://a@id.example' }, 'OIDC_ISSUER'],
    ['single sign-on without a client', { ...oidc, OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
    ['single sign-on without a secret', { ...oidc, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET'],
    ['a claim with a space', { ...oidc, OIDC_ROLE_CLAIM: 'my groups' }, 'OIDC_ROLE_CLAIM'],
    ['single sign-on without roles', { ...oidc, OIDC_ROLE_MAP: '' }, 'OIDC_ROLE_MAP'],
    ['a map without roles', { ...oidc, OIDC_ROLE_MAP: 'video-team' }, 'OIDC_ROLE_MAP'],
    ['short keys', { ...oidc, SESSION_KEYS: 'c2stY2FuYXJ5LXZhbHVl' }, 'SESSION_KEYS'],
    ['a key of one letter', { ...oidc, SESSION_KEYS: `${'A'.repeat(43)}=` }, 'SESSION_KEYS'],
    ['a good key and a bad one', { ...oidc, SESSION_KEYS: `${goodKey},x` }, 'SESSION_KEYS'],
    ['shared records without keys', { ...oidc, DATABASE_URL: 'postgres://h/d' }, 'SESSION_KEYS'],
    ['an issuer without the mode', { ...key, OIDC_ISSUER: 'https://id.example' }, 'OIDC_ISSUER'],
    ['proxies by name', { ...oidc, HEADER_PROXIES: 'proxy.example' }, 'HEADER_PROXIES'],
    ['header sign-in without proxies', { ...header, HEADER_PROXIES: '' }, 'HEADER_PROXIES'],
    [
      'header sign-in from everywhere',
      { ...header, HEADER_PROXIES: '0.0.0.0/0' },
      'HEADER_PROXIES',
    ],
    ['header sign-in from all of IPv6', { ...header, HEADER_PROXIES: '::/0' }, 'HEADER_PROXIES'],
    ['a proxy by name', { ...header, HEADER_PROXIES: 'proxy.example' }, 'HEADER_PROXIES'],
    ['header sign-in without a secret', { ...header, HEADER_SECRET: '' }, 'HEADER_SECRET'],
    ['a short secret', { ...header, HEADER_SECRET: 'short' }, 'HEADER_SECRET'],
    ['a header with underscores', { ...header, HEADER_USER: 'X_User' }, 'HEADER_USER'],
    ['the cookie as a header', { ...header, HEADER_USER: 'Cookie' }, 'HEADER_USER'],
    [
      'a secret with a line break',
      { ...header, HEADER_SECRET: `${canary}-0123\n` },
      'HEADER_SECRET',
    ],
    [
      'keys with a line break',
      { ...oidc, SESSION_KEYS: `${goodKey}\n`, DATABASE_URL: 'postgres://h/d' },
      'SESSION_KEYS',
    ],
    ['a group of an unknown role', { ...header, HEADER_ROLE_MAP: 'a=root' }, 'HEADER_ROLE_MAP'],
    ['a group twice', { ...header, HEADER_ROLE_MAP: 'a=viewer,a=admin' }, 'HEADER_ROLE_MAP'],
    ['a role without a group', { ...header, HEADER_ROLE_MAP: '=viewer' }, 'HEADER_ROLE_MAP'],
    ['a secret of another mode', { HEADER_SECRET: 'sk-canary-value' }, 'HEADER_SECRET'],
    ['a team without an address', { ...header, HOST: '0.0.0.0' }, 'PUBLIC_URL'],
    ['a team over plain http', { ...header, PUBLIC_URL: 'http://dash.example' }, 'PUBLIC_URL'],
    [
      'a team’s address with a path',
      { ...team, PUBLIC_URL: 'https://dash.example/x' },
      'PUBLIC_URL',
    ],
    [
      'a team’s address with a user',
      { ...team, PUBLIC_URL: `https://${canary}@dash.example` },
      'PUBLIC_URL',
    ],
    ['a name to listen on', { ...team, HOST: 'dash.example' }, 'HOST'],
  ])('refuse %s', async (_, env, name) => {
    await expectRefusal(env, name);
  });

  it('reads single sign-on, with keys newest first', () => {
    const other = Buffer.from(goodKey, 'base64').reverse().toString('base64');
    const env = { ...oidc, SESSION_KEYS: `${goodKey}, ${other}`, DATABASE_URL: 'postgres://h/d' };
    const { config, errors } = readConfig(env);
    expect(errors).toEqual([]);
    expect(config?.oidc).toMatchObject({
      issuer: 'https://id.example/realms/video',
      roleClaim: 'groups',
      roleMap: new Map([['video-support', 'support']]),
    });
    const read = config?.oidc?.sessionKeys?.map((one) => Buffer.from(one).toString('base64'));
    expect(read).toEqual([goodKey, other]);
    expect(readConfig(oidc).config?.oidc?.sessionKeys).toBeNull();
  });

  it('reads how a proxy in front names people', () => {
    const env = { ...header, HOST: '0.0.0.0', PUBLIC_URL: 'https://dash.example' };
    const map = 'cn=video,ou=groups=viewer, ops=admin';
    const { config, errors } = readConfig({ ...env, HEADER_ROLE_MAP: map.replace(',ou', ';ou') });
    expect(errors).toEqual([]);
    expect(config).toMatchObject({
      authMode: 'header',
      host: '0.0.0.0',
      publicUrl: 'https://dash.example',
      header: { user: 'x-forwarded-user', name: null, roles: 'x-forwarded-groups' },
    });
    expect(config?.header?.roleMap).toEqual(
      new Map([
        ['cn=video;ou=groups', 'viewer'],
        ['ops', 'admin'],
      ]),
    );
    const own = readConfig(header).config?.header?.roleMap;
    expect([own?.get('support'), own?.get('Support')]).toEqual(['support', undefined]);
    expect(config?.proxies?.has('10.2.3.4')).toBe(true);
    expect(config?.proxies?.has('::ffff:10.1.0.7')).toBe(true);
    expect(config?.proxies?.has('10.1.0.8')).toBe(false);
  });
});
