import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const project = { METASTUDIO_PROJECT_ID: '0123456789abcdef0123456789abcdef' };
const key = { CLOUD_SDK_AK: 'AKAKAKAKAKAKAKAKAKAK', CLOUD_SDK_SK: 'sk-canary-value', ...project };

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

describe('readConfig', () => {
  it('is the demo without credentials', () => {
    expect(readConfig({}).config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      region: 'cn-north-4',
      account: null,
      authMode: 'demo',
      devRole: 'viewer',
      mediaHosts: ['*.myhuaweicloud.com'],
    });
  });

  it('is dev with a key, on the endpoint of the region', () => {
    expect(readConfig({ ...key, METASTUDIO_REGION: 'ap-southeast-3' }).config).toMatchObject({
      authMode: 'dev',
      account: {
        endpoint: 'https://metastudio.ap-southeast-3.myhuaweicloud.com',
        credentials: { kind: 'key', securityToken: null },
      },
    });
  });

  it('reads the other names of a key, and secrets from files', () => {
    const { config } = readConfig(
      { HUAWEICLOUD_SDK_AK: 'AK1', CLOUD_SDK_SK_FILE: 'sk.txt', ...project },
      (path) => (path === 'sk.txt' ? 'from-file\n' : ''),
    );
    expect(config?.account?.credentials).toMatchObject({ ak: 'AK1', sk: 'from-file' });
  });

  it.each<[string, Record<string, string>, string]>([
    ['half a key', { CLOUD_SDK_AK: 'AK', ...project }, 'CLOUD_SDK_SK'],
    ['the other half', { CLOUD_SDK_SK: 'SK', ...project }, 'CLOUD_SDK_AK'],
    ['half an IAM user', { IAM_USER: 'u', IAM_PASSWORD: 'p', ...project }, 'IAM_DOMAIN'],
    ['two kinds of credential', { ...key, METASTUDIO_TOKEN: 'tok' }, 'METASTUDIO_TOKEN'],
    ['a project without a credential', project, 'METASTUDIO_PROJECT_ID'],
    ['a key without a project', { CLOUD_SDK_AK: 'a', CLOUD_SDK_SK: 'b' }, 'METASTUDIO_PROJECT_ID'],
    ['a bad project', { ...key, METASTUDIO_PROJECT_ID: 'x/../y' }, 'METASTUDIO_PROJECT_ID'],
    ['spaces around a secret', { ...key, CLOUD_SDK_SK: ' sk-canary-value' }, 'CLOUD_SDK_SK'],
    ['a secret twice', { ...key, CLOUD_SDK_SK_FILE: 'f' }, 'CLOUD_SDK_SK_FILE'],
    ['an unknown region', { METASTUDIO_REGION: 'eu-west-1' }, 'METASTUDIO_REGION'],
    [
      'an endpoint of a metadata service',
      { ...key, METASTUDIO_ENDPOINT: 'http://169.254.169.254' },
      'METASTUDIO_ENDPOINT',
    ],
    [
      'an endpoint that is an address',
      { ...key, METASTUDIO_ENDPOINT: 'https://169.254.169.254' },
      'METASTUDIO_ENDPOINT',
    ],
    [
      'an endpoint with a user',
      { ...key, METASTUDIO_ENDPOINT: 'https://a:b@host.example' },
      'METASTUDIO_ENDPOINT',
    ],
    [
      'an endpoint with a path',
      { ...key, METASTUDIO_ENDPOINT: 'https://host.example/x' },
      'METASTUDIO_ENDPOINT',
    ],
    [
      'an endpoint over plain http',
      { ...key, METASTUDIO_ENDPOINT: 'http://host.example' },
      'METASTUDIO_ENDPOINT',
    ],
    ['a public bind', { HOST: '0.0.0.0' }, 'HOST'],
    ['an address that does not exist', { HOST: '127.999.1.1' }, 'HOST'],
    ['a short form of an address', { HOST: '127.1' }, 'HOST'],
    ['a proxy without a scheme', { ...key, HTTPS_PROXY: 'proxy.example:3128' }, 'HTTPS_PROXY'],
    ['a proxy of another kind', { ...key, HTTPS_PROXY: 'socks5://proxy.example' }, 'HTTPS_PROXY'],
    ['a proxy with a path', { ...key, https_proxy: 'http://proxy.example/x' }, 'https_proxy'],
    [
      'a proxy with half a percent sign',
      { ...key, HTTPS_PROXY: 'http://u:sk-canary-value%@proxy.example' },
      'HTTPS_PROXY',
    ],
    ['a misspelt name', { METASTUDIO_REGIN: 'cn-north-4' }, 'METASTUDIO_REGION'],
    ['a public URL', { PUBLIC_URL: 'https://dash.example' }, 'PUBLIC_URL'],
    ['an unknown mode', { AUTH_MODE: 'none' }, 'AUTH_MODE'],
    ['the demo with a key', { ...key, AUTH_MODE: 'demo' }, 'AUTH_MODE'],
    ['single sign-on without an issuer', { ...oidc, OIDC_ISSUER: '' }, 'OIDC_ISSUER'],
    ['an issuer over plain http', { ...oidc, OIDC_ISSUER: 'http://id.example' }, 'OIDC_ISSUER'],
    ['an issuer with a query', { ...oidc, OIDC_ISSUER: 'https://id.example/?a' }, 'OIDC_ISSUER'],
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
    ['a group of an unknown role', { ...header, HEADER_ROLE_MAP: 'a=root' }, 'HEADER_ROLE_MAP'],
    ['a group twice', { ...header, HEADER_ROLE_MAP: 'a=viewer,a=admin' }, 'HEADER_ROLE_MAP'],
    ['a role without a group', { ...header, HEADER_ROLE_MAP: '=viewer' }, 'HEADER_ROLE_MAP'],
    ['a secret of another mode', { HEADER_SECRET: 'sk-canary-value' }, 'HEADER_SECRET'],
    ['a team without an address', { ...header, HOST: '0.0.0.0' }, 'PUBLIC_URL'],
    ['a team over plain http', { ...header, PUBLIC_URL: 'http://dash.example' }, 'PUBLIC_URL'],
    ['a name to listen on', { ...header, HOST: 'dash.example' }, 'HOST'],
    ['a port that is not a number', { PORT: '0x10' }, 'PORT'],
    ['metrics', { METRICS_PORT: '9090' }, 'METRICS_PORT'],
    ['a bad app user', { METASTUDIO_APP_USER_ID: '用户' }, 'METASTUDIO_APP_USER_ID'],
    ['any media host', { MEDIA_HOSTS: '*' }, 'MEDIA_HOSTS'],
    [
      'a database that is no PostgreSQL',
      { DATABASE_URL: 'mysql://u:sk-canary-value@h/d' },
      'DATABASE_URL',
    ],
    [
      'a database without a name',
      { DATABASE_URL: 'postgres://u:sk-canary-value@h/' },
      'DATABASE_URL',
    ],
    ['a database that is no URL', { DATABASE_URL: 'sk-canary-value' }, 'DATABASE_URL'],
    [
      'a database twice',
      { DATABASE_URL: 'postgres://h/d', DATABASE_URL_FILE: 'f' },
      'DATABASE_URL',
    ],
    ['an audit kept for no time', { AUDIT_DAYS: '0' }, 'AUDIT_DAYS'],
    ['a misspelt database', { DATABASE_ULR: 'postgres://h/d' }, 'DATABASE_URL'],
    ['a bad role', { DEV_ROLE: 'root' }, 'DEV_ROLE'],
    ['a bad level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    ['too many jobs', { SIMULATOR_JOBS: '100001' }, 'SIMULATOR_JOBS'],
  ])('rejects %s and names the variable', (_, env, name) => {
    const { config, errors } = readConfig(env);
    expect(config).toBeNull();
    expect(errors.join('\n')).toContain(name);
    expect(errors.every((line) => !line.includes('\n'))).toBe(true);
    expect(errors.join('\n')).not.toContain('sk-canary-value');
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

  it('keeps its data below the working folder, and old audit files are looked for there', () => {
    expect(readConfig({}).config).toMatchObject({
      dataDir: './data',
      databaseUrl: null,
      auditDir: 'data/audit',
      auditDays: 400,
    });
    expect(readConfig({ DATA_DIR: '/srv/dailies' }).config?.auditDir).toBe('/srv/dailies/audit');
    const url = 'postgresql:///dailies?host=/run/postgresql';
    expect(readConfig({ DATABASE_URL: url }).config?.databaseUrl).toBe(url);
  });

  it('accepts an endpoint over http on this machine', () => {
    const { config } = readConfig({ ...key, METASTUDIO_ENDPOINT: 'http://127.0.0.1:8787' });
    expect(config?.account?.endpoint).toBe('http://127.0.0.1:8787');
  });

  it('reads a proxy, its lower-case name first, and the hosts that do not need it', () => {
    const env = {
      HTTPS_PROXY: 'http://upper.example:3128',
      https_proxy: 'http://user:secret@lower.example:3128/',
      NO_PROXY: '.example',
    };
    expect(readConfig({ ...key, ...env }).config?.outboundProxy).toEqual({
      url: 'http://user:secret@lower.example:3128/',
      noProxy: '.example',
    });
    expect(readConfig({ ...key, ...env, https_proxy: '' }).config?.outboundProxy?.url).toBe(
      'http://upper.example:3128',
    );
    expect(readConfig({ ...key, HTTPS_PROXY: '' }).config?.outboundProxy).toBeNull();
  });

  it('does not look at a proxy in the demo, which calls nothing outside', () => {
    const { config } = readConfig({ HTTPS_PROXY: 'socks5://proxy.example' });
    expect(config?.outboundProxy).toBeNull();
  });

  it('listens on an IPv6 address with or without brackets', () => {
    expect(readConfig({ HOST: '[::1]' }).config?.host).toBe('::1');
    expect(readConfig({ HOST: '::1' }).config?.host).toBe('::1');
  });
});
