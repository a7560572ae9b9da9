import { describe, expect, it } from 'vitest';
import { decodeText } from './layer-text.ts';

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const ascii = (length: number) => Buffer.from('abcdefg'.slice(0, length));
const long = '新品发布会，限时特惠。'.repeat(12);

describe('decodeText', () => {
  it.each([
    ['usual', base64('新品 A'), '新品 A'],
    ['empty', '', ''],
    ['without padding', base64('新品 A').replace(/=/g, ''), '新品 A'],
    ['with too little padding', `${base64('Sale!').replace(/=/g, '')}=`, 'Sale!'],
    ['in URL-safe letters', Buffer.from('~~~???>>>新').toString('base64url'), '~~~???>>>新'],
    ['in both alphabets', 'fn5-Pz8_Pj4+', '~~~???>>>'],
    ['in lines of 76 letters', base64(long).replace(/.{76}/g, '$&\r\n'), long],
    ['with a line break at its end', `${base64('新品')}\n`, '新品'],
    ['between spaces', ` ${base64('新品')}\t`, '新品'],
    ['in lines, URL-safe, without padding', 'fn5-\nPz8_\nPj4-', '~~~???>>>'],
    ['of two lines of text', base64('a\r\n\tb'), 'a\r\n\tb'],
    ['of an emoji', base64('🎉'), '🎉'],
    [
      'cut in the middle of a character',
      base64(Buffer.from(long).subarray(0, -1)),
      `${long.slice(0, -1)}\ufffd`,
    ],
    ['with one broken character in eight', base64(Buffer.of(...ascii(7), 0xff)), 'abcdefg\ufffd'],
  ])('reads Base64 %s', (_, encoded, text) => {
    expect(decodeText(encoded)).toBe(text);
  });

  it.each([
    base64(Buffer.of(...ascii(6), 0xff)),
    'not base64!',
    'Hello world',
    '/////w==',
    'OK',
    'Hi',
    'Now',
    'Hello',
    'Welcome',
    'SALE',
    'summer-sale',
    'a_b',
    'AAAA',
    '新品',
    '====',
    'YQ===',
    'YQ==YQ==',
  ])('returns %j, which is no text in Base64, unchanged', (text) => {
    expect(decodeText(text)).toBe(text);
  });
});
