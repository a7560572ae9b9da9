// The floor that a page is compared with: a plain page with as many rows and a video element, without scripts.
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';

const head =
  '<!doctype html><meta charset="utf-8"><title>floor</title><link rel="icon" href="data:,"><style>body{font:14px system-ui;' +
  'margin:16px}table{border-collapse:collapse;width:100%}td{padding:6px 12px;border-bottom:1px solid #ddd}</style>';
const row = (_, i) =>
  `<tr role="row"><td><img src="/cover/${i}.svg" width="96" height="54" alt=""></td><td>Video production ${i}</td>` +
  `<td>SUCCEED</td><td>${new Date(1.793e12 + i * 60_000).toISOString()}</td><td>job-${i}</td></tr>`;
const table = (count) => `<table>${Array.from({ length: count }, row).join('')}</table>`;
const cover = (name) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 54"><rect width="96" height="54" fill="#679"/><text y="40">${name}</text></svg>`;

/** Serves `/rows?count=25` and `/video?src=…`; resolves to its address and a function that stops it. */
export function startFloor() {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://floor');
    const body = pathname.startsWith('/cover/')
      ? cover(pathname.slice('/cover/'.length))
      : pathname === '/video'
        ? `${head}<video controls preload="metadata" width="960" src="${searchParams.get('src').replaceAll('&', '&amp;')}"></video>`
        : head + table(Number(searchParams.get('count') ?? 25));
    response.setHeader(
      'content-type',
      pathname.startsWith('/cover/') ? 'image/svg+xml' : 'text/html; charset=utf-8',
    );
    response.setHeader(
      'cache-control',
      pathname.startsWith('/cover/') ? 'max-age=86400' : 'no-store',
    );
    response.setHeader('content-encoding', 'br');
    response.end(brotliCompressSync(body));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${server.address().port}`;
      resolve({ url, stop: () => server.close() });
    });
  });
}
