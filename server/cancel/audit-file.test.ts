import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuditFile, readAuditFiles } from './audit-file.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-audit-'));
afterAll(() => rmSync(root, { recursive: true }));

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
});
