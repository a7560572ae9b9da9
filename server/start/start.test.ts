import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../config/config.ts';
import { start } from './start.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-start-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A plain file in place of a folder. */
const occupied = join(root, 'file');
writeFileSync(occupied, '');

async function startWith(env: Record<string, string>, pageRoot: string | null = null) {
  const { config } = readConfig({ LOG_LEVEL: 'silent', SIMULATOR_JOBS: '0', ...env });
  if (!config) throw new Error('The settings should be right.');
  const loadRenderer = () => Promise.reject(new Error('Not reached.'));
  return await start(config, pageRoot === null ? null : { pageRoot, loadRenderer });
}

const realAccount = {
  METASTUDIO_PROJECT_ID: '0'.repeat(32),
  METASTUDIO_TOKEN: 'token-for-tests-0123456789',
};

describe('start', () => {
  it.each(['/proc/nowhere/data', '/dev/null/data', occupied, join(occupied, 'data'), 'a\0b'])(
    'fails with one line when DATA_DIR %j cannot be used',
    async (dir) => {
      const starting = startWith({ DATA_DIR: dir });
      await expect(starting).rejects.toThrow(/^DATA_DIR cannot be used: [^\n]+$/);
    },
  );

  it('fails with one line when another process has the folder, and starts once that has ended', async () => {
    const env = { DATA_DIR: join(root, 'shared') };
    const first = await startWith(env);
    await expect(startWith(env)).rejects.toThrow(/^DATA_DIR is in use by another process: [^\n]+$/);
    await first.close();
    await (await startWith(env)).close();
  });

  it('fails with one line when the file is no database', async () => {
    const dir = mkdtempSync(join(root, 'junk-'));
    writeFileSync(join(dir, 'dailies.db'), 'This is not a database. '.repeat(500));
    const starting = startWith({ DATA_DIR: dir });
    await expect(starting).rejects.toThrow(/^DATA_DIR: dailies\.db cannot [^\n]+ damaged [^\n]+$/);
  });

  // A device whose every write finds the disk full.
  it.runIf(process.platform === 'linux')('fails with one line when the disk is full', async () => {
    const dir = mkdtempSync(join(root, 'full-'));
    symlinkSync('/dev/full', join(dir, 'dailies.db'));
    const starting = startWith({ DATA_DIR: dir });
    await expect(starting).rejects.toThrow(/^DATA_DIR: dailies\.db [^\n]+ the disk is full\.$/);
  });

  it('fails with one line when the database cannot be reached, without its password', async () => {
    const url = 'postgres://dailies:pass-canary@127.0.0.1:1/dailies';
    const starting = startWith({ DATABASE_URL: url, DATA_DIR: root });
    await expect(starting).rejects.toThrow(
      /^DATABASE_URL cannot be used: the server cannot be [^\n]+$/,
    );
    await expect(starting).rejects.not.toThrow(/pass-canary/);
  });

  it('fails with one line when AUDIT_DIR is not a folder and earlier cancels may be open', async () => {
    const starting = startWith({ DATA_DIR: join(root, 'x'), AUDIT_DIR: occupied, ...realAccount });
    await expect(starting).rejects.toThrow(/^AUDIT_DIR cannot be read: [^\n]+$/);
  });

  it('warns of root with real credentials, and of nothing else', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const isRoot of [true, false]) {
      const { config } = readConfig({ DATA_DIR: root, LOG_LEVEL: 'warn', ...realAccount });
      if (!config) throw new Error('The settings should be right.');
      await (await start({ ...config, isRoot }, null)).close();
    }
    const lines = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();
    expect(lines).toEqual([expect.stringContaining('"event":"runs_as_root"')]);
  });

  it('fails with one line when the page is not built', async () => {
    const starting = startWith({ DATA_DIR: root }, join(root, 'nowhere'));
    await expect(starting).rejects.toThrow(/^the page is not built: [^\n]+$/);
  });

  it('returns the address with the sign-in token once it listens', async () => {
    const token = 'token-for-tests-0123456789';
    const dailies = await startWith({ DATA_DIR: root, DEV_TOKEN: token, ...realAccount });
    dailies.site.listening('127.0.0.1', 8123);
    expect(dailies.address()).toBe(`http://127.0.0.1:8123/#token=${token}`);
    await dailies.close();
  });
});
