import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const project = { METASTUDIO_PROJECT_ID: '0123456789abcdef0123456789abcdef' };
const key = { CLOUD_SDK_AK: 'AKAKAKAKAKAKAKAKAKAK', CLOUD_SDK_SK: 'sk-canary-value', ...project };

describe('readConfig', () => {
  it('is the demo without credentials', () => {
    expect(readConfig({}).config).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      region: 'cn-north-4',
      account: null,
      authMode: 'demo',
      devRole: 'viewer',
      mediaHosts: null,
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
