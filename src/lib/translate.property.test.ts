import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds, obeys } from '../testing/holds.ts';
import english from './locales/en.json';
import chinese from './locales/zh-CN.json';
import { translator } from './translate.ts';

const translators = [translator('en', english), translator('zh-CN', chinese)];
const name = fc.oneof(
  fc.constantFrom('{{name}}', '{{', '}}', '{{count}}', '$&', "$'", '$1', '<b>', '{{__proto__}}'),
  fc.string({ unit: 'binary' }),
);

it('keeps any name as it is', () => {
  const before = translators.map((say) => say('menu.of', { name: '\n' }).split('\n'));
  holds(fc.tuple(name, name), (names) => {
    for (const [index, say] of translators.entries()) {
      const value = names.join('');
      expect(say('menu.of', { name: value })).toBe(before[index]?.join(value));
    }
  });
});

it('says any count, and leaves no placeholder', () => {
  const count = fc.oneof(fc.nat(), fc.integer(), fc.double());
  holds(count, (jobs) => {
    for (const say of translators) {
      const said = say('live.new', { count: jobs });
      obeys(said, {
        'has the count': said.includes(String(jobs)),
        'no placeholder or name of a text': !/[{}]|live\.new/.test(said),
      });
    }
  });
});
