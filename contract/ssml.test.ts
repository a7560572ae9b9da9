import { describe, expect, it } from 'vitest';
import { type SsmlToken, ssmlTokens } from './ssml.ts';

/** Tokens in short: text as it is, elements as `<name key=value>` and `</name>`. */
const written = (source: string) => ssmlTokens(source).map(inShort);

function inShort(token: SsmlToken): string {
  if (token.kind === 'text') return token.text;
  if (token.kind === 'close') return `</${token.name}>`;
  const attributes = [...token.attributes].map(([name, value]) => ` ${name}=${value}`);
  return `<${token.name}${attributes.join('')}>`;
}

const text = (source: string) =>
  ssmlTokens(source)
    .map((token) => (token.kind === 'text' ? token.text : ''))
    .join('');

/** Texts of random fragments, the same in each run. */
function seededTexts(seed: number) {
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(list: readonly T[]): T[] => list.slice(0).splice(below(list.length), 1);
  const text = (fragments: readonly string[], longest: number) =>
    Array.from({ length: below(longest + 1) }, () => pick(fragments)[0]).join('');
  return { pick, text };
}

describe('plain text', () => {
  it.each([
    '如果 a < b && c > d，就说 &lt;好&gt;。',
    'AT&T &#39; &amp; &#x4F60;',
    'x<y and z>w',
    '<<<>>>',
    '<',
    '&',
    '<3 你好 </3>',
    '《<新品>》',
    '< speak >你好</ speak >',
  ])('stays as it is: %s', (source) => {
    expect(ssmlTokens(source)).toEqual([{ kind: 'text', text: source }]);
  });

  it('has no tokens when empty', () => {
    expect(ssmlTokens('')).toEqual([]);
  });
});

