import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { getMimeType } from 'hono/utils/mime';
import { type Encoding, encodings } from './encoding.ts';
import { type PageDocument, readDocument } from './page-document.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A file of the built page with its compressed copies. */
export type StaticFile = {
  bytes: Bytes;
  type: string;
  /** A weak ETag, because all encodings share it. */
  etag: string;
  encoded: Map<Encoding, Bytes>;
};

/** The built page in memory: only files that existed at start are served (docs/promises.md#static-files). */
export type BuiltPage = {
  /** By path, such as `/assets/index-abc.js`; without index.html and the manifest. */
  files: ReadonlyMap<string, StaticFile>;
  document: PageDocument;
};

const suffixes: Record<Encoding, string> = { br: '.br', gzip: '.gz' };

/**
 * Reads the built page from its folder.
 *
 * @throws Error when the page is not built
 */
export function readBuiltPage(root: string): BuiltPage {
  const files = readAll(root);
  const take = (name: string) => {
    const file = files.get(name);
    if (!file) throw new Error('the page is not built: run `npm run build`.');
    files.delete(name);
    return new TextDecoder().decode(file.bytes);
  };
  return { files, document: readDocument(take('/index.html'), take('/manifest.json')) };
}

function readAll(root: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  const compressed: [name: string, Encoding, Bytes][] = [];
  for (const path of list(root)) {
    const bytes = new Uint8Array(readFileSync(join(root, path)));
    const name = `/${path.split(sep).join('/')}`;
    const encoding = encodings.find((one) => name.endsWith(suffixes[one]));
    if (encoding) compressed.push([name.slice(0, -suffixes[encoding].length), encoding, bytes]);
    else files.set(name, fileOf(name, bytes));
  }
  for (const [name, encoding, bytes] of compressed) files.get(name)?.encoded.set(encoding, bytes);
  return files;
}

function fileOf(name: string, bytes: Bytes): StaticFile {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const type = getMimeType(name) ?? 'application/octet-stream';
  return { bytes, type, etag: `W/"${digest}"`, encoded: new Map() };
}

/** Paths of the plain files below `root`: no hidden files, no links that may lead out of it, no source maps. */
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
