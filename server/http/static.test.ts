import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { fromPage, type RunningProxy, startProxy } from '../testing/proxy.ts';
import { readBuiltPage } from './static.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-page-'));
let proxy: RunningProxy;

beforeAll(() => {
  const page = join(root, 'dist');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(page, 'index.html'), '<style>a{}</style><script>1</script><!--body-->');
  writeFileSync(join(page, 'manifest.json'), '{}');
  writeFileSync(join(page, 'favicon.svg'), '<svg/>');
  writeFileSync(join(page, '.env'), 'secret');
  writeFileSync(join(page, 'assets/app-abc.js'), 'plain');
  writeFileSync(join(page, 'assets/app-abc.js.br'), 'brotli');
  writeFileSync(join(page, 'assets/app-abc.js.gz'), 'gzipped');
  writeFileSync(join(page, 'assets/app-abc.js.map'), 'secret');
  symlinkSync(join(root, 'secret.txt'), join(page, 'assets/link.txt'));
  const world = { projectId: '0'.repeat(32), ak: 'a', sk: 'b' };
  proxy = startProxy({
    url: 'http://127.0.0.1:1',
    world,
    clock: fakeClock(),
    mediaHosts: ['*.myhuaweicloud.com'],
    page: readBuiltPage(page),
  });
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the built page', () => {
  it('allows its inline script and style, and no other', async () => {
    const reply = await proxy.get('/');
    expect(await reply.text()).toBe('<style>a{}</style><script>1</script>');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const policy = reply.headers.get('content-security-policy') ?? '';
    // From `openssl dgst -sha256 -binary | base64`.
    expect(policy).toContain(
      "script-src 'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=';",
    );
    expect(policy).toContain(
      "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk=';",
    );
    expect(policy).toContain(
      "img-src data: 'self' https://*.myhuaweicloud.com http://127.0.0.1:1;",
    );
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(policy).not.toContain('unsafe');
    expect(reply.headers.get('strict-transport-security')).toBeNull();
  });

  it.each(['/jobs/abc', '/jobs', '/anything/deep', '/index.html'])(
    'serves the page at %s',
    async (path) => {
      const reply = await proxy.get(path);
      expect(reply.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
    },
  );

  it.each([
    ['br, gzip', 'brotli', 'br'],
    ['gzip', 'gzipped', 'gzip'],
    ['gzip, br;q=0', 'gzipped', 'gzip'],
    ['identity', 'plain', null],
  ])('serves assets encoded for %s', async (accepted, body, encoding) => {
    const reply = await proxy.get('/assets/app-abc.js', { 'accept-encoding': accepted });
    expect(await reply.text()).toBe(body);
    expect(reply.headers.get('content-encoding')).toBe(encoding);
    expect(reply.headers.get('vary')).toBe('Accept-Encoding');
    // A strong ETag would have to differ between encodings.
    expect(reply.headers.get('etag')).toMatch(/^W\/"/);
    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('revalidates files without a hash in their name', async () => {
    const reply = await proxy.get('/favicon.svg');
    expect(reply.headers.get('cache-control')).toBe('no-cache');
    const etag = reply.headers.get('etag') ?? '';
    expect((await proxy.get('/favicon.svg', { 'if-none-match': etag })).status).toBe(304);
    const several = { 'if-none-match': `"other", ${etag}` };
    expect((await proxy.get('/favicon.svg', several)).status).toBe(304);
  });

  it.each([
    '/manifest.json',
    '/assets/old.js',
    '/assets/app-abc.js.br',
    '/assets/app-abc.js.map',
    '/assets/link.txt',
    '/assets/none',
    '/.env',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//assets//app-abc.js',
    '/%2fassets/app-abc.js',
  ])('answers %s with 404 as text', async (path) => {
    const reply = await proxy.get(path);
    expect([path, reply.status]).toEqual([path, 404]);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain; charset=utf-8$/i);
    expect(await reply.text()).toBe('Not found\n');
  });

  it('rejects other methods', async () => {
    const init = { method: 'OPTIONS', headers: fromPage };
    const reply = await proxy.request('/', init);
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('fails at startup when the page is not built', () => {
    expect(() => readBuiltPage(join(root, 'nowhere'))).toThrow('the page is not built');
  });
});
