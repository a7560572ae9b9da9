import { describe, expect, it } from 'vitest';
import { account, canary, expectRefusal } from '../testing/refusals.ts';
import { readConfig } from './config.ts';

const { METASTUDIO_PROJECT_ID } = account;

/** What is wrong, where, and the beginning of the line about it. */
type Row = [what: string, env: Record<string, string>, name: string];

const places: Row[] = [
  ['a project without a credential', { METASTUDIO_PROJECT_ID }, 'METASTUDIO_PROJECT_ID'],
  ['a key without a project', { CLOUD_SDK_AK: 'a', CLOUD_SDK_SK: 'b' }, 'METASTUDIO_PROJECT_ID'],
  ['a bad project', { ...account, METASTUDIO_PROJECT_ID: 'x/../y' }, 'METASTUDIO_PROJECT_ID'],
  ['an unknown region', { METASTUDIO_REGION: 'eu-west-1' }, 'METASTUDIO_REGION'],
  [
    'an endpoint of a metadata service',
    { ...account, METASTUDIO_ENDPOINT: 'http://169.254.169.254' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint that is an address',
    { ...account, METASTUDIO_ENDPOINT: 'https://169.254.169.254' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint with a user',
    { ...account, METASTUDIO_ENDPOINT: 'https://a:b@host.example' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint with a path',
    { ...account, METASTUDIO_ENDPOINT: 'https://host.example/x' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint over plain http',
    { ...account, METASTUDIO_ENDPOINT: 'http://host.example' },
    'METASTUDIO_ENDPOINT',
  ],
  ['a public bind', { HOST: '0.0.0.0' }, 'HOST'],
  ['an address that does not exist', { HOST: '127.999.1.1' }, 'HOST'],
  ['a short form of an address', { HOST: '127.1' }, 'HOST'],
  ['a proxy without a scheme', { ...account, HTTPS_PROXY: 'proxy.example:3128' }, 'HTTPS_PROXY'],
  ['a proxy of another kind', { ...account, HTTPS_PROXY: 'socks5://proxy.example' }, 'HTTPS_PROXY'],
  ['a proxy with a path', { ...account, https_proxy: 'http://proxy.example/x' }, 'https_proxy'],
  [
    'a proxy with half a percent sign',
    { ...account, HTTPS_PROXY: `http://u:${canary}%@proxy.example` },
    'HTTPS_PROXY',
  ],
  ['a misspelt name', { METASTUDIO_REGIN: 'cn-north-4' }, 'METASTUDIO_REGION'],
  ['a public URL', { PUBLIC_URL: 'https://dash.example' }, 'PUBLIC_URL'],
  ['a bad app user', { METASTUDIO_APP_USER_ID: '用户' }, 'METASTUDIO_APP_USER_ID'],
  ['any media host', { MEDIA_HOSTS: '*' }, 'MEDIA_HOSTS'],
  ['a database that is no PostgreSQL', { DATABASE_URL: `mysql://u:${canary}@h/d` }, 'DATABASE_URL'],
  ['a database without a name', { DATABASE_URL: `postgres://u:${canary}@h/` }, 'DATABASE_URL'],
  ['a database that is no URL', { DATABASE_URL: canary }, 'DATABASE_URL'],
  ['a database twice', { DATABASE_URL: 'postgres://h/d', DATABASE_URL_FILE: 'f' }, 'DATABASE_URL'],
  ['a misspelt database', { DATABASE_ULR: 'postgres://h/d' }, 'DATABASE_URL'],
  [
    'a project in capitals',
    { ...account, METASTUDIO_PROJECT_ID: 'A'.repeat(32) },
    'METASTUDIO_PROJECT_ID',
  ],
  [
    'a project that is too short',
    { ...account, METASTUDIO_PROJECT_ID: 'a'.repeat(31) },
    'METASTUDIO_PROJECT_ID',
  ],
  [
    'an endpoint that is an address in hex',
    { ...account, METASTUDIO_ENDPOINT: 'https://0xa9fea9fe' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint that is an IPv6 address',
    { ...account, METASTUDIO_ENDPOINT: 'https://[fd00::1]' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint of another scheme',
    { ...account, METASTUDIO_ENDPOINT: 'ftp://host.example' },
    'METASTUDIO_ENDPOINT',
  ],
  [
    'an endpoint with a password',
    { ...account, METASTUDIO_ENDPOINT: `https://u:${canary}@host.example` },
    'METASTUDIO_ENDPOINT',
  ],
  ['a region in capitals', { METASTUDIO_REGION: 'CN-NORTH-4' }, 'METASTUDIO_REGION'],
  ['all addresses of IPv6', { HOST: '::' }, 'HOST'],
  [
    'an address of this machine with a path',
    { PUBLIC_URL: 'http://localhost:8080/x' },
    'PUBLIC_URL',
  ],
  ['an address without a scheme', { PUBLIC_URL: 'localhost:8080' }, 'PUBLIC_URL'],
  ['an address with a user', { PUBLIC_URL: `http://u:${canary}@localhost` }, 'PUBLIC_URL'],
  ['a media host with a scheme', { MEDIA_HOSTS: 'https://media.example' }, 'MEDIA_HOSTS'],
  ['a media host with a port', { MEDIA_HOSTS: 'media.example:8443' }, 'MEDIA_HOSTS'],
  ['a media host in capitals', { MEDIA_HOSTS: 'Media.example' }, 'MEDIA_HOSTS'],
  ['all media hosts of a country', { MEDIA_HOSTS: '*.com' }, 'MEDIA_HOSTS'],
  [
    'a media host that is a policy',
    { MEDIA_HOSTS: "media.example; script-src 'unsafe-inline'" },
    'MEDIA_HOSTS',
  ],
  ['an empty media host', { MEDIA_HOSTS: 'media.example,' }, 'MEDIA_HOSTS'],
  [
    'a database with half a percent sign',
    { DATABASE_URL: `postgres://u:${canary}%@h/d` },
    'DATABASE_URL must',
  ],
  [
    'a misspelt kind of TLS',
    { DATABASE_URL: 'postgres://h/d?sslmode=verify_full' },
    'DATABASE_URL: sslmode',
  ],
  [
    'a certificate that is missing',
    {
      DATABASE_URL: `postgres://u:${canary}@127.0.0.1:1/d?sslmode=verify-full&sslrootcert=/nowhere`,
    },
    'DATABASE_URL: sslrootcert',
  ],
  ['a database’s file that is missing', { DATABASE_URL_FILE: '/nowhere' }, 'DATABASE_URL_FILE'],
];

const others: Row[] = [
  ['a port that is not a number', { PORT: '0x10' }, 'PORT'],
  ['metrics on no port', { METRICS_PORT: '0' }, 'METRICS_PORT'],
  ['metrics on a word', { METRICS_PORT: 'on' }, 'METRICS_PORT'],
  ['metrics where people are served', { PORT: '9464', METRICS_PORT: '9464' }, 'METRICS_PORT'],
  ['metrics on a name', { METRICS_PORT: '9464', METRICS_HOST: 'dailies.example' }, 'METRICS_HOST'],
  ['an address of metrics without a port', { METRICS_HOST: '127.0.0.1' }, 'METRICS_HOST'],
  ['an audit kept for no time', { AUDIT_DAYS: '0' }, 'AUDIT_DAYS'],
  ['a bad level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ['too many jobs', { SIMULATOR_JOBS: '100001' }, 'SIMULATOR_JOBS'],
  ['a negative port', { PORT: '-1' }, 'PORT'],
  ['a port that is too large', { PORT: '65536' }, 'PORT'],
  ['half a port', { PORT: '80.5' }, 'PORT'],
  ['a port with a space', { PORT: ' 80' }, 'PORT'],
  ['an audit kept for ever', { AUDIT_DAYS: '36501' }, 'AUDIT_DAYS'],
  ['a mirror of no day', { MIRROR_DAYS: '0' }, 'MIRROR_DAYS'],
  ['a mirror of a word', { MIRROR_DAYS: 'all' }, 'MIRROR_DAYS'],
  ['no time before another try', { DAILIES_TRY_AGAIN_MS: '0' }, 'DAILIES_TRY_AGAIN_MS'],
  ['no time to read back', { DAILIES_READ_BACK_MS: '499' }, 'DAILIES_READ_BACK_MS'],
  ['a simulator’s port that is too large', { SIMULATOR_PORT: '70000' }, 'SIMULATOR_PORT'],
  ['a negative seed', { SIMULATOR_SEED: '-1' }, 'SIMULATOR_SEED'],
  ['links without a life', { SIMULATOR_URL_TTL: '0' }, 'SIMULATOR_URL_TTL'],
];

describe('the start is refused in one line, with', () => {
  it.each([...places, ...others])('%s', async (_, env, name) => {
    await expectRefusal(env, name);
  });

  it('a line for each of several wrong settings', () => {
    const { errors } = readConfig({ PORT: 'x', LOG_LEVEL: 'x', MEDIA_HOSTS: '*' });
    const names = errors.map((line) => line.split(' ')[0]);
    expect(new Set(names)).toEqual(new Set(['PORT', 'LOG_LEVEL', 'MEDIA_HOSTS']));
    expect(names).toHaveLength(3);
  });
});
