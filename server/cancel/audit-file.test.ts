import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config/config.ts';
import { prepare } from '../start/compose.ts';
import { createAuditFile, readAuditFiles } from './audit-file.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-audit-'));
afterAll(() => rmSync(root, { recursive: true }));

const now = Date.UTC(2026, 0, 15);

describe('audit files', () => {
  it('are made with their folders, and read back oldest first', async () => {
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

describe('AUDIT_DIR', () => {
  const occupied = join(root, 'file');
  writeFileSync(occupied, '');
  const start = async (dir: string, more: Record<string, string> = {}) => {
    const { config } = readConfig({ AUDIT_DIR: dir, LOG_LEVEL: 'silent', ...more });
    if (!config) throw new Error('The settings should be right.');
    const credentials = { kind: 'token', token: 'token-for-tests' } as const;
    const upstream = { endpoint: 'http://127.0.0.1:1', projectId: '0'.repeat(32), credentials };
    return await prepare({ config, upstream, version: '0', pageRoot: null });
  };
  const real = {
    METASTUDIO_PROJECT_ID: '0'.repeat(32),
    METASTUDIO_TOKEN: 'token-for-tests-0123456789',
  };

  it.each(['/proc/nowhere/audit', '/dev/null/audit', occupied, join(occupied, 'audit'), 'a\0b'])(
    '%j stops the start with one line',
    async (dir) => {
      await expect(start(dir)).rejects.toThrow(/^AUDIT_DIR cannot be written: [^\n]+$/);
    },
  );

  it('that is no folder cannot be read, and says so', async () => {
    await expect(start(occupied, real)).rejects.toThrow(/^AUDIT_DIR cannot be read: [^\n]+$/);
  });
});
