// A thousand open streams of a hundred different views while ten jobs a second change: CPU and memory of the proxy, and the
// time from MetaStudio's reply to the event, beside a bare node:http server that sends as many bytes to as many streams.
// The tenant, the server and the readers are three processes; the readers' own delay is part of every time.
import { fork } from 'node:child_process';
import { Agent, createServer, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildParts } from './source.mjs';
import { childMessage, quantile, start } from './start.mjs';

const streams = Number(process.env.BENCH_STREAMS ?? 1000);
const views = 100;
const windows = 6;
const windowMs = 10_000;
const dayMs = 86_400_000;

if (process.argv[2] === 'bare') bare();
else await main();

/** A bare server for comparison: sends an event of some bytes to every stream every 2.5 s, and tells when it began. */
function bare() {
  const open = [];
  const event = `data: ${'x'.repeat(Number(process.argv[3]))}\n\n`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': beat\n\n');
    open.push(response);
  });
  server.listen(0, '127.0.0.1', () => {
    process.send({ url: `http://127.0.0.1:${server.address().port}` });
  });
  process.once('message', () => {
    setInterval(() => {
      process.send({ repliedAt: Date.now() });
      for (const response of open) response.write(event);
    }, 2500);
  });
  process.on('disconnect', () => process.exit());
}

async function main() {
  await buildParts();
  const world = fork(join(import.meta.dirname, 'world.mjs'), [JSON.stringify({ jobs: 1000 })]);
  const { url, projectId, ak, sk } = await childMessage(world);
  const proxy = await start('main.js', {
    ...{ METASTUDIO_ENDPOINT: url, METASTUDIO_PROJECT_ID: projectId },
    ...{ CLOUD_SDK_AK: ak, CLOUD_SDK_SK: sk },
  });
  const headers = { Cookie: await proxy.signIn() };
  // Until the first reading has ended.
  while (!(await ask(proxy.url, headers, 'limit=20')).coverage.complete) await wait(500);
  const paths = [];
  for (let i = 0; i < views; i++) paths.push(await pathOf(proxy.url, headers, i));
  const before = await proxy.usage();
  const readers = await openAll((i) => `${proxy.url}${paths[i % views]}`, headers, world);
  let largest = (await proxy.usage()).rss;
  world.send({ renameEveryMs: 100 });
  await wait(5000);
  const shares = [];
  for (let i = 0; i < windows; i++) {
    const { cpu } = await proxy.usage();
    const window = await readers.next();
    const after = await proxy.usage();
    shares.push((after.cpu - cpu) / 1000 / window.ms);
    largest = Math.max(largest, after.rss);
  }
  proxy.stop();
  world.kill();
  const { p50, p99, size, longestGap } = readers.result();
  const compared = await compare(size);
  console.log(
    `${streams} streams of ${views} views, ten changes a second: median of ${windows} × 10 s`,
  );
  console.table({
    'CPU, share of a core': { measured: percent(quantile(shares, 0.5)), must: '30 %' },
    'memory before the streams (MB)': { measured: megabytes(before.rss) },
    'memory that they add (MB)': { measured: megabytes(largest - before.rss), must: 100 },
    'longest time without an event (s)': { measured: longestGap, 'node:http': compared.longestGap },
    'bytes of an event': { measured: size, 'node:http': size },
    'p50 from MetaStudio’s reply to the event (ms)': { measured: p50, 'node:http': compared.p50 },
    'p99 from MetaStudio’s reply to the event (ms)': {
      ...{ measured: p99, 'node:http': compared.p99, must: 200 },
    },
  });
  process.exit(0);
}

/** The same with a bare server, from its first write to the arrival. */
async function compare(size) {
  const server = fork(import.meta.filename, ['bare', String(size)]);
  const { url } = await childMessage(server);
  const readers = await openAll(() => url, {}, server);
  server.send('begin');
  await wait(3000);
  for (let i = 0; i < windows; i++) await readers.next();
  server.kill();
  return readers.result();
}

/**
 * Opens all streams. `next` reads for a while; `result` are the medians of these times.
 *
 * @param source a process that tells when there was something to send
 */
async function openAll(addressOf, headers, source) {
  const replies = [];
  let events = [];
  let bytes = 0;
  let count = 0;
  source.on('message', ({ repliedAt }) => replies.push(repliedAt));
  const agent = new Agent({ keepAlive: true, maxSockets: streams });
  const note = (chunk) => {
    // A beat is no event, and the rest of a long one is not another.
    if (chunk.includes('data: ')) {
      events.push(Date.now());
      count++;
    }
    bytes += chunk.length;
  };
  for (let i = 0; i < streams; i++) await open(addressOf(i), { agent, headers }, note);
  events = [];
  bytes = 0;
  count = 0;
  const delayOf = (at) => at - replies.findLast((repliedAt) => repliedAt <= at);
  const found = { p50: [], p99: [] };
  const times = [];
  return {
    next: async () => {
      events = [];
      const at = performance.now();
      await wait(windowMs);
      const delays = events.map(delayOf);
      if (delays.length > 0) {
        found.p50.push(quantile(delays, 0.5));
        found.p99.push(quantile(delays, 0.99));
      }
      times.push(...events);
      return { ms: performance.now() - at };
    },
    result: () => ({
      p50: quantile(found.p50, 0.5),
      p99: quantile(found.p99, 0.5),
      size: Math.round(bytes / count),
      longestGap:
        times.reduce((gap, time, i) => Math.max(gap, time - (times[i - 1] ?? time)), 0) / 1000,
    }),
  };
}

/** Opens one stream; resolves with its first bytes. */
function open(address, options, note) {
  return new Promise((resolve, reject) => {
    get(address, options, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${address}: ${response.statusCode}`));
      response.on('data', (chunk) => {
        note(chunk);
        resolve();
      });
    }).once('error', reject);
  });
}

async function ask(url, headers, query) {
  const reply = await fetch(`${url}/api/jobs?${query}`, { headers });
  if (reply.status !== 200) throw new Error(`${query}: ${reply.status}`);
  return await reply.json();
}

/** Path of the stream of a view, as the page asks for it: after its list. */
async function pathOf(url, headers, view) {
  const since = new Date(Date.now() - 20 * dayMs - view * 60_000).toISOString();
  const { version, anchor } = await ask(url, headers, `limit=20&since=${since}`);
  return `/api/stream?limit=20&since=${since}&at=${anchor.version}&have=${version}`;
}

function megabytes(size) {
  return Math.round(size / 1e6);
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
