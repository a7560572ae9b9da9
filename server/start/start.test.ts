import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
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
  it.each(['/proc/nowhere/audit', '/dev/null/audit', occupied, join(occupied, 'audit'), 'a\0b'])(
    'fails with one line when AUDIT_DIR %j cannot be written',
    async (dir) => {
      const starting = startWith({ AUDIT_DIR: dir });
      await expect(starting).rejects.toThrow(/^AUDIT_DIR cannot be written: [^\n]+$/);
    },
  );

  it('fails with one line when AUDIT_DIR is not a folder and earlier cancels may be open', async () => {
    const starting = startWith({ AUDIT_DIR: occupied, ...realAccount });
    await expect(starting).rejects.toThrow(/^AUDIT_DIR cannot be read: [^\n]+$/);
  });

  it('fails with one line when the page is not built', async () => {
    const starting = startWith({ AUDIT_DIR: root }, join(root, 'nowhere'));
    await expect(starting).rejects.toThrow(/^the page is not built: [^\n]+$/);
  });

  it('returns the address with the sign-in token once it listens', async () => {
    const token = 'token-for-tests-0123456789';
    const dailies = await startWith({ AUDIT_DIR: root, DEV_TOKEN: token, ...realAccount });
    dailies.site.listening('127.0.0.1', 8123);
    expect(dailies.address()).toBe(`http://127.0.0.1:8123/#token=${token}`);
    await dailies.close();
  });
});
