import { describe, expect, it } from 'vitest';
import { account } from '../testing/refusals.ts';
import { readConfig } from './config.ts';

const { CLOUD_SDK_AK, CLOUD_SDK_SK, ...project } = account;
const key = account;

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
