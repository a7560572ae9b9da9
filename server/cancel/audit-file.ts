import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Lines that are on disk when `append` resolves. */
export type AuditFile = {
  append(line: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts a new file in `dir`; every process has its own and only ever appends.
 *
 * @throws Error when the folder cannot be written
 */
export async function createAuditFile(dir: string, now: number): Promise<AuditFile> {
  await makeFolder(dir);
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const name = `cancels-${stamp}-${randomUUID().slice(0, 8)}.jsonl`;
  const handle = await open(join(dir, name), 'ax', 0o600);
  return appender(handle);
}

/**
 * Everything that earlier processes wrote, oldest file first; nothing where there is no such folder yet.
 *
 * @throws Error when it cannot be read: what it leaves open would go unwatched
 */
export async function readAuditFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries
    // To read a pipe would wait for ever.
    .filter((entry) => entry.isFile() && /^cancels-.*\.jsonl$/.test(entry.name))
    .map((entry) => entry.name);
  return await Promise.all(names.sort().map((name) => readFile(join(dir, name), 'utf8')));
}

/** Step by step, since mkdir's own `recursive` never ends where a parent cannot be made (as below /proc). */
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
  let torn = false;
  const write = async (line: string) => {
    // After a failed write the file may end in half a line; the next one must not be joined to it.
    const text = `${torn ? '\n' : ''}${line}\n`;
    torn = true;
    await handle.appendFile(text, 'utf8');
    await handle.datasync();
    torn = false;
  };
  return {
    append: (line) => {
      // One after the other, and a failed one does not take those behind it along.
      const mine = last.then(() => write(line));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      await last;
      await handle.close();
    },
  };
}
