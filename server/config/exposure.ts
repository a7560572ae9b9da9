import { statfsSync, statSync } from 'node:fs';

/** What a file system says of a file, as far as it matters who may use it. */
export type FileFacts = {
  mode: number;
  uid: number;
  isFile: boolean;
  /** On a file system in memory, where Docker, Kubernetes and systemd put secrets (linux/magic.h). */
  isInMemory: boolean;
};

const inMemory = new Set([0x01021994, 0x858458f6]);

/** What others on this machine may do with a secret's file; null when nothing, or when the system has no such rights. */
export function exposureOf(path: string): 'change' | 'read' | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || process.platform === 'win32') return null;
  const isInMemory = process.platform === 'linux' && inMemory.has(statfsSync(path).type);
  return exposure({ mode: stat.mode, uid: stat.uid, isFile: stat.isFile(), isInMemory });
}

/** The same of known facts (docs/decisions/0035-secret-files-of-ones-own.md). */
export function exposure({ mode, uid, isFile, isInMemory }: FileFacts): 'change' | 'read' | null {
  if (!isFile) return null;
  if (mode & 0o022) return 'change';
  // A group that may read what is root's was given that by root, for us.
  const readers = uid === 0 ? 0o004 : 0o044;
  return mode & readers && !isInMemory ? 'read' : null;
}
