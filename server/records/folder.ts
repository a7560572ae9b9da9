import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './engine.ts';

/** Creates a folder and its parents. Not by `recursive`: it never ends if a parent cannot be created (as in /proc). */
export async function makeFolder(dir: string): Promise<void> {
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
