// Starts the built product or the simulator for a benchmark and waits for its ready line.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** What the product gives Node. */
export const nodeFlags = scripts.serve.split(' ').filter((word) => word.startsWith('--'));
const token = 'benchmark-token-0123456789';

/**
 * Resolves at the ready line to the program's address, its process, its output, a function that signs in, one that tells the
 * CPU time and memory it has taken, and one that stops it.
 */
export function start(program, env = {}) {
  const probe = join(import.meta.dirname, 'probe.mjs');
  const main = join(root, 'dist-server', program);
  const child = spawn(process.execPath, [...nodeFlags, '--import', probe, main], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'dailies-bench-')),
      DEV_TOKEN: token,
      // Otherwise a container's only user brings a warning into what is printed.
      ALLOW_ROOT: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const url = /ready: (http:\/\/[^\s/#]+)/.exec(printed)?.[1];
      if (!url) return;
      resolve({
        url,
        child,
        printed: () => printed,
        signIn: () => signIn(url),
        usage: () => usage(child),
        stop: () => child.kill(),
      });
    });
  });
}

/** Starts the simulator; `env` are the settings by which the product uses it. */
export async function startSimulator(settings) {
  const simulator = await start('simulator.js', { SIMULATOR_PORT: '0', ...settings });
  const line = /^(METASTUDIO_\w+|CLOUD_SDK_\w+)=(.*)$/gm;
  // The settings are printed after the ready line.
  while (!/^CLOUD_SDK_SK=.+\n/m.test(simulator.printed())) await wait(10);
  const printed = [...simulator.printed().matchAll(line)];
  return { ...simulator, env: Object.fromEntries(printed.map(([, name, value]) => [name, value])) };
}

/** The next message of a child process. */
export function childMessage(child) {
  return new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`A process of the benchmark ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}

/** CPU time in µs and resident memory in bytes of a process that has loaded probe.mjs. */
export async function usage(child) {
  const answer = childMessage(child);
  child.send('usage');
  return await answer;
}

/** Signs in with the start-up token; returns the cookie. */
async function signIn(url) {
  const reply = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Dailies': '1', Origin: url },
    body: JSON.stringify({ token }),
  });
  return reply.headers.get('set-cookie').split(';')[0];
}

/** The value below which a share of the numbers lies. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
