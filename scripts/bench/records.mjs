// The database of what people do: how long an order takes to be on disk, what is left after 200 kills in the middle of cancels,
// and how long the start takes with a million rows of audit. PostgreSQL is that of the tests.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import pg from 'pg';
import { measureKills } from './kills.mjs';
import { buildParts, part } from './source.mjs';
import { quantile, start } from './start.mjs';

const orders = 1000;
const startsOfEach = 7;
const auditRows = Number(process.env.BENCH_AUDIT_ROWS ?? 1_000_000);
const kills = Number(process.env.BENCH_KILLS ?? 200);

await buildParts();
const root = mkdtempSync(join(tmpdir(), 'dailies-bench-records-'));
try {
  await measureOrders();
  await measureStart();
  if (kills > 0) await killEverywhere();
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function killEverywhere() {
  await measureKills(kills, sqliteKills());
  const { startPostgres } = await part('postgres');
  const postgres = await startPostgres();
  try {
    await measureKills(kills, postgresKills(await postgres.database()));
  } finally {
    await postgres.stop();
  }
}

/** How long one commit takes, with its line of the audit, on the disk of the temporary folder. */
async function measureOrders() {
  const { openRecords } = await part('openRecords');
  const { CancelRecords } = await part('cancelRecords');
  const { systemClock: clock } = await part('clock');
  const { createLogger } = await part('logger');
  const options = { clock, logger: createLogger('error') };
  const place = { dataDir: join(root, 'orders'), databaseUrl: null };
  const { records, close } = await openRecords(place, options);
  const cancels = new CancelRecords(records, 'bench');
  const line = { person: 'dev', action: 'cancel.requested', subject: 'job', detail: {} };
  const times = [];
  for (let i = 0; i < orders; i++) {
    const row = { ...sampleRow(i), ...cancels.origin };
    const began = performance.now();
    await cancels.save(row, line);
    times.push(performance.now() - began);
  }
  await close();
  const ms = (share) => quantile(times, share).toFixed(2);
  console.log(`${orders} orders to disk: median ${ms(0.5)} ms, 99 of 100 within ${ms(0.99)} ms`);
}

async function measureStart() {
  const counts = [0, auditRows];
  const env = (count) => ({ DATA_DIR: join(root, `start-${count}`), SIMULATOR_JOBS: '0' });
  for (const count of counts) {
    // The first start makes the tables.
    await timeOfStart(env(count));
    await fill(join(root, `start-${count}`, 'dailies.db'), count);
  }
  const starts = new Map(counts.map((count) => [count, []]));
  // In turns, since the machine is not equally busy all the time.
  for (let i = 0; i < startsOfEach; i++) {
    for (const count of counts) starts.get(count).push(await timeOfStart(env(count)));
  }
  console.table(
    counts.map((count) => {
      const times = starts.get(count).map(({ ms }) => ms);
      const memory = starts.get(count).map(({ rss }) => rss >> 20);
      return {
        'rows of audit': count,
        'ms to the ready line': Math.round(quantile(times, 0.5)),
        fastest: Math.round(quantile(times, 0)),
        'MB of memory': quantile(memory, 0.5),
      };
    }),
  );
}

async function timeOfStart(env) {
  const began = performance.now();
  const proxy = await start('main.js', env);
  const ms = performance.now() - began;
  const { rss } = await proxy.usage();
  proxy.stop();
  await new Promise((resolve) => proxy.child.once('exit', resolve));
  return { ms, rss };
}

/** Writes rows of audit as a program would have, and a settled cancel for every three of them. */
async function fill(file, count) {
  const { hashOf } = await part('auditChain');
  const database = new Database(file);
  const writer = randomUUID();
  const audit = database.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const names = Object.keys(sampleRow(0)).concat('account', 'owner');
  const columns = names.map((name) => name.replace(/[A-Z]/g, (one) => `_${one.toLowerCase()}`));
  const cancel = database.prepare(
    `insert into cancels (${columns}) values (${columns.map(() => '?')})`,
  );
  const detail = JSON.stringify({
    auditId: writer,
    requestId: writer,
    role: 'support',
    reason: null,
  });
  let hash = '';
  database.exec('begin');
  for (let seq = 1; seq <= count; seq++) {
    const head = { writer, seq, at: Date.now(), person: 'dev', action: 'cancel.requested' };
    const row = { ...head, subject: `job-${seq}`, detail, prevHash: hash };
    hash = hashOf(row);
    audit.run([...Object.values(row), hash]);
    if (seq % 3 > 0) continue;
    const settled = { ...sampleRow(seq), settledAt: Date.now(), outcome: 'canceled' };
    cancel.run([...Object.values(settled), 'bench', writer]);
  }
  const now = Date.now();
  const insert = 'insert into writers values (?, ?, ?, ?, ?, 0, ?)';
  database.prepare(insert).run([writer, now, 0, count, hash, '']);
  database.exec('commit');
  database.close();
}

function sampleRow(i) {
  return {
    ...{
      id: randomUUID(),
      jobId: `job-${i}`,
      jobType: '2d',
      jobName: 'Bench',
      priorState: 'WAITING',
    },
    ...{ person: 'dev', personName: 'Developer', role: 'support', reason: null, requestId: 'r' },
    ...{ requestedAt: Date.now(), sentAt: null, retryAt: null, settledAt: null, outcome: null },
    ...{ finalState: null, result: null, upstreamStatus: null, upstreamCode: null },
    ...{ upstreamRequestId: null, joined: null, appUser: null },
  };
}

function sqliteKills() {
  const dataDir = join(root, 'kills');
  const query = async (text) => {
    const database = new Database(join(dataDir, 'dailies.db'));
    const rows = database.prepare(text).all();
    database.close();
    return rows;
  };
  return { name: 'SQLite', replicas: 1, env: { DATA_DIR: dataDir }, query };
}

function postgresKills(url) {
  const query = async (text) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(text);
    await client.end();
    return rows;
  };
  return { name: 'PostgreSQL', replicas: 3, env: { DATABASE_URL: url }, query };
}
