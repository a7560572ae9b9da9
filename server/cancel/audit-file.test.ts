import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createAuditFile, readAuditFiles } from './audit-file.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-audit-'));
afterAll(() => rmSync(root, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const now = Date.UTC(2026, 0, 15);

describe('audit files', () => {
  it('are created with their folders and read oldest first', async () => {
    const dir = join(root, 'a/b/c');
    expect(await readAuditFiles(dir)).toEqual([]);
    for (const [at, line] of [
      [now + 1000, 'second'],
      [now, 'first'],
    ] as const) {
      const file = await createAuditFile(dir, at);
      await file.append(line);
      await file.close();
    }
    expect(await readAuditFiles(dir)).toEqual(['first\n', 'second\n']);
  });

  it('are plain files only', async () => {
    const dir = join(root, 'odd');
    mkdirSync(join(dir, 'cancels-folder.jsonl'), { recursive: true });
    writeFileSync(join(dir, 'cancels-1.jsonl'), 'line\n');
    expect(await readAuditFiles(dir)).toEqual(['line\n']);
  });

  it('are new for each process, readable by its user only, and sorted by time in their name', async () => {
    const dir = join(root, 'names/below');
    for (const at of [now, now]) await (await createAuditFile(dir, at)).close();
    const names = readdirSync(dir);
    expect(names).toHaveLength(2);
    for (const name of names) {
      expect(name).toMatch(/^cancels-2026-01-15T00-00-00-000Z-[0-9a-f]{8}\.jsonl$/);
      expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
    }
    for (const folder of [dir, join(root, 'names')]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  });

  it('leave out what is not named as one', async () => {
    const dir = join(root, 'others');
    mkdirSync(dir);
    for (const name of ['old-cancels-1.jsonl', 'cancels-1.jsonl.bak', 'notes.txt']) {
      writeFileSync(join(dir, name), 'line\n');
    }
    expect(await readAuditFiles(dir)).toEqual([]);
  });

  it('cannot be read in place of a folder, nor created below a file', async () => {
    const file = join(root, 'plain');
    writeFileSync(file, '');
    await expect(readAuditFiles(file)).rejects.toThrow('ENOTDIR');
    await expect(createAuditFile(file, now)).rejects.toThrow('ENOTDIR');
    await expect(createAuditFile(join(file, 'a/b'), now)).rejects.toThrow('ENOTDIR');
  });

  it('have a line on disk, flushed, when writing it ends', async () => {
    const prototype = await handlePrototype();
    let flush: () => void = () => undefined;
    const datasync = vi.spyOn(prototype, 'datasync').mockImplementation(
      () =>
        new Promise<void>((resolve) => {
          flush = resolve;
        }),
    );
    const dir = join(root, 'flushed');
    const file = await createAuditFile(dir, now);
    let ended = false;
    const writing = file.append('line').then(() => {
      ended = true;
    });
    await expect.poll(() => datasync.mock.calls.length).toBe(1);
    expect(await readAuditFiles(dir)).toEqual(['line\n']);
    expect(ended).toBe(false);
    flush();
    await writing;
    await file.close();
  });

  it('have every line by itself after a write that failed half-way', async () => {
    const prototype = await handlePrototype();
    const { appendFile } = prototype;
    vi.spyOn(prototype, 'appendFile').mockImplementationOnce(async function (this: FileHandle) {
      await appendFile.call(this, 'half a li');
      throw new Error('full');
    });
    const dir = join(root, 'torn');
    const file = await createAuditFile(dir, now);
    const first = file.append('first');
    const others = ['second', 'third'].map((line) => file.append(line));
    await expect(first).rejects.toThrow('full');
    await Promise.all(others);
    await file.close();
    expect(await readAuditFiles(dir)).toEqual(['half a li\nsecond\nthird\n']);
  });

  it('are closed after the lines under way', async () => {
    const dir = join(root, 'closed');
    const file = await createAuditFile(dir, now);
    const writing = file.append('line');
    await file.close();
    await writing;
    expect(await readAuditFiles(dir)).toEqual(['line\n']);
    await expect(file.append('late')).rejects.toThrow();
  });
});

/** What all open files share, for watching and failing their writes. */
async function handlePrototype(): Promise<FileHandle> {
  const handle = await open(join(root, 'any'), 'w');
  await handle.close();
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  return prototype;
}
