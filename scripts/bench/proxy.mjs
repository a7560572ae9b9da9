// CPU of the server for each request of a list of 100 jobs, beside a bare node:http server that sends the same bytes. Not
// requests per second: on two cores these also measure what makes the load.
import { Agent } from 'node:http';
import { startBare } from './bare.mjs';
import { send } from './send.mjs';
import { quantile, start, startSimulator } from './start.mjs';
import { sealedSession, singleSignOn } from './team.mjs';

const connections = 50;
const requests = Number(process.env.BENCH_REQUESTS ?? 3000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const path = '/api/jobs?limit=100';

async function main() {
  const simulator = await startSimulator({ SIMULATOR_JOBS: '240' });
  const proxy = await start('main.js', simulator.env);
  const cookie = await proxy.signIn();
  const team = await start('main.js', { ...simulator.env, ...singleSignOn });
  const teamCookie = await sealedSession();
  const table = {};
  for (const encoding of ['identity', 'br']) {
    const headers = { Cookie: cookie, 'Accept-Encoding': encoding };
    const sample = await send(`${proxy.url}${path}`, headers);
    const plain = await startBare(sample);
    const used = { 'node:http': [], Dailies: [], team: [] };
    const targets = { 'node:http': plain, Dailies: proxy, team };
    await send(`${team.url}${path}`, { ...headers, Cookie: teamCookie });
    for (let round = -1; round < rounds; round++) {
      for (const [name, target] of Object.entries(targets)) {
        const before = await target.usage();
        await load(
          `${target.url}${path}`,
          target === team ? { ...headers, Cookie: teamCookie } : headers,
        );
        const { cpu } = await target.usage();
        // The first round only warms up.
        if (round >= 0) used[name].push((cpu - before.cpu) / requests);
      }
    }
    const ratiosOf = (name) => used[name].map((cpu, round) => cpu / used['node:http'][round]);
    const ratios = ratiosOf('Dailies');
    table[`${encoding}, ${sample.body.length} bytes`] = {
      'node:http (µs)': Math.round(quantile(used['node:http'], 0.5)),
      'Dailies (µs)': Math.round(quantile(used.Dailies, 0.5)),
      ratio: Number(quantile(ratios, 0.5).toFixed(2)),
      'with single sign-on': Number(quantile(ratiosOf('team'), 0.5).toFixed(2)),
      'least and largest ratio': `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
    };
    plain.stop();
  }
  console.log(
    `CPU of the server for each request, ${connections} connections: median of ${rounds} rounds of ${requests} requests, in turns`,
  );
  console.table(table);
  console.log('Must: a ratio of 1.6. Aim: 1.3.');
  proxy.stop();
  team.stop();
  simulator.stop();
}

/** Sends the requests over connections that are all busy. */
async function load(url, headers) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let left = requests;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) await send(url, headers, agent);
    }),
  );
  agent.destroy();
}

await main();
