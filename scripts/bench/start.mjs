// Starts the built product or the simulator for a benchmark and waits for its ready line.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Resolves at the ready line to the program's address, its process, its output and a function that stops it. */
export function start(program, env = {}) {
  const child = spawn(process.execPath, [join(root, 'dist-server', program)], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      AUDIT_DIR: mkdtempSync(join(tmpdir(), 'dailies-bench-')),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const url = /ready: (http:\/\/[^\s/#]+)/.exec(printed)?.[1];
      if (url) resolve({ url, child, printed: () => printed, stop: () => child.kill() });
    });
  });
}

/** The value below which a share of the numbers lies. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
