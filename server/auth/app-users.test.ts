import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Role, roles } from '../../contract/session.ts';
import { oneAppUser, personalAppUsers } from './app-users.ts';

const key = new Uint8Array(32).map((_, i) => i * 7);
const person = (id: string, role: Role = 'producer', login: string | null = id) => ({
  id,
  name: 'Wang',
  role,
  login,
});

describe('app users of people', () => {
  const byLogin = personalAppUsers({ key: null, viewers: 'own' }, 'header');
  const keyed = personalAppUsers({ key, viewers: 'own' }, 'https://id.example');

  it('are the login where it can be one', () => {
    expect(byLogin.of(person('4711', 'producer', 'wang.fang@corp.example'))).toBe(
      'wang.fang@corp.example',
    );
  });

  it.each([
    ['a Chinese one', '王芳'],
    ['one with a colon', 'a:b'],
    ['one with a line break', 'a\nX-Project-Id: b'],
    ['one that is empty', ''],
    ['one that is missing', null],
    ['one of 65 letters', 'x'.repeat(65)],
    ['one with a trailing line break', 'wang\n'],
  ])('are refused for %s', (_, login) => {
    const refused = expect.objectContaining({ code: 'no_app_user' });
    expect(() => byLogin.of(person('4711', 'producer', login))).toThrow(refused);
  });

  it('are a keyed hash for every id, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(keyed.of(person(id))).toMatch(/^u_[0-9a-v]{26}$/);
        expect(keyed.of(person(id))).toBe(keyed.of(person(id, 'producer', null)));
      }),
    );
    expect(keyed.of(person('王芳'))).toBe('u_ifb42hc19uvas2svm0rgpsj5uk');
  });

  it('differ for ids that join or look alike', () => {
    const of = (issuer: string, id: string) =>
      personalAppUsers({ key, viewers: 'own' }, issuer).of(person(id));
    const all = [
      of('a:b', 'c'),
      of('a', 'b:c'),
      of('a|b', 'c'),
      of('a', 'b|c'),
      of('a","b', 'c'),
      of('a', 'b","c'),
      of('a', '\u00e9'),
      of('a', 'e\u0301'),
      of('a', 'Wang'),
      of('a', 'wang'),
      of('a', 'wang '),
      personalAppUsers({ key: key.map((byte) => byte ^ 1), viewers: 'own' }, 'a').of(
        person('wang'),
      ),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(roles)('are as the table says for %s', (role) => {
    for (const viewers of ['own', 'all'] as const) {
      const users = personalAppUsers({ key, viewers }, 'a');
      const own = role === 'producer' || (role === 'viewer' && viewers === 'own');
      expect(users.sightOf(person('wang', role))).toBe(own ? 'own' : 'all');
      expect(users.owns(person('wang', role))).toBe(own);
      expect(users.of(person('wang', role)) === null).toBe(!own);
    }
  });
});

describe('one app user for all', () => {
  it('makes the jobs those of the person with its id, or of the only one there is', () => {
    expect(oneAppUser('header', 'wang').owns(person('wang'))).toBe(true);
    expect(oneAppUser('header', 'wang').owns(person('chen'))).toBe(false);
    expect(oneAppUser('dev', 'wang').owns(person('dev'))).toBe(true);
    expect(oneAppUser('header', null).owns(person('wang'))).toBe(false);
    expect(oneAppUser('header', 'wang').of(person('chen'))).toBeNull();
    expect(oneAppUser('header', 'wang').sightOf(person('chen'))).toBe('all');
  });
});
