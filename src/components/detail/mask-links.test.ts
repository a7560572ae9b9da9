import { expect, it } from 'vitest';
import { maskLinks } from './mask-links.ts';

it('removes the signature of every link at any depth and keeps the object', () => {
  const masked = JSON.stringify(
    maskLinks({
      cover: { url: 'https://b.example/p/a.png?AccessKeyId=AK&Expires=1&Signature=secret' },
      scenes: [{ text: 'see http://x.example/y?Signature=secret now', n: 1, none: null }],
    }),
  );
  expect(masked).not.toMatch(/secret|AccessKeyId/);
  expect(masked).toContain('https://b.example/p/a.png?…');
  expect(masked).toContain('see http://x.example/y?… now');
});
