// The cached list of 100 jobs for people who are signed in by single sign-on, 50 connections, a minute: requests per second,
// how long each takes, failures, and CPU per request, beside a bare node:http server that sends the same bytes. What makes the
// load runs on the same machine: requests per second and times say less of the server than its CPU does.
import { Agent } from 'node:http';
import { startBare } from './bare.mjs';
import { send } from './send.mjs';
import { quantile, start, startSimulator } from './start.mjs';
import { sealedSession, singleSignOn } from './team.mjs';

const connections = 50;
const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const runs = Number(process.env.RUNS ?? 1);
const path = '/api/jobs?limit=100';

/** Asks over connections that are all busy until the time is over; how long each request took in ms, and how many failed. */
async function load(url, headers, ms) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = [];
  let failures = 0;
  const end = performance.now() + ms;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let at = performance.now(); at < end; ) {
        await send(url, headers, agent).catch(() => failures++);
        const now = performance.now();
        times.push(now - at);
        at = now;
      }
    }),
  );
  agent.destroy();
  return { times, failures };
}

async function measure(target, headers) {
  const before = await target.usage();
  const { times, failures } = await load(`${target.url}${path}`, headers, seconds * 1000);
  const after = await target.usage();
  return {
    'requests/s': Math.round(times.length / seconds),
    'median ms': Number(quantile(times, 0.5).toFixed(1)),
    'p99 ms': Number(quantile(times, 0.99).toFixed(1)),
    'longest ms': Math.round(quantile(times, 1)),
    failures,
    'CPU µs/request': Math.round((after.cpu - before.cpu) / times.length),
    'memory MB': Math.round(after.rss / 1e6),
  };
}

const simulator = await startSimulator({ SIMULATOR_JOBS: '240' });
const team = await start('main.js', { ...simulator.env, ...singleSignOn });
const cookie = await sealedSession();
for (const encoding of ['identity', 'br']) {
  const headers = { Cookie: cookie, 'Accept-Encoding': encoding };
  const sample = await send(`${team.url}${path}`, headers);
  const bare = await startBare(sample);
  const targets = { 'node:http': bare, Dailies: team };
  const table = {};
  for (const target of Object.values(targets)) {
    await load(`${target.url}${path}`, headers, Math.min(5, seconds) * 1000);
  }
  for (let run = 1; run <= runs; run++) {
    for (const [name, target] of Object.entries(targets)) {
      table[runs === 1 ? name : `${name}, run ${run}`] = await measure(target, headers);
    }
  }
  bare.stop();
  console.log(
    `${encoding}, ${sample.body.length} bytes, ${connections} connections, ${seconds} s each`,
  );
  console.table(table);
}
console.log('Must: 1500 requests/s, p99 below 100 ms, no failures.');
team.stop();
simulator.stop();
