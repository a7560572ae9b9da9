import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const goodKey = 'q83vASNFZ4kBI0VniavN7xAyVHaYutz+ESIzRFVmd4g=';
const header = {
  METASTUDIO_PROJECT_ID: '0123456789abcdef0123456789abcdef',
  CLOUD_SDK_AK: 'AKAKAKAKAKAKAKAKAKAK',
  CLOUD_SDK_SK: 'sk-canary-value',
  AUTH_MODE: 'header',
  HEADER_PROXIES: '10.1.0.7',
  HEADER_SECRET: 'sk-canary-value-0123456789',
};
const { HEADER_PROXIES: _, HEADER_SECRET: __, AUTH_MODE: ___, ...alone } = header;
const login = { ...header, METASTUDIO_APP_USERS: 'login' };
const keyed = { ...header, METASTUDIO_APP_USERS: 'keyed', METASTUDIO_APP_USER_KEY: goodKey };

describe('the settings of app users', () => {
  it('are none by default: everyone sees the same', () => {
    expect(readConfig(header).config?.appUsers).toBeNull();
  });

  it('take the login, or a key', () => {
    expect(readConfig(login).config?.appUsers).toEqual({ key: null, viewers: 'own' });
    const all = readConfig({ ...keyed, METASTUDIO_APP_USER_VIEWERS: 'all' });
    expect(all.config?.appUsers).toEqual({
      key: new Uint8Array(Buffer.from(goodKey, 'base64')),
      viewers: 'all',
    });
  });

  it.each<[string, Record<string, string>, string]>([
    ['an unknown way', { ...header, METASTUDIO_APP_USERS: 'email' }, 'METASTUDIO_APP_USERS'],
    ['people who are not told apart', { ...alone, METASTUDIO_APP_USERS: 'login' }, 'AUTH_MODE'],
    ['one for all too', { ...login, METASTUDIO_APP_USER_ID: 'x' }, 'METASTUDIO_APP_USER_ID'],
    ['no key', { ...keyed, METASTUDIO_APP_USER_KEY: '' }, 'METASTUDIO_APP_USER_KEY'],
    ['a short key', { ...keyed, METASTUDIO_APP_USER_KEY: 'sk-canary-value' }, 'APP_USER_KEY'],
    ['a key for nothing', { ...login, METASTUDIO_APP_USER_KEY: goodKey }, 'APP_USER_KEY'],
    ['viewers for nothing', { ...header, METASTUDIO_APP_USER_VIEWERS: 'own' }, 'VIEWERS'],
    ['a claim without single sign-on', { ...login, OIDC_APP_USER_CLAIM: 'a' }, 'OIDC_APP_USER'],
  ])('reject %s and name the variable', (_, env, name) => {
    const { config, errors } = readConfig(env);
    expect(config).toBeNull();
    expect(errors.join('\n')).toContain(name);
    expect(errors.join('\n')).not.toMatch(/sk-canary-value|q83v/);
  });
});
