// What the copy of all jobs costs at 1 000, 10 000 and 100 000 jobs: the time of a question, of what is usual, memory, and
// the first answer after a start. Each size is read from a simulated MetaStudio in another process by the code that reads
// the real one; only its rate is not limited.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { createReader } from './reader.mjs';
import { buildParts, part } from './source.mjs';
import { childMessage, nodeFlags, quantile, start } from './start.mjs';

const sizes = (process.env.BENCH_JOBS ?? '1000,10000,100000').split(',').map(Number);
const repeats = Number(process.env.BENCH_REPEATS ?? 15);
const starts = 5;
const dayMs = 86_400_000;
let changes = 0;

if (process.argv[2] === 'held') await held();
else await main();

async function main() {
  await buildParts();
  const memory = {};
  const usual = {};
  for (const size of sizes) {
    const world = fork(join(import.meta.dirname, 'world.mjs'), [JSON.stringify({ jobs: size })]);
    const tenant = await childMessage(world);
    const reader = fork(import.meta.filename, ['held', JSON.stringify(tenant)], {
      execArgv: ['--expose-gc', ...nodeFlags],
    });
    const result = await childMessage(reader);
    console.log(`${size} jobs: a question after a change, and again without one (ms)`);
    console.table(result.questions);
    memory[`${size} jobs`] = result.memory;
    usual[`${size} jobs`] = result.usual;
    if (size === sizes.at(-1)) console.table({ [`${size} jobs`]: await firstAnswer(tenant) });
    world.kill();
  }
  console.log(
    'Memory of a process that holds the jobs (MB), with every order and question of the above kept',
  );
  console.table(memory);
  console.log('What is usual, and who is late, computed once a minute (ms of the event loop)');
  console.table(usual);
}

/** Starts of the product, with this tenant: until it listens, and from then until it has answered with jobs. */
async function firstAnswer({ url, projectId, ak, sk }) {
  const times = { listens: [], answers: [], page: [] };
  for (let i = 0; i < starts; i++) {
    const began = performance.now();
    const proxy = await start('main.js', {
      ...{ METASTUDIO_ENDPOINT: url, METASTUDIO_PROJECT_ID: projectId },
      ...{ CLOUD_SDK_AK: ak, CLOUD_SDK_SK: sk },
    });
    times.listens.push(performance.now() - began);
    const cookie = await proxy.signIn();
    const asked = performance.now();
    const reply = await fetch(`${proxy.url}/api/jobs?limit=100`, { headers: { Cookie: cookie } });
    const { jobs } = await reply.json();
    if (jobs.length !== 100) throw new Error(`${jobs.length} jobs`);
    times.answers.push(performance.now() - asked);
    proxy.stop();
  }
  return {
    [`ready line after the start, median of ${starts} (ms)`]: Math.round(
      quantile(times.listens, 0.5),
    ),
    'first answer after that (ms)': Math.round(quantile(times.answers, 0.5)),
    aim: 1000,
  };
}

/** The process that holds the jobs: reads them all, then measures. */
async function held() {
  const rss = () => {
    global.gc();
    return Math.round(process.memoryUsage().rss / 1e6);
  };
  const { lists, mirror, follower, stopClock } = await createReader(JSON.parse(process.argv[3]));
  const empty = rss();
  await follower.readEverything();
  await follower.round();
  const read = rss();
  // From now on nothing is read.
  stopClock();
  const questions = await askAll(lists, mirror);
  const memory = {
    'before reading': empty,
    'after reading': read,
    'after all questions': rss(),
    'heap after all questions': Math.round(process.memoryUsage().heapUsed / 1e6),
    // By itself, as in use: V8 gives memory back when little happens.
    'a minute later': await idleRss(),
    aim: 250,
  };
  // Not before: the jobs that it makes would be counted too.
  const loops = compared([...mirror.entries()].map(({ facts }) => facts.job));
  const result = { questions: { ...questions, ...loops }, memory, usual: await assess(mirror) };
  process.send(result, () => process.exit());
}

async function idleRss() {
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  return Math.round(process.memoryUsage().rss / 1e6);
}

