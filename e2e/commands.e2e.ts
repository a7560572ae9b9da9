import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

const root = join(import.meta.dirname, '..');

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** Names of the commands in a README's table: `serve` for `npm run serve`, `start` for `npm start`. */
function commandsOf(readme: string): string[] {
  const rows = readFileSync(join(root, readme), 'utf8').matchAll(/^\| `npm (?:run )?(\w+)` \|/gm);
  return [...rows].map(([, name = '']) => name);
}

/** How each command shows that it works: further arguments, and what it prints then. */
const started: Record<string, { args?: (port: number) => string[]; prints: RegExp }> = {
  start: { prints: /Dailies is ready: (http:\S+)/ },
  serve: { prints: /Dailies is ready: (http:\S+)/ },
  simulator: { prints: /is ready: (http:\S+)/ },
  dev: { args: (port) => ['--port', `${port}`, '--strictPort'], prints: /Local: +(http:\S+)/ },
  bench: { args: () => ['page'], prints: /cold, dailies/ },
};

/** These are steps of `npm test`, which runs this test. */
const partOfTest = ['check', 'build', 'test'];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Runs `npm run <name>` and resolves to the first match of its output and a function that stops it.
 *
 * @throws Error when it exits before, with its output
 */
async function runCommand(name: string, args: string[], prints: RegExp, dataDir: string) {
  const child = spawn('npm', ['run', name, '--', ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NO_COLOR: '1',
      PORT: '0',
      SIMULATOR_PORT: '0',
      DATA_DIR: dataDir,
      // A benchmark measures once.
      RUNS: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: npm does not pass SIGTERM on to what its shell has started.
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = prints.exec(output);
      if (found) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('close', (code) => reject(new Error(`npm run ${name} exited: ${code}\n${output}`)));
  });
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid);
    await ended;
  };
  return { match, stop };
}

test('lists the same commands in both READMEs, and each of them exists', () => {
  const names = commandsOf('README.md');
  expect(names.length).toBeGreaterThan(5);
  expect(commandsOf('README.zh-CN.md')).toEqual(names);
  expect(names.filter((name) => scripts[name] === undefined)).toEqual([]);
  expect(names.filter((name) => !started[name] && !partOfTest.includes(name))).toEqual([]);
  expect(scripts.test).toContain('npm run check');
  expect(scripts.test).toContain('npm:build');
});

for (const [name, { args, prints }] of Object.entries(started)) {
  test(`starts npm run ${name}`, async ({ request }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'dailies-data-'));
    try {
      const { match, stop } = await runCommand(
        name,
        args?.(await freePort()) ?? [],
        prints,
        dataDir,
      );
      try {
        const [, url] = match;
        if (url !== undefined && name !== 'simulator') {
          expect((await request.get(url)).status()).toBe(200);
          expect((await request.get(new URL('/api/session', url).href)).status()).toBe(200);
        }
      } finally {
        await stop();
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
}
