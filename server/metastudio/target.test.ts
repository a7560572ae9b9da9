import { describe, expect, it } from 'vitest';
import { buildTarget } from './target.ts';

describe('buildTarget', () => {
  const origin = 'https://metastudio.cn-north-4.myhuaweicloud.com';
  it.each(['..', '.', '', 'a/b', 'a%2fb', 'a?b', 'a#b', 'é', 'x'.repeat(65), '-a', 'a\n'])(
    'rejects id %j',
    (job_id) => {
      expect(() => buildTarget(origin, '/v1/{job_id}/cancel', { job_id }, {})).toThrow(
        'Not a job_id.',
      );
    },
  );

  it('rejects a path whose id is missing', () => {
    expect(() => buildTarget(origin, '/v1/{job_id}', { asset_id: 'a' }, {})).toThrow(
      'Not a job_id.',
    );
  });

  it.each([
    ['an origin with the default port', `${origin}:443`, '/v1/jobs'],
    ['an origin with a user', 'https://user@metastudio.example', '/v1/jobs'],
    ['a path that leads up', origin, '/v1/../v3/auth/tokens'],
    ['a path with a fragment', origin, '/v1/jobs#x'],
    ['a path with a query', origin, '/v1/jobs?x=1'],
  ])('rejects %s, which a URL does not keep as it is', (_, from, template) => {
    expect(() => buildTarget(from, template, {}, { q: '1' })).toThrow('not the one intended');
  });

  it('has no question mark without a query', () => {
    expect(buildTarget(origin, '/v1/{a}', { a: 'x' }, {})).toEqual({
      url: `${origin}/v1/x`,
      origin,
      path: '/v1/x',
    });
  });

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
