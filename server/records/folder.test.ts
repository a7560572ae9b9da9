import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeOf } from './engine.ts';
import { makeFolder } from './folder.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('a folder', () => {
  it('is made with its parents, each for this user alone', async () => {
    const parents = [join(root, 'a'), join(root, 'a/b'), join(root, 'a/b/c')];
    await makeFolder(join(root, 'a/b/c'));
    expect(parents.map(mode)).toEqual(['700', '700', '700']);
  });

  it('that is there already is left as it is', async () => {
    await makeFolder(root);
    await makeFolder('/');
    await makeFolder(join(root, 'a'));
    expect(mode(join(root, 'a'))).toBe('700');
  });

  it('below a file cannot be made', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file/a'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.runIf(process.platform === 'linux')('whose parent cannot be made is given up', async () => {
    await expect(makeFolder('/proc/none/data')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it.each([
  [Object.assign(new Error('x'), { code: 'ENOENT' }), 'ENOENT'],
  [Object.assign(new Error('x'), { code: 5 }), ''],
  [new Error('x'), ''],
  [{ code: 'ENOENT' }, ''],
  ['ENOENT', ''],
  [null, ''],
])('the code of a caught error is its own text alone: %j', (error, code) => {
  expect(codeOf(error)).toBe(code);
});
