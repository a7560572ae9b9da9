import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

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
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const name = `cancels-${stamp}-${randomUUID().slice(0, 8)}.jsonl`;
  const handle = await open(join(dir, name), 'ax', 0o600);
  return appender(handle);
}

/** Everything that earlier processes wrote, oldest file first. */
export async function readAuditFiles(dir: string): Promise<string[]> {
  const names = (await readdir(dir).catch(() => [])).filter((name) =>
    /^cancels-.*\.jsonl$/.test(name),
  );
  return await Promise.all(names.sort().map((name) => readFile(join(dir, name), 'utf8')));
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
