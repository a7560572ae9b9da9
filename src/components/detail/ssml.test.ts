import { describe, expect, it } from 'vitest';
import { characterCount, plainText, speechSeconds, spokenParts } from './ssml.ts';

describe('a scene’s text', () => {
  it('stays as it is without markup, including entities and bare signs', () => {
    const source = '如果 a < b && c > d，就说 &lt;好&gt;。';
    expect(spokenParts(source)).toEqual([{ kind: 'text', text: source }]);
  });

  it('is split into parts at SSML tags', () => {
    const source =
      '<speak>大家好<break time="200ms"/>，我是<phoneme ph="yun2">云</phoneme>玲。<insert-action name="挥手" tag="wave"/><emotion type="HAPPY">再见 &amp; 谢谢</emotion></speak>';
    expect(spokenParts(source)).toEqual([
      { kind: 'text', text: '大家好' },
      { kind: 'pause', value: '200ms' },
      { kind: 'text', text: '，我是' },
      { kind: 'reading', text: '云', value: 'yun2' },
      { kind: 'text', text: '玲。' },
      { kind: 'action', value: '挥手' },
      { kind: 'emotion', value: 'HAPPY' },
      { kind: 'text', text: '再见 & 谢谢' },
    ]);
  });

  it.each([
    '<speak>未闭合 <phoneme ph="x">字',
    'a <break time="1s" b',
    '<<<>>>',
    '<speak',
    '</speak>',
    '<sub alias="',
    '',
  ])('never throws on broken markup: %s', (source) => {
    expect(plainText(spokenParts(source)).length).toBeLessThanOrEqual(source.length);
  });

  it('keeps tags of other languages as text', () => {
    const source = '<speak><img src=x onerror=alert(1)><b>粗</b></speak>';
    expect(plainText(spokenParts(source))).toBe('<img src=x onerror=alert(1)><b>粗</b>');
  });

  it('is counted by what is spoken and estimated at 250 characters a minute', () => {
    const parts = spokenParts('<speak>一二三<break time="1s"/> 四五</speak>');
    expect(characterCount(parts)).toBe(5);
    expect(speechSeconds(250, 100)).toBe(60);
    expect(speechSeconds(250, 200)).toBe(30);
    expect(speechSeconds(250, null)).toBe(60);
  });
});
