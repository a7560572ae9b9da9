// Ten people who each see their own jobs, on three processes that share one PostgreSQL: whatever they read, in a random order on
// random processes, must have no job of another one. The name of each job says whose it is.
import { setTimeout as wait } from 'node:timers/promises';
import { buildParts, part } from './source.mjs';
import { start, startSimulator } from './start.mjs';

const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const processes = 3;
const jobsEach = 8;
const pauseMs = 500;
const secret = 'benchmark-secret-0123456789';
const people = Array.from({ length: 10 }, (_, i) => `user-${i}`);

await buildParts();
const { startPostgres } = await part('postgres');
const postgres = await startPostgres();
try {
  await measure(await postgres.database());
} finally {
  await postgres.stop();
}

async function measure(databaseUrl) {
  const simulator = await startSimulator({ SIMULATOR_JOBS: '0' });
  const world = await createWorld(simulator.url);
  const settings = {
    AUTH_MODE: 'header',
    HEADER_PROXIES: '127.0.0.1',
    HEADER_SECRET: secret,
    METASTUDIO_APP_USERS: 'login',
    METASTUDIO_ENDPOINT: simulator.url,
    METASTUDIO_PROJECT_ID: world.projectId,
    CLOUD_SDK_AK: world.ak,
    CLOUD_SDK_SK: world.sk,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
  };
  const proxies = [];
  for (let i = 0; i < processes; i++) proxies.push(await start('main.js', settings));
  const found = { reads: 0, 'with own jobs': 0, 'not found': 0, busy: 0, 'with a foreign job': 0 };
  const end = Date.now() + seconds * 1000;
  const reader = async (person, read) => {
    while (Date.now() < end) {
      count(found, person, await read(pick(proxies).url, person, world));
      // MetaStudio's limits are those of three processes together.
      await wait(Math.random() * 2 * pauseMs);
    }
  };
  await Promise.all(people.flatMap((person) => [reader(person, ask), reader(person, watch)]));
  console.log(`${people.length} people on ${processes} processes for ${seconds} s`);
  console.table(found);
  if (found['with a foreign job'] > 0 || found['with own jobs'] === 0) process.exitCode = 1;
  for (const proxy of proxies) proxy.stop();
  simulator.stop();
}

async function createWorld(url) {
  const records = people.flatMap((appUserId) =>
    Array.from({ length: jobsEach }, (_, i) => ({
      name: `of ${appUserId}`,
      appUserId,
      createdSecondsAgo: 900,
      ...(i % 2 === 0 && { waitSeconds: null }),
    })),
  );
  const body = JSON.stringify({ arrivals: false, jobs: 0, records });
  const headers = { 'Content-Type': 'application/json' };
  const reply = await fetch(`${url}/control/worlds`, { method: 'POST', headers, body });
  const world = await reply.json();
  const { jobs } = await (await fetch(`${url}/control/worlds/${world.projectId}/jobs`)).json();
  return { ...world, owners: new Map(jobs.map(({ jobId, name }) => [jobId, name])) };
}

/** One random read: a list, a part of a job (of whomever), a page with its first HTML, or the open cancels. */
async function ask(url, person, { owners }) {
  const jobId = pick([...owners.keys()]);
  const queries = ['', '?state=WAITING', '?sort=name&dir=asc', '?q=of', '?limit=100', '?type=2d'];
  const parts = ['', '?type=2d', '/raw', '/media', '/media?check=true', '/cancellations'];
  const path = pick([
    `/api/jobs${pick(queries)}`,
    '/api/jobs?since=2020-01-01T00:00:00Z',
    `/api/jobs?jobId=${jobId}`,
    `/api/jobs/${jobId}${pick(parts)}`,
    '/api/cancellations',
    '/',
    `/jobs/${jobId}`,
  ]);
  const reply = await fetch(`${url}${path}`, { headers: headersOf(person) });
  return { path, status: reply.status, text: await reply.text(), owners };
}

/** The first event of a stream, which has its whole view. */
async function watch(url, person, { owners }) {
  const path = '/api/stream?limit=100';
  const leaving = new AbortController();
  const { signal } = leaving;
  const reply = await fetch(`${url}${path}`, { headers: headersOf(person), signal });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of reply.body) {
    text += decoder.decode(chunk, { stream: true });
    if (reply.ok && !text.includes('event: view')) continue;
    if (text.endsWith('\n\n')) break;
  }
  leaving.abort();
  return { path, status: reply.status, text, owners };
}

function count(found, person, { path, status, text, owners }) {
  found.reads++;
  if (status === 404) found['not found']++;
  if (status === 503) found.busy++;
  if (text.includes(`of ${person}`)) found['with own jobs']++;
  const isForeign = ([jobId, name]) =>
    name !== `of ${person}` &&
    (text.includes(name) || (text.includes(jobId) && !path.includes(jobId)));
  const foreign = [...owners].find(isForeign);
  if (!foreign) return;
  found['with a foreign job']++;
  console.error(`${person} at ${path} was shown ${foreign}`);
}

function headersOf(person) {
  const groups = { 'X-Forwarded-Groups': 'producer' };
  return { 'X-Dailies-Secret': secret, 'X-Forwarded-User': person, ...groups };
}

function pick(from) {
  return from[Math.floor(Math.random() * from.length)];
}
