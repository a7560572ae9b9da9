import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { RecordsPlace } from '../records/open.ts';
import { newDatabase } from './new-database.ts';

/** Both engines, each with a place for records that no other test uses. */
export function bothEngines(): [name: string, place: () => Promise<RecordsPlace>][] {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'dailies-records-'));
    folders.push(made);
    return made;
  };
  return [
    ['SQLite', async () => ({ dataDir: folder(), databaseUrl: null })],
    ['PostgreSQL', async () => ({ dataDir: folder(), databaseUrl: await newDatabase() })],
  ];
}
