import { describe, expect, it } from 'vitest';
import { buildTarget } from './target.ts';

describe('buildTarget', () => {
  const origin = 'https://metastudio.cn-north-4.myhuaweicloud.com';
  it.each(['..', '.', '', 'a/b', 'a%2fb', 'a?b', 'a#b', 'é', 'x'.repeat(65), '-a', 'a\n'])(
    'rejects id %j',
    (job_id) => {
      expect(() => buildTarget(origin, '/v1/{job_id}/cancel', { job_id }, {})).toThrow();
    },
  );

  it('encodes the query as the signature does', () => {
    const { url, path } = buildTarget(
      origin,
      '/v1/{a}',
      { a: 'x' },
      { q: "a b+c*'&=/新", r: ['1', '2'] },
    );
    expect(path).toBe('/v1/x');
    expect(url).toBe(`${origin}/v1/x?q=a%20b%2Bc%2A%27%26%3D%2F%E6%96%B0&r=1&r=2`);
  });
});
