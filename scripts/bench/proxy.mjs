// CPU of the server for each request of a list of 100 jobs, beside a bare node:http server that sends the same bytes. Not
// requests per second: on two cores these also measure what makes the load.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { Agent, createServer, get } from 'node:http';
import { join } from 'node:path';
import { EncryptJWT } from 'jose';
import { childMessage, quantile, start, startSimulator, usage } from './start.mjs';

const connections = 50;
const requests = Number(process.env.BENCH_REQUESTS ?? 3000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const path = '/api/jobs?limit=100';
/** Settings of a team, whose provider is away: who is signed in does not need it. */
const singleSignOn = {
  AUTH_MODE: 'oidc',
  PORT: process.env.BENCH_PORT ?? '18743',
  OIDC_ISSUER: 'http://127.0.0.1:9',
  OIDC_CLIENT_ID: 'dailies',
  OIDC_CLIENT_SECRET: 'benchmark-secret',
  OIDC_ROLE_MAP: 'support=support',
  SESSION_KEYS: randomBytes(32).toString('base64'),
};

if (process.argv[2] === 'bare') {
  process.once('message', bare);
  process.channel.ref();
  process.send('ready');
} else await main();

/** A bare server for comparison: it sends the headers and bytes that it is given. */
function bare({ headers, base64 }) {
  const bytes = Buffer.from(base64, 'base64');
  const server = createServer((_, response) => response.writeHead(200, headers).end(bytes));
  server.listen(0, '127.0.0.1', () => {
    process.send(`http://127.0.0.1:${server.address().port}`);
  });
}

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
    const targets = {
      'node:http': { ...plain, usage: () => usage(plain.child) },
      Dailies: proxy,
      team,
    };
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
    plain.child.kill();
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

/** A session as the product seals it. */
async function sealedSession() {
  const key = Buffer.from(singleSignOn.SESSION_KEYS, 'base64');
  const kid = createHash('sha256').update('dailies').update(key).digest('base64url').slice(0, 8);
  const now = Date.now();
  const endsAt = now + 8 * 3_600_000;
  const person = { sub: 'bench', sid: 'bench', name: 'Bench', role: 'support' };
  const sealed = await new EncryptJWT({ ...person, signedInAt: now, seenAt: now, endsAt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid, typ: 'dailies-session+jwt' })
    .setIssuer(singleSignOn.OIDC_ISSUER)
    .setAudience(singleSignOn.OIDC_CLIENT_ID)
    .setExpirationTime(Math.floor(endsAt / 1000))
    .encrypt(key);
  return `dailies-${singleSignOn.PORT}=${sealed}`;
}

async function startBare({ headers, body }) {
  const probe = join(import.meta.dirname, 'probe.mjs');
  const child = spawn(process.execPath, ['--import', probe, import.meta.filename, 'bare'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await childMessage(child);
  const drop = ['date', 'connection', 'keep-alive', 'transfer-encoding'];
  const kept = Object.entries(headers).filter(([name]) => !drop.includes(name));
  child.send({
    headers: { ...Object.fromEntries(kept), 'content-length': body.length },
    base64: body.toString('base64'),
  });
  return { url: await childMessage(child), child };
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

function send(url, headers, agent = undefined) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('end', () =>
        resolve({ headers: response.headers, body: Buffer.concat(chunks) }),
      );
    }).once('error', reject);
  });
}
