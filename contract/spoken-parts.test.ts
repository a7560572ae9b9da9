import { describe, expect, it } from 'vitest';
import { characterCount, plainText, spokenParts } from './spoken-parts.ts';

describe('the parts of a scene’s text', () => {
  it('are text, pauses, readings, actions and emotions', () => {
    const source =
      '<speak>大家好<break time="200ms"/>，我是<phoneme ph="yun2">云</phoneme>玲。<insert-action name="挥手" tag="wave"/><emotion type="HAPPY">再见 &amp; 谢谢</emotion></speak>';
    expect(spokenParts(source)).toEqual([
      { kind: 'text', text: '大家好' },
      { kind: 'pause', value: '200ms', seconds: 0.2 },
      { kind: 'text', text: '，我是' },
      { kind: 'reading', text: '云', value: 'yun2', spoken: '云' },
      { kind: 'text', text: '玲。' },
      { kind: 'action', value: '挥手' },
      { kind: 'emotion', value: 'HAPPY' },
      { kind: 'text', text: '再见 & 谢谢' },
    ]);
  });

  it('are one text across elements that only shape the voice', () => {
    const source = '<speak>一<prosody rate="fast">二</prosody><!-- x --><word>三</word></speak>';
    expect(spokenParts(source)).toEqual([{ kind: 'text', text: '一二三' }]);
  });

  it.each([
    ['<insert-action id="0123456789abcdef0123456789abcdef"/>', ''],
    ['<insert-action id="1" tag="wave"/>', 'wave'],
    ['<INSERT-ACTION NAME="挥&#25163;" tag="wave"></INSERT-ACTION>', '挥手'],
    ['<ms:insert-action name="a"/>', 'a'],
  ])('name an action without its id: %s', (source, value) => {
    expect(spokenParts(source)).toEqual([{ kind: 'action', value }]);
  });

  it.each([
    ['<break time="1.5s"/>', '1.5s', 1.5],
    ['<break time="500 MS" strength="x-strong"/>', '500 MS', 0.5],
    ['<break time="0s"/>', '0s', 0],
    ['<break time="99s"/>', '99s', 10],
    ['<break strength="none"/>', 'none', 0],
    ['<break strength="X-Weak"/>', 'X-Weak', 0.25],
    ['<break strength="weak"/>', 'weak', 0.5],
    ['<break strength="medium"/>', 'medium', 0.75],
    ['<break strength="strong"/>', 'strong', 1],
    ['<break strength="x-strong"/>', 'x-strong', 1.25],
    ['<break/>', '', 0.75],
    ['<break time="soon" strength="strong"/>', 'soon', 1],
    ['<break time="-1s"/>', '-1s', 0.75],
    ['<break strength="constructor"/>', 'constructor', 0.75],
    ['<break strength=" strong "/>', ' strong ', 1],
    ['<break time="+.25s"/>', '+.25s', 0.25],
    ['<break time=" 12ms "/>', ' 12ms ', 0.012],
    ['<break time="10.5S"/>', '10.5S', 10],
    ['<break time="2.s"/>', '2.s', 2],
    ['<break time="1sec"/>', '1sec', 0.75],
    ['<break time="1s or so"/>', '1s or so', 0.75],
    ['<break time=".s"/>', '.s', 0.75],
    ['<break time=".xs"/>', '.xs', 0.75],
    ['<break time="for 1s"/>', 'for 1s', 0.75],
  ])('have the length of the pause %s', (source, value, seconds) => {
    expect(spokenParts(source)).toEqual([{ kind: 'pause', value, seconds }]);
  });

  it('name all readings of nested elements, the outer first, and say an alias once', () => {
    const source =
      '<sub alias="万维网"><say-as interpret-as="characters">WW<break/>W</say-as></sub>好';
    expect(spokenParts(source)).toEqual([
      { kind: 'reading', text: 'WW', value: '万维网 · characters', spoken: '万维网' },
      { kind: 'pause', value: '', seconds: 0.75 },
      { kind: 'reading', text: 'W', value: '万维网 · characters', spoken: '' },
      { kind: 'text', text: '好' },
    ]);
  });

  it('return to the outer reading after an inner one', () => {
    const source = '<say-as interpret-as="date">2024<phoneme ph="nian2">年</phoneme>5</say-as>';
    expect(spokenParts(source).map((part) => 'value' in part && part.value)).toEqual([
      'date',
      'date · nian2',
      'date',
    ]);
  });

  it('are one reading as long as only comments and shapes of the voice are in between', () => {
    const read = (inner: string) => spokenParts(`<phoneme ph="x">${inner}</phoneme>`);
    const expected = [{ kind: 'reading', text: '云天', value: 'x', spoken: '云天' }];
    expect(read('云<prosody rate="fast">天</prosody>')).toEqual(expected);
    const sub = '<sub alias="万维网">W<prosody>WW</prosody></sub>';
    expect(spokenParts(sub)).toEqual([
      { kind: 'reading', text: 'WWW', value: '万维网', spoken: '万维网' },
    ]);
    // Two elements are two readings.
    expect(spokenParts('<sub alias="a">1</sub><sub alias="a">2</sub>')).toHaveLength(2);
  });

  it('are spoken as they stand in a substitution that names nothing', () => {
    const source = '<phoneme ph="x"><sub>WWW</sub><sub alias="">W</sub></phoneme>';
    expect(spokenParts(source)).toMatchObject([
      { text: 'WWW', value: 'x', spoken: 'WWW' },
      { text: 'W', value: 'x', spoken: 'W' },
    ]);
  });

  it('are plain text in an element that does not say how it is read', () => {
    expect(spokenParts('<say-as>1</say-as><constructor>2</constructor>')).toEqual([
      { kind: 'text', text: '12' },
    ]);
  });

  it('keep the words of two paragraphs apart', () => {
    expect(plainText(spokenParts('<speak><p>one</p><p>two</p></speak>'))).toBe('one\ntwo');
    // Not at the beginning, after white space or after a marker.
    expect(plainText(spokenParts('<speak> <p>one</p></speak>'))).toBe(' one');
    expect(spokenParts('<speak>one<break/><p>two</p></speak>').at(-1)).toEqual({
      kind: 'text',
      text: 'two',
    });
  });
});

describe('the number of characters', () => {
  it.each([
    ['<speak>一二三<break time="1s"/> 四五</speak>', 5],
    [
      '<speak><!-- warm -->你好<insert-action id="0123456789abcdef0123456789abcdef"/>&#39;</speak>',
      3,
    ],
    ['<speak><sub alias="World Wide Web">WWW</sub></speak>', 3],
    ['<speak>😀<![CDATA[<]]></speak>', 2],
    ['a < b', 3],
    [' \n\t', 0],
  ])('counts what is shown, without markers and white space: %s', (source, count) => {
    expect(characterCount(spokenParts(source))).toBe(count);
  });
});

it.each([
  '<speak>未闭合 <phoneme ph="x">字',
  'a <break time="1s" b',
  '<<<>>>',
  '<speak',
  '</speak>',
  '<sub alias="',
  '<sub alias="x"/>',
  '</sub></say-as>',
  '',
])('never throws on broken markup: %s', (source) => {
  expect(plainText(spokenParts(source)).length).toBeLessThanOrEqual(source.length);
});
