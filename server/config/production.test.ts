import { describe, expect, it } from 'vitest';
import { account, canary } from '../testing/refusals.ts';
import { readConfig } from './config.ts';

const production = { NODE_ENV: 'production' };
const real = { ...account, AUTH_MODE: 'dev' };

const read = (env: Record<string, string>, isRoot = false) => readConfig(env, undefined, isRoot);

describe('production', () => {
  it('names the modes to choose from', () => {
    expect(read({ ...account, ...production }).errors).toEqual([
      'AUTH_MODE is missing: with NODE_ENV=production choose how people sign in, one of dev, oidc, header.',
    ]);
  });

  it.each(['development', 'test', 'Production', ''])('is not NODE_ENV=%s', (NODE_ENV) => {
    expect(read({ ...account, NODE_ENV }).config?.authMode).toBe('dev');
  });

  it('is not the demo, also as root', () => {
    const { config } = read(production, true);
    expect(config).toMatchObject({ authMode: 'demo', isRoot: false });
  });
});

describe('root', () => {
  it.each([
    ['with a key in production', { ...real, ...production }, 'refused'],
    [
      'with a key in production, not allowed',
      { ...real, ...production, ALLOW_ROOT: '0' },
      'refused',
    ],
    ['with a key in production, allowed', { ...real, ...production, ALLOW_ROOT: '1' }, 'quiet'],
    ['with a key elsewhere', real, 'warned'],
    ['with a key elsewhere, allowed', { ...real, ALLOW_ROOT: '1' }, 'quiet'],
    ['in the demo', {}, 'quiet'],
  ])('%s', (_, env, expected) => {
    const { config } = read(env, true);
    expect(config === null ? 'refused' : config.isRoot ? 'warned' : 'quiet').toBe(expected);
  });

  it('is no other user', () => {
    expect(read({ ...real, ...production }).config?.isRoot).toBe(false);
  });
});

describe('a variable for the page', () => {
  it.each([
    ['another value', { VITE_TITLE: 'Dailies' }],
    ['no value', { VITE_TITLE: '' }],
    [
      'a word that is also a password',
      { VITE_TITLE: 'my dailies', DATABASE_URL: 'postgres://u:dailies@h/d' },
    ],
  ])('may have %s', (_, env) => {
    expect(read({ ...real, ...env }).errors).toEqual([]);
  });

  it('may not be named like others', () => {
    expect(read({ ...real, TITLE: canary }).errors).toEqual([]);
  });
});
