import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { everyHeader, matches } from './reply.ts';

type Encoding = 'br' | 'gzip';
type Bytes = Uint8Array<ArrayBuffer>;
type File = { bytes: Bytes; type: string; etag: string; encoded: Map<Encoding, Bytes> };

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const suffixes: [string, Encoding][] = [
  ['.br', 'br'],
  ['.gz', 'gzip'],
];

/**
 * Addresses that are the page's own business. A dot means a file: to answer a missing script with the page would hide
 * that it is missing.
 */
const pagePath = /^\/(index\.html|(?!assets(\/|$))[\w-]+(\/[\w-]+)*\/?)?$/;

/** What the build leaves in index.html where the nonce of an answer belongs. */
const noncePlaceholder = '__CSP_NONCE__';

export type StaticOptions = {
  /** Folder of the built page. */
  root: string;
  /** Sources of pictures and videos, as CSP writes them. */
  mediaSources: readonly string[];
  https: boolean;
};

/** The built page, read into memory once; nothing but the files that were there at start can ever be asked for. */
export class StaticFiles {
  readonly #files: ReadonlyMap<string, File>;
  readonly #page: string[];
  readonly #options: StaticOptions;

  /** @throws Error when the page is not built */
  constructor(options: StaticOptions) {
    this.#options = options;
    this.#files = readAll(options.root);
    const index = this.#files.get('/index.html');
    if (!index) throw new Error('The page is not built: run npm start, which builds it.');
    this.#page = new TextDecoder().decode(index.bytes).split(noncePlaceholder);
  }

  /** A file, the page for addresses that are the page's own business, or 404 as text. */
  answer(path: string, headers: Headers, requestId: string): Response {
    const file = path === '/index.html' ? undefined : this.#files.get(path);
    if (file) return this.#file(path, file, headers, requestId);
    return pagePath.test(path) ? this.#html(requestId) : missing(requestId);
  }

  #file(path: string, file: File, headers: Headers, requestId: string): Response {
    const common: Record<string, string> = {
      ...everyHeader,
      ...this.#transport(),
      vary: 'Accept-Encoding',
      etag: file.etag,
      'x-request-id': requestId,
      // Names in assets/ carry a hash of their content.
      'cache-control': path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
    };
    if (matches(headers.get('if-none-match'), file.etag)) {
      return new Response(null, { status: 304, headers: common });
    }
    const accepted = headers.get('accept-encoding') ?? '';
    const encoding = suffixes
      .map(([, one]) => one)
      .find((one) => file.encoded.has(one) && accepts(accepted, one));
    common['content-type'] = file.type;
    if (encoding) common['content-encoding'] = encoding;
    const bytes = (encoding && file.encoded.get(encoding)) ?? file.bytes;
    return new Response(bytes, { headers: common });
  }

  #html(requestId: string): Response {
    const nonce = randomBytes(16).toString('base64');
    return new Response(this.#page.join(nonce), {
      headers: {
        ...everyHeader,
        ...this.#transport(),
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policy(nonce, this.#options.mediaSources),
        'cross-origin-opener-policy': 'same-origin',
        'x-frame-options': 'DENY',
        'permissions-policy':
          'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
        'x-request-id': requestId,
      },
    });
  }

  #transport(): Record<string, string> {
    if (!this.#options.https) return {};
    return { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };
  }
}

/** Content-Security-Policy of the page: its own code by nonce, pictures and videos from where MetaStudio keeps them. */
function policy(nonce: string, media: readonly string[]): string {
  const sources = media.length === 0 ? '' : ` ${media.join(' ')}`;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:${sources}`,
    `media-src 'self'${sources}`,
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function missing(requestId: string): Response {
  return new Response('Not found\n', {
    status: 404,
    headers: {
      ...everyHeader,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-request-id': requestId,
    },
  });
}

function accepts(header: string, encoding: Encoding): boolean {
  return header.split(',').some((one) => {
    const [name, ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return name === encoding && !parameters.some((part) => /^q=0(\.0*)?$/.test(part));
  });
}

function readAll(root: string): Map<string, File> {
  const files = new Map<string, File>();
  const packed: [string, Encoding, Bytes][] = [];
  for (const path of list(root)) {
    const suffix = suffixes.find(([ending]) => path.endsWith(ending));
    const bytes = new Uint8Array(readFileSync(join(root, path)));
    const name = `/${path.split(sep).join('/')}`;
    if (suffix) packed.push([name.slice(0, -suffix[0].length), suffix[1], bytes]);
    else files.set(name, fileOf(name, bytes));
  }
  for (const [name, encoding, bytes] of packed) files.get(name)?.encoded.set(encoding, bytes);
  return files;
}

function fileOf(name: string, bytes: Bytes): File {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const type = types[extname(name)] ?? 'application/octet-stream';
  // Weak, because it is the same for every encoding.
  return { bytes, type, etag: `W/"${digest}"`, encoded: new Map() };
}

/** Plain files below `root`; hidden ones and links are not part of a page, source maps are not for everybody. */
function list(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .filter((entry) => !/\.map(\.br|\.gz)?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  } catch {
    return [];
  }
}
