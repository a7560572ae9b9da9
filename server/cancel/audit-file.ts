import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file of lines; a line is on disk when `append` resolves. */
export type AuditFile = {
  append(line: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Creates a new file in `dir`. Every process has a file of its own and only appends to it.
 *
 * @throws Error when the folder cannot be written to
 */
export async function createAuditFile(dir: string, now: number): Promise<AuditFile> {
  await makeFolder(dir);
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const name = `cancels-${stamp}-${randomUUID().slice(0, 8)}.jsonl`;
  const handle = await open(join(dir, name), 'ax', 0o600);
  return appender(handle);
}

/**
 * Reads the files of earlier processes, oldest first; none if the folder does not exist.
 *
 * @throws Error when one cannot be read: its open cancels would not be watched
 */
export async function readAuditFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries
    // Reading a pipe would wait for ever.
    .filter((entry) => entry.isFile() && /^cancels-.*\.jsonl$/.test(entry.name))
    .map((entry) => entry.name);
  return await Promise.all(names.sort().map((name) => readFile(join(dir, name), 'utf8')));
}

/** Creates a folder and its parents. Not by `recursive`: it never ends if a parent cannot be created (as in /proc). */
async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(dir) === dir) throw error;
    await makeFolder(dirname(dir));
    await mkdir(dir, { mode: 0o700 });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

function appender(handle: FileHandle): AuditFile {
  let last: Promise<void> = Promise.resolve();
  let isTorn = false;
  const write = async (line: string) => {
    // A failed write may leave half a line, which the next line must not continue.
    const text = `${isTorn ? '\n' : ''}${line}\n`;
    isTorn = true;
    await handle.appendFile(text, 'utf8');
    await handle.datasync();
    isTorn = false;
  };
  return {
    append: (line) => {
      // One write at a time; a failed one does not stop those after it.
      const written = last.then(() => write(line));
      last = written.catch(() => undefined);
      return written;
    },
    close: async () => {
      await last;
      await handle.close();
    },
  };
}
