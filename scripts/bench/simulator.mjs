// Time of a list call of the simulator with 100 000 jobs, for the queries that the proxy sends, signature check included.
import { createHash, createHmac } from 'node:crypto';
import { quantile, startSimulator } from './start.mjs';

const began = performance.now();
const { url, stop, env } = await startSimulator({ SIMULATOR_JOBS: '100000' });
const startedIn = (performance.now() - began) / 1000;
const project = env.METASTUDIO_PROJECT_ID;

/** SDK-HMAC-SHA256 of a GET without a body (docs/metastudio.md#signing). */
function signed(path, query) {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const encode = (text) =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const search = Object.entries(query)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${encode(key)}=${encode(String(value))}`)
    .join('&');
  const sha = (text) => createHash('sha256').update(text).digest('hex');
  const canonical = `GET\n${path}/\n${search}\nx-sdk-date:${date}\n\nx-sdk-date\n${sha('')}`;
  const text = `SDK-HMAC-SHA256\n${date}\n${sha(canonical)}`;
  const signature = createHmac('sha256', env.CLOUD_SDK_SK).update(text).digest('hex');
  return {
    target: `${url}${path}?${search}`,
    headers: {
      'X-Sdk-Date': date,
      Authorization: `SDK-HMAC-SHA256 Access=${env.CLOUD_SDK_AK}, SignedHeaders=x-sdk-date, Signature=${signature}`,
    },
  };
}

const since = new Date(Date.now() - 90 * 86_400_000).toISOString();
const common = { limit: 100, sort_key: 'create_time', sort_dir: 'desc', create_since: since };
const queries = {
  'first page, newest first': { ...common, offset: 0 },
  'deep page': { ...common, offset: 60_000 },
  'two states': { ...common, offset: 0, state: 'WAITING,FAILED' },
  'by update time': { ...common, offset: 0, sort_key: 'update_time' },
  'part of a name': { ...common, offset: 0, asset_name: '培训', fuzzy_query_field: 'asset_name' },
};
const table = {};
for (const [name, query] of Object.entries(queries)) {
  const times = [];
  for (let i = 0; i < 60; i++) {
    const { target, headers } = signed(`/v1/${project}/digital-human-videos`, query);
    const at = performance.now();
    const reply = await fetch(target, { headers });
    await reply.arrayBuffer();
    if (reply.status !== 200) throw new Error(`${name}: ${reply.status}`);
    if (i >= 10) times.push(performance.now() - at);
    // The simulator keeps to the limit of 20 calls a second per tenant.
    await new Promise((resolve) => setTimeout(resolve, 55));
  }
  table[name] = {
    'p50 ms': Number(quantile(times, 0.5).toFixed(1)),
    'p95 ms': Number(quantile(times, 0.95).toFixed(1)),
    aim: 20,
  };
}
console.log(`100 000 jobs, ready in ${startedIn.toFixed(1)} s`);
console.table(table);
stop();
