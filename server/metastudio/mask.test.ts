import { describe, expect, it } from 'vitest';
import { maskReply } from './mask.ts';

const signed = 'AccessKeyId=AKIDXYZ&Expires=1768552200&Signature=c2VjcmV0';
const secrets = /AKIDXYZ|1768552200|c2VjcmV0|STSTOKEN|Signature=|AccessKeyId=|Expires=/i;

describe('maskReply', () => {
  it('keeps a reply without links as it is, with the field names of MetaStudio', () => {
    const reply = {
      job_id: 'a',
      duration: 36.5,
      error_info: null,
      video_config: { is_subtitle_enable: false, frame_rate: '25' },
      shoot_scripts: [{ sequence_no: 0, shoot_script: { text_config: { text: '大家好？Why?' } } }],
      constructor: 'x',
    };
    expect(maskReply(reply)).toEqual(reply);
    expect(JSON.stringify(maskReply(reply))).toBe(JSON.stringify(reply));
  });

  it('removes the signature of every link at any depth and keeps the object', () => {
    const masked = JSON.stringify(
      maskReply({
        cover: { url: `https://b.example/p/a.png?${signed}` },
        scenes: [{ text: `see http://x.example/y?${signed} now`, n: 1, none: null }],
      }),
    );
    expect(masked).not.toMatch(secrets);
    expect(masked).toContain('https://b.example/p/a.png?…');
    expect(masked).toContain('see http://x.example/y?… now');
  });

  it.each([
    ['a link', `https://b.example:443/a.png?${signed}`],
    ['a link in capitals', `HTTPS://B.EXAMPLE/A.PNG?${signed.toUpperCase()}`],
    ['a link without a scheme', `//b.example/a.png?${signed}`],
    ['a link of another scheme', `obs://b/a.png?${signed}`],
    ['two links', `https://b.example/a?${signed},https://b.example/b?${signed}`],
    ['a link in markup', `<audio src="https://b.example/a.mp3?${signed}"/>`],
    [
      'a link in escaped markup',
      `&lt;audio src=&quot;https://b.example/a?${signed.replaceAll('&', '&amp;')}&quot;&gt;`,
    ],
    ['a link in JSON', JSON.stringify({ url: `https://b.example/a?${signed}` })],
    ['a link in brackets', `(https://b.example/a?${signed})`],
    ['a link in Chinese', `链接：https://b.example/a?${signed}，请查看`],
    [
      'a link in a link',
      `https://x.example/?to=${encodeURIComponent(`https://b.example/a?${signed}`)}`,
    ],
    [
      'a link in a path',
      `https://x.example/${encodeURIComponent(`https://b.example/a?${signed}`)}`,
    ],
    ['a link behind #', `https://x.example/#${signed}`],
    ['a query alone', signed],
    ['parameters in JSON', '{"Signature": "c2VjcmV0", "AccessKeyId":"AKIDXYZ"}'],
    ['the other spelling', 'AWSAccessKeyId=AKIDXYZ&x-obs-security-token=STSTOKEN'],
    [
      'a signature in headers',
      'https://b.example/a?X-Amz-Credential=AKIDXYZ%2F20260116&X-Amz-Signature=c2VjcmV0',
    ],
    ['its parameters alone', 'X-Amz-Security-Token=STSTOKEN&X-Obs-Signature=c2VjcmV0'],
    ['a token as a header', 'X-Auth-Token: STSTOKEN'],
    ['a token', 'security_token=STSTOKEN'],
    ['a user in a link', 'https://AKIDXYZ:c2VjcmV0@b.example/a'],
  ])('leaves no secret of %s', (_, text) => {
    expect(JSON.stringify(maskReply({ text, list: [text], [text]: 1 }))).not.toMatch(secrets);
  });

  it.each([
    'security_token',
    'securityToken',
    'X-Auth-Token',
    'secret_key',
    'password',
    'access_key_id',
    'Authorization',
    'ak',
    'sk',
  ])('removes the value of the field %s', (field) => {
    for (const value of ['STSTOKEN', 7, ['STSTOKEN'], { a: 'STSTOKEN' }])
      expect(maskReply({ [field]: value })).toEqual({ [field]: '…' });
    expect(maskReply({ [field]: null })).toEqual({ [field]: null });
  });

  it('shortens a picture in Base64 and says how long it was', () => {
    const human_image = 'iVBORw0K'.repeat(100_000);
    const { human_image: shown } = Object(maskReply({ human_image }));
    expect(shown).toBe(`${'iVBORw0K'.repeat(8)}… (800000 characters)`);
    const data = `data:image/png;base64,${human_image}`;
    expect(JSON.stringify(maskReply({ other: [data] })).length).toBeLessThan(200);
    expect(maskReply({ human_image: 'short' })).toEqual({ human_image: 'short' });
  });

  it('shortens Base64 that is longer than 200 characters in the picture, than 4096 elsewhere', () => {
    const reply = { human_image: 'x'.repeat(200), other: 'x'.repeat(4096) };
    expect(maskReply(reply)).toEqual(reply);
    const start = 'x'.repeat(64);
    expect(maskReply({ human_image: 'x'.repeat(201), other: 'x'.repeat(4097) })).toEqual({
      human_image: `${start}… (201 characters)`,
      other: `${start}… (4097 characters)`,
    });
  });

  it.each(['你', ' '])('does not take a text for Base64 that begins or ends with %j', (sign) => {
    const reply = { first: sign + 'x'.repeat(4096), last: 'x'.repeat(4096) + sign };
    expect(maskReply(reply)).toEqual(reply);
  });

  it('puts … where a secret was', () => {
    const texts = [
      ['https://user:secret@b.example/a?b=c#d', 'https://…@b.example/a?…'],
      ['https://b.example/a@b', 'https://b.example/a@b'],
      ['Why? A/B', 'Why? A/B'],
      [`say ${signed} now`, 'say …&…&… now'],
    ];
    expect(maskReply(texts.map(([text]) => text))).toEqual(texts.map(([, masked]) => masked));
    expect(maskReply({ 'see //b.example?a=b': 1, '//b.example?Signature=c2VjcmV0': 1 })).toEqual({
      'see //b.example?…': 1,
      '//b.example?…': '…',
    });
  });

  it('keeps long texts and the Base64 of a text layer', () => {
    const reply = { text: '大家好，欢迎。'.repeat(2000), text_context: 'YWJj'.repeat(1000) };
    expect(maskReply(reply)).toEqual(reply);
  });

  it('keeps a text layer as it is written when nothing in it is masked', () => {
    // Without padding: decoding and encoding it again would add that.
    const reply = { text_context: 'YQ', layers: [{ text_context: 'not base64!' }] };
    expect(maskReply(reply)).toEqual(reply);
  });

  it('masks a link in the Base64 of a text layer', () => {
    const text_context = Buffer.from(`看 https://b.example/a?${signed}`).toString('base64');
    const shown = Object(maskReply({ text_context })).text_context;
    expect(Buffer.from(shown, 'base64').toString()).toBe('看 https://b.example/a?…');
  });

  it('keeps fifty levels, of lists and of objects, and cuts what is below', () => {
    const lists = (depth: number) => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);
    const objects = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
    for (const nested of [lists, objects]) {
      expect(maskReply(nested(50))).toEqual(nested(50));
      expect(JSON.stringify(maskReply(nested(51)))).toBe(
        JSON.stringify(nested(51)).replace('1', '"…"'),
      );
    }
  });

  it('cuts what is nested too deep to be written', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}1${']'.repeat(100_000)}`);
    expect(JSON.stringify(maskReply({ deep }))).toContain('…');
  });

  it.each(['/', '//', 'a', 'token', '?', '//?', 'Signature=', '-', "'"])(
    'takes linear time for half a megabyte of %s',
    (part) => {
      // Quadratic time would be minutes: the test's own time would be over.
      expect(maskReply({ text: part.repeat(500_000 / part.length) })).toHaveProperty('text');
    },
  );
});
