import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { RecordsPlace } from '../records/open.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';

/** Both engines, each with a place for records that no other test uses. */
export function bothEngines(): [name: string, place: () => Promise<RecordsPlace>][] {
  let postgres: TestPostgres | null = null;
  const folders: string[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    await postgres?.stop();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'dailies-records-'));
    folders.push(made);
    return made;
  };
  return [
    ['SQLite', async () => ({ dataDir: folder(), databaseUrl: null })],
    [
      'PostgreSQL',
      async () => {
        if (!postgres) throw new Error('PostgreSQL runs in tests only.');
        return { dataDir: folder(), databaseUrl: await postgres.database() };
      },
    ],
  ];
}
