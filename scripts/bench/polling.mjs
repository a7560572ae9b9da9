// Upstream calls caused by 100 clients that poll the same list, and by none after they have left.
import { setTimeout as wait } from 'node:timers/promises';
import { start } from './start.mjs';

const clients = 100;
const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const simulator = await start('simulator.js', { SIMULATOR_PORT: '0', SIMULATOR_JOBS: '240' });
const setting = (name) => new RegExp(`^${name}=(.*)$`, 'm').exec(simulator.printed())?.[1];
await wait(100);
const env = Object.fromEntries(
  ['METASTUDIO_ENDPOINT', 'METASTUDIO_PROJECT_ID', 'CLOUD_SDK_AK', 'CLOUD_SDK_SK'].map((name) => [
    name,
    setting(name),
  ]),
);
const { url, stop } = await start('main.js', {
  ...env,
  DEV_TOKEN: 'benchmark-token-0123456789',
  AUTH_MODE: 'dev',
});
const signedIn = await fetch(`${url}/api/session`, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json', 'X-Dailies': '1', Origin: url },
  body: JSON.stringify({ token: 'benchmark-token-0123456789' }),
});
const cookie = signedIn.headers.get('set-cookie').split(';')[0];

async function upstreamCalls() {
  const reply = await fetch(`${simulator.url}/control/worlds/default/journal`);
  const { journal } = await reply.json();
  return journal.filter(({ operation }) => operation === 'listDigitalHumanVideo').length;
}

const end = performance.now() + seconds * 1000;
const replies = { 200: 0, 304: 0 };
async function client() {
  let etag;
  await wait(Math.random() * 2000);
  while (performance.now() < end) {
    const reply = await fetch(`${url}/api/jobs?limit=20`, {
      headers: { Cookie: cookie, ...(etag && { 'If-None-Match': etag }) },
    });
    etag = reply.headers.get('etag');
    replies[reply.status] = (replies[reply.status] ?? 0) + 1;
    await reply.arrayBuffer();
    await wait(2000);
  }
}
await Promise.all(Array.from({ length: clients }, client));
const whilePolling = await upstreamCalls();
await wait(10_000);
const afterwards = (await upstreamCalls()) - whilePolling;
console.table({
  [`upstream list calls, ${clients} clients every 2 s for ${seconds} s`]: {
    calls: whilePolling,
    aim: seconds / 2 + 1,
  },
  'upstream list calls in the 10 s after they left': { calls: afterwards, aim: 0 },
});
console.log('replies to the clients', replies);
stop();
simulator.stop();
