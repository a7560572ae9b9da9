import { describe, expect, it } from 'vitest';
import { secretsOfProxy } from './proxy.ts';

describe('secretsOfProxy', () => {
  it('are the password in every form in which it is sent or set', () => {
    expect(secretsOfProxy({ url: 'http://user:p%40ss@proxy.example', noProxy: '' })).toEqual([
      'p%40ss',
      'p@ss',
      Buffer.from('user:p@ss').toString('base64'),
    ]);
  });

  it('are none without a password', () => {
    expect(secretsOfProxy(null)).toEqual([]);
    expect(secretsOfProxy({ url: 'http://proxy.example:3128', noProxy: '' })).toEqual([]);
  });
});
