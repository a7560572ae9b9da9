// The product while it reads all jobs of a large tenant, from a simulator in a process of its own: its memory, and how long
// questions take meanwhile, in every order in turns.
import { Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { send } from './send.mjs';
import { quantile, start, startSimulator } from './start.mjs';

const jobs = process.env.BENCH_JOBS ?? '100000';
const sorts = ['created', 'updated', 'name', 'length', 'waited', 'production'];
const pauseMs = 100;

const simulator = await startSimulator({ SIMULATOR_JOBS: jobs });
const proxy = await start('main.js', simulator.env);
// A connection for each question: one that was kept might have ended meanwhile.
const agent = new Agent();
const headers = { Cookie: await proxy.signIn() };

/** Asks for a page of the list; how long that took in ms, and how far the reading has come. */
async function ask(sort) {
  const began = performance.now();
  const { body } = await send(`${proxy.url}/api/jobs?limit=100&sort=${sort}`, headers, agent);
  return { ms: performance.now() - began, coverage: JSON.parse(body).coverage };
}

const times = Object.fromEntries(sorts.map((sort) => [sort, []]));
const memory = [(await proxy.usage()).rss];
const began = performance.now();
let isComplete = false;
for (let asked = 0; !isComplete; asked++) {
  const sort = sorts[asked % sorts.length];
  const { ms, coverage } = await ask(sort);
  times[sort].push(ms);
  memory.push((await proxy.usage()).rss);
  isComplete = coverage.complete;
  await wait(pauseMs);
}
const seconds = Math.round((performance.now() - began) / 1000);
const read = memory.at(-1);
await wait(60_000);
const later = (await proxy.usage()).rss;
const mb = (bytes) => Math.round(bytes / 1e6);
console.log(
  `${jobs} jobs read in ${seconds} s while lists are asked for every ${pauseMs} ms: memory (MB)`,
);
console.table({
  [`${jobs} jobs`]: {
    'at first': mb(memory[0]),
    most: mb(Math.max(...memory)),
    'after reading': mb(read),
    'a minute later': mb(later),
    must: 250,
  },
});
console.log('A question meanwhile (ms)');
console.table(
  Object.fromEntries(
    sorts.map((sort) => [
      `sort by ${sort}`,
      {
        questions: times[sort].length,
        p50: Number(quantile(times[sort], 0.5).toFixed(1)),
        p95: Number(quantile(times[sort], 0.95).toFixed(1)),
      },
    ]),
  ),
);
proxy.stop();
simulator.stop();
