import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exposure, exposureOf } from './exposure.ts';

const root = mkdtempSync(join(tmpdir(), 'dailies-exposure-'));
afterAll(() => rmSync(root, { recursive: true }));

const ours = { uid: 1000, isFile: true, isInMemory: false };
const roots = { ...ours, uid: 0 };
const secretMount = { ...roots, isInMemory: true };

describe('a secret’s file', () => {
  it.each([
    ['one’s own for the owner alone', 0o600, ours, null],
    ['one’s own that is read-only', 0o400, ours, null],
    ['one’s own that a group may read', 0o640, ours, 'read'],
    ['one’s own that all may read', 0o644, ours, 'read'],
    ['one’s own that a group may change', 0o620, ours, 'change'],
    ['root’s that our group may read', 0o440, roots, null],
    ['root’s that all may read', 0o444, roots, 'read'],
    ['root’s that all may change', 0o646, roots, 'change'],
    ['a mounted secret of Docker', 0o444, secretMount, null],
    ['a mounted secret of Kubernetes', 0o644, secretMount, null],
    ['a mounted secret that all may change', 0o666, secretMount, 'change'],
    ['a pipe', 0o666, { ...ours, isFile: false }, null],
  ] as const)('%s, mode %o', (_, mode, facts, expected) => {
    expect(exposure({ mode, ...facts })).toBe(expected);
  });

  it.runIf(process.platform !== 'win32')('is judged by the rights that it has', () => {
    const path = join(root, 'secret');
    writeFileSync(path, 'secret');
    const found = [0o600, 0o604, 0o602].map((mode) => {
      chmodSync(path, mode);
      return exposureOf(path);
    });
    expect(found).toEqual([null, 'read', 'change']);
    expect(exposureOf(join(root, 'nowhere'))).toBeNull();
  });

  it.runIf(process.platform === 'linux')('may be read by others where only memory is', () => {
    const folder = mkdtempSync('/dev/shm/dailies-exposure-');
    writeFileSync(join(folder, 'secret'), 'secret', { mode: 0o644 });
    const found = exposureOf(join(folder, 'secret'));
    rmSync(folder, { recursive: true });
    expect(found).toBeNull();
  });
});