describe('well-formed markup', () => {
  it.each([
    ['<speak>你好</speak>', '你好'],
    ['<speak><!-- warm -->你好</speak>', '你好'],
    ['<speak><!-- a <break/> -- --->你好</speak>', '你好'],
    ['<speak><![CDATA[a < b & &lt;c&gt;]]></speak>', 'a < b & &lt;c&gt;'],
    ['<?xml version="1.0" encoding="UTF-8"?>\n<speak>你好</speak>', '\n你好'],
    ['<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" "a>b.dtd"><speak>好</speak>', '好'],
    ['<!DOCTYPE speak [<!ENTITY x "y">]><speak>好</speak>', '好'],
    ['<speak>&#39;&#x4F60;&#x4f60;&#20320;&#x1F600;</speak>', "'你你你😀"],
    ['<speak>&lt;&gt;&amp;&quot;&apos;</speak>', '<>&"\''],
    ['<speak>&amp;lt;</speak>', '&lt;'],
    ['<speak>&#9;&#10;&#13;&#x20;</speak>', '\t\n\r '],
    [
      '<speak>&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;</speak>',
      '\ud7ff\ue000\ufffd\u{10000}\u{10ffff}',
    ],
    ['<?xml version="1.0"?> <!-- a -->\n<!DOCTYPE speak><speak>好</speak>', ' \n好'],
    ['\n<!DOCTYPE speak><speak>好</speak>', '\n好'],
    ['<p><s>One.</s> <s>Two.</s></p>', 'One. Two.'],
    ['<voice name="a"><lang xml:lang="en-US">Hi</lang></voice>', 'Hi'],
    ['<mstts:express-as style="x">好</mstts:express-as>', '好'],
    ['<SPEAK>好</Speak>', '好'],
    ['<speak\n  xml:lang = "zh-CN"\n>好</speak >', '好'],
    ["<audio src='a.mp3'>好</audio>", '好'],
    ['<元素 属性="值">好</元素>', '好'],
  ])('leaves only the text of %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });

  it('gives elements with their attributes', () => {
    expect(
      written('<speak>a<Break TIME=\'1s\' Strength="we&#97;k"/><sub alias="a>b">c</sub>'),
    ).toEqual([
      '<speak>',
      'a',
      '<break time=1s strength=weak>',
      '</break>',
      '<sub alias=a>b>',
      'c',
      '</sub>',
    ]);
  });

  it('has no empty tokens', () => {
    expect(written('<speak><!-- a --><![CDATA[]]><?b?></speak>')).toEqual(['<speak>', '</speak>']);
    expect(written('<a b="">c</a>')).toEqual(['<a b=>', 'c', '</a>']);
  });

  it('leaves the text of the script that a whole report was about', () => {
    const source =
      '<speak><!-- warm -->你好<insert-action id="0123456789abcdef0123456789abcdef"/>&#39;</speak>';
    expect(text(source)).toBe("你好'");
  });
});

describe('broken markup', () => {
  it.each([
    // Without the other half
    ['<speak>未闭合 <phoneme ph="x">字', '<speak>未闭合 <phoneme ph="x">字'],
    ['<speak>a</p></speak>', 'a</p>'],
    ['<speak>a<b>c</speak>', 'a<b>c'],
    ['<p><s>a</p></s>', '<s>a</s>'],
    // Attributes
    ['<speak><break time=1s/>好</speak>', '<break time=1s/>好'],
    ['<speak><break time="1s/>好</speak>', '<break time="1s/>好'],
    ['<speak><break time="a<b"/>好</speak>', '<break time="a<b"/>好'],
    ['<speak><img src=x onerror=alert(1)><b>粗</b></speak>', '<img src=x onerror=alert(1)>粗'],
    ['<p>好</p class="x">', '<p>好</p class="x">'],
    // Without an end
    ['<speak>a</speak><!-- b', 'a<!-- b'],
    ['<speak>a</speak><!-->', 'a<!-->'],
    ['<speak>a</speak><![CDATA[b]]', 'a<![CDATA[b]]'],
    ['<speak>a</speak><?b', 'a<?b'],
    ['<speak>a</speak><??>', 'a<??>'],
    ['<speak>a</speak><speak', 'a<speak'],
    // In the wrong place
    ['<speak>a<!DOCTYPE b></speak>', 'a<!DOCTYPE b>'],
    ['a<!DOCTYPE b><speak>c</speak>', 'a<!DOCTYPE b>c'],
    ['<![CDATA[a]]><!DOCTYPE b>', 'a<!DOCTYPE b>'],
    ['<break/><!DOCTYPE b>', '<!DOCTYPE b>'],
    ['<!-- a -->b<!DOCTYPE c>', 'b<!DOCTYPE c>'],
    // References to nothing
    ['<speak>&nbsp; &LT; &; &#; &#x; &#xg; &lt</speak>', '&nbsp; &LT; &; &#; &#x; &#xg; &lt'],
    [
      '<speak>&#0; &#8; &#31; &#xD800; &#xDFFF; &#xFFFE; &#x110000; &#99999999999;</speak>',
      '&#0; &#8; &#31; &#xD800; &#xDFFF; &#xFFFE; &#x110000; &#99999999999;',
    ],
  ])('stays visible in %s', (source, expected) => {
    expect(text(source)).toBe(expected);
  });
});

describe('any text', () => {
  const signs = [...'<>&/!"\'=;# a1你😀'];
  const markup = [
    '<b>',
    '</b>',
    '<c/>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x',
    '?>',
    '&amp;',
    '&#65;',
  ];

  it('never throws and never grows', () => {
    const random = seededTexts(7);
    for (let run = 0; run < 3_000; run++) {
      const source = random.text([...signs, ...markup], 30);
      expect(text(source).length, source).toBeLessThanOrEqual(source.length);
    }
  });

  it('survives outside of markup', () => {
    const random = seededTexts(11);
    const escaped = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&#60;');
    const forms: ((plain: string) => string)[] = [
      escaped,
      (plain) => `<x:y z='"' w = "1">${escaped(plain)}</X:y>`,
      (plain) => `<!-- ${plain} <b> -->${escaped(plain)}<break/>`,
      (plain) => `<?p ${plain} <b>?>${escaped(plain)}`,
      (plain) => `<![CDATA[${plain}]]>`,
      (plain) => [...plain].map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join(''),
    ];
    for (let run = 0; run < 2_000; run++) {
      const texts = Array.from({ length: 5 }, () => random.text(signs, 8));
      const source = texts.map((plain) => random.pick(forms).map((form) => form(plain))).join('');
      expect(text(`<speak>${source}</speak>`), source).toBe(texts.join(''));
    }
  });

  it.each([
    '<',
    '<a',
    '<a>',
    '</a>',
    '<a></b>',
    '<a b="',
    '<!--',
    '<![CDATA[',
    '<?a',
    '<!DOCTYPE a [',
    '<!DOCTYPE "',
    '&#',
    '&',
    ' ',
    '"',
    '[',
  ])('takes linear time: 128 KB of %j', (fragment) => {
    const source = fragment.repeat(Math.ceil(131_072 / fragment.length));
    // Quadratic time would be minutes: the test's own time would be over.
    for (const prefix of ['', '<a ', '<a b="', '<!DOCTYPE a ', '<b/>', '&#'])
      expect(ssmlTokens(prefix + source).length).toBeGreaterThan(0);
  });
});