/** Asks every question again and again, each time after one job has changed, and once more without a change. */
async function askAll(lists, mirror) {
  const { parseJobQuery } = await part('jobQuery');
  const { Renderer } = await part('rendered');
  const renderer = new Renderer((value, stale) => ({ ...value, stale }));
  const ask = async (query) => {
    const began = performance.now();
    const cpu = process.cpuUsage();
    const { etag } = renderer.render(await lists.answer(parseJobQuery(query)));
    const { user, system } = process.cpuUsage(cpu);
    return { etag, ms: performance.now() - began, cpuMs: (user + system) / 1000 };
  };
  const rows = {};
  const entries = [...mirror.entries()];
  for (const [name, queries] of Object.entries(questionsAbout(mirror))) {
    const changed = [];
    const again = [];
    for (const query of queries) {
      // The first times make an order that did not exist yet, and machine code.
      for (let i = 0; i < 5; i++) await ask(query);
      for (let i = 0; i < repeats; i++) {
        change(mirror, entries);
        changed.push(await ask(query));
        again.push(await ask(query));
      }
    }
    rows[name] = { ...row(changed), 'again, p50': rounded(quantile(msOf(again), 0.5)) };
  }
  return rows;
}

function row(times) {
  const cpu = times.map(({ cpuMs }) => cpuMs);
  return {
    questions: times.length,
    p50: rounded(quantile(msOf(times), 0.5)),
    p95: rounded(quantile(msOf(times), 0.95)),
    'CPU p50': rounded(quantile(cpu, 0.5)),
    'CPU p95': rounded(quantile(cpu, 0.95)),
  };
}

function msOf(times) {
  return times.map(({ ms }) => ms);
}

function timed(work) {
  const began = performance.now();
  const cpu = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - began, cpuMs: (user + system) / 1000 };
}

/** What the same jobs cost without any order that is kept: the least that a question could do, and a sort. */
function compared(jobs) {
  const collator = new Intl.Collator('zh-CN', { numeric: true });
  const loop = () => {
    const counts = {};
    const found = [];
    for (const job of jobs) {
      if (!job.name?.includes('v2')) continue;
      counts[job.state] = (counts[job.state] ?? 0) + 1;
      if (job.state === 'SUCCEED') found.push(job);
    }
    return found.length;
  };
  const sort = () => jobs.toSorted((a, b) => collator.compare(a.name ?? '', b.name ?? ''));
  const times = (count, work) => Array.from({ length: count }, () => timed(work)).slice(5);
  return {
    'for comparison: one loop, part of a name': row(times(5 + 3 * repeats, loop)),
    'for comparison: sorting by name anew': row(times(10, sort)),
  };
}

/** The kinds of questions, of all jobs of the window. */
function questionsAbout(mirror) {
  const since = `since=${new Date(Date.now() - 85 * dayMs).toISOString()}&limit=100`;
  const places = (total) =>
    [0, Math.max(0, Math.floor(total / 2)), Math.max(0, total - 100)].map((at) => `&offset=${at}`);
  const sorts = ['created', 'updated', 'name', 'length', 'waited', 'production'];
  const [id] = [...mirror.entries()].at(-1).id.split('-');
  return {
    'no filter; first, middle, last page': places(mirror.size).map((place) => since + place),
    'state, type, days': [
      'state=FAILED',
      'state=WAITING,PROCESSING',
      'type=photo',
      'late=true',
    ].map((filter) => `${since}&${filter}`),
    'part of a name': ['培训', 'v2', 'no such name'].map(
      (q) => `${since}&q=${encodeURIComponent(q)}`,
    ),
    'several words; beginning of an id': [
      `${since}&q=${encodeURIComponent('培训 终版')}`,
      `${since}&q=${id}`,
    ],
    ...Object.fromEntries(
      sorts.map((sort) => [
        `sort by ${sort}; both ways; first, middle, last page`,
        ['asc', 'desc'].flatMap((dir) =>
          places(mirror.size).map((place) => `${since}&sort=${sort}&dir=${dir}${place}`),
        ),
      ]),
    ),
  };
}

/** One job gets another name and is updated, as a read would tell. */
function change(mirror, entries) {
  changes++;
  const { job } = entries[(changes * 7919) % entries.length].facts;
  const updatedAt = new Date(Date.now() + changes).toISOString();
  mirror.apply([{ ...job, name: `Renamed ${changes}`, updatedAt }], mirror.beginRead());
}

async function assess(mirror) {
  const { Lateness } = await part('lateness');
  const began = Date.now();
  const times = [];
  for (let i = 0; i < 12; i++) {
    const lateness = new Lateness(mirror);
    const at = performance.now();
    lateness.assess(began);
    times.push(performance.now() - at);
  }
  const [first, ...later] = times;
  return {
    first: rounded(first),
    'median of 11 more': rounded(quantile(later, 0.5)),
    largest: rounded(Math.max(...later)),
    aim: 50,
  };
}

function rounded(ms) {
  return Number(ms.toFixed(2));
}
