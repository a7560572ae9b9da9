// Requests per second of a cached list of 100 jobs, beside a bare node:http server that sends the same bytes.
// Each runs in its own process, in turns, under the same load. The best round of each counts: on a shared machine a
// disturbance only ever makes a round slower.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const connections = 50;
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const root = join(import.meta.dirname, '../..');
const server = process.env.BENCH_SERVER ?? join(root, 'dist-server/main.js');
const path = '/api/jobs?limit=100';

if (process.argv[2] === 'bare') bare();
else await main();

/** A bare server for comparison: it sends the headers and bytes of a reply of the proxy, read from stdin. */
function bare() {
  const chunks = [];
  process.stdin.on('data', (chunk) => chunks.push(chunk));
  process.stdin.on('end', () => {
    const { headers, body } = JSON.parse(Buffer.concat(chunks).toString());
    const bytes = Buffer.from(body);
    const answer = { ...headers, 'content-length': bytes.length };
    createServer((_, response) => response.writeHead(200, answer).end(bytes)).listen(
      0,
      '127.0.0.1',
      function ready() {
        process.stdout.write(`ready http://127.0.0.1:${this.address().port}\n`);
      },
    );
  });
}

async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'dailies-bench-'));
  const env = { ...process.env, PORT: '0', LOG_LEVEL: 'warn', AUDIT_DIR: folder };
  const proxy = await start([server], env);
  const sample = await fetch(proxy.url + path);
  const body = await sample.text();
  const drop = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'];
  const headers = Object.fromEntries([...sample.headers].filter(([name]) => !drop.includes(name)));
  const plain = await start(
    [import.meta.filename, 'bare'],
    process.env,
    JSON.stringify({ headers, body }),
  );
  const targets = { 'node:http': plain, Dailies: proxy };
  const best = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, { url, process: child }] of Object.entries(targets)) {
      await load(url + path, 0.5);
      const before = await cpuMs(child.pid);
      const { count, ...result } = await load(url + path, seconds);
      const used = (await cpuMs(child.pid)) - before;
      if (used > 0) result.cpuMicrosEach = Math.round((used * 1000) / count);
      if (!best[name] || result.perSecond > best[name].perSecond) best[name] = result;
    }
  }
  console.log(
    `${body.length} characters of JSON, ${connections} connections, best of ${rounds} × ${seconds} s`,
  );
  console.table(best);
  const share = best.Dailies.perSecond / best['node:http'].perSecond;
  console.log(`Dailies at ${share.toFixed(2)} of node:http (aim: 0.70)`);
  plain.process.kill();
  proxy.process.kill();
  await rm(folder, { recursive: true, force: true });
}

function start(args, env, input = '') {
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args[0]} ended with ${code}`)));
    child.stdout.on('data', (chunk) => {
      const url = /ready:? (http:\/\/[^\s/]+)/.exec(String(chunk))?.[1];
      if (url) resolve({ process: child, url });
    });
  });
}

/** Keeps all connections busy for that long. */
async function load(url, forSeconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = [];
  const end = performance.now() + forSeconds * 1000;
  const one = () =>
    new Promise((resolve, reject) => {
      const started = performance.now();
      get(url, { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`Status ${response.statusCode}`));
        response.resume();
        response.once('end', () => {
          times.push(performance.now() - started);
          resolve();
        });
      }).once('error', reject);
    });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) await one();
    }),
  );
  const took = (performance.now() - began) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => Number(times[Math.floor(times.length * share)].toFixed(1));
  return {
    count: times.length,
    perSecond: Math.round(times.length / took),
    p50ms: at(0.5),
    p99ms: at(0.99),
  };
}

/** CPU time of a process so far in ms, or 0 without /proc. Requests per second alone would include the load generator. */
async function cpuMs(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return stat === '' ? 0 : (Number(user) + Number(system)) * 10;
}
