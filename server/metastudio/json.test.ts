import { expect, it } from 'vitest';
import { parseJson, tryParseJson } from './json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('reads JSON in UTF-8', () => {
  expect(parseJson(bytes('{"name":"新品"}'))).toEqual({ name: '新品' });
  expect(tryParseJson(bytes('[1]'))).toEqual([1]);
});

it.each([
  ['no JSON', bytes('<html>')],
  ['nothing', bytes('')],
  ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
])('reads nothing when it is %s', (_, body) => {
  expect(() => parseJson(body)).toThrow();
  expect(tryParseJson(body)).toBeUndefined();
});
