// SIGKILL at random moments of cancels: what reached MetaStudio must be on record, and every record must end with the job's true
// state.
import { setTimeout as wait } from 'node:timers/promises';
import { start, startSimulator } from './start.mjs';

const cancelsPerKill = 4;
/** From the first cancel to the kill: the whole of a cancel, with what comes before and after it. */
const longestMs = 1500;
const settleMs = 600_000;

const final = {
  canceled: ['CANCELED'],
  already_canceled: ['CANCELED'],
  too_late: ['PROCESSING', 'SUCCEED', 'FAILED'],
};

/** @param place where the records are, how many processes share them, and how to ask them */
export async function measureKills(kills, { name, replicas, env, query }) {
  const simulator = await startSimulator({ SIMULATOR_JOBS: '0' });
  const control = async (method, path, body) => {
    const init = { method, headers: { 'Content-Type': 'application/json' } };
    if (body) init.body = JSON.stringify(body);
    const reply = await fetch(`${simulator.url}/control/worlds${path}`, init);
    return await reply.json();
  };
  const spec = { createdSecondsAgo: 60, waitSeconds: null, runSeconds: 3600 };
  const records = Array.from({ length: kills * cancelsPerKill }, () => spec);
  const switches = { rateLimits: 'none' };
  const world = await control('POST', '', { arrivals: false, jobs: 0, records, switches });
  const settings = {
    ...env,
    LOG_LEVEL: 'fatal',
    METASTUDIO_ENDPOINT: simulator.url,
    METASTUDIO_PROJECT_ID: world.projectId,
    CLOUD_SDK_AK: world.ak,
    CLOUD_SDK_SK: world.sk,
    DEV_ROLE: 'support',
  };
  const fresh = () => start('main.js', settings);
  const proxies = [];
  for (let i = 0; i < replicas; i++) proxies.push(await fresh());
  const jobs = [...world.jobIds];
  for (let kill = 0; kill < kills; kill++) {
    const at = kill % replicas;
    const proxy = proxies[at];
    const cookie = await proxy.signIn();
    for (const id of jobs.splice(0, cancelsPerKill)) void cancel(proxy.url, cookie, id);
    await wait(Math.random() * longestMs);
    proxy.child.kill('SIGKILL');
    await new Promise((resolve) => proxy.child.once('exit', resolve));
    proxies[at] = await fresh();
  }
  // What still waits was not reached by its cancel; half an hour would pass until that is certain.
  const path = `/${world.projectId}`;
  for (const { jobId, state } of (await control('GET', `${path}/jobs`)).jobs) {
    if (state === 'WAITING') await control('PATCH', `${path}/jobs/${jobId}`, { startInSeconds: 0 });
  }
  const end = Date.now() + settleMs;
  const open = 'select id from cancels where settled_at is null';
  while (Date.now() < end && (await query(open)).length > 0) await wait(1000);
  await report(
    name,
    kills,
    await query('select * from cancels'),
    await control('GET', `${path}/jobs`),
    await control('GET', `${path}/journal`),
  );
  for (const proxy of proxies) proxy.stop();
  simulator.stop();
}

async function report(name, kills, rows, { jobs }, { journal }) {
  const states = new Map(jobs.map(({ jobId, state }) => [jobId, state]));
  const posts = journal.filter(({ operation }) => operation?.startsWith('cancel'));
  const sent = new Set(rows.filter((row) => row.sent_at !== null).map((row) => row.job_id));
  const unrecorded = posts.filter(({ jobId }) => !sent.has(jobId));
  const reached = new Set(posts.map(({ jobId }) => jobId));
  const isFalse = ({ outcome, job_id: id, sent_at: sentAt }) =>
    outcome === 'not_sent'
      ? sentAt === null && reached.has(id)
      : !(final[outcome] ?? []).includes(states.get(id));
  const settled = rows.filter((row) => row.settled_at !== null);
  const outcomes = {};
  for (const { outcome } of rows) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  console.log(
    `${name}: ${kills} kills, ${rows.length} orders on record, ${posts.length} requests sent`,
  );
  console.table({
    'requests without a record': unrecorded.length,
    'orders never settled': rows.length - settled.length,
    'orders settled falsely': settled.filter(isFalse).length,
    'jobs with two requests': posts.length - reached.size,
    ...outcomes,
  });
  if (unrecorded.length + rows.length - settled.length + settled.filter(isFalse).length > 0) {
    process.exitCode = 1;
  }
}

/** The reply of a killed process never comes. */
async function cancel(url, cookie, jobId) {
  const headers = { 'Content-Type': 'application/json', 'X-Dailies': '1', Origin: url, cookie };
  const init = { method: 'POST', headers, body: '{"type":"2d"}' };
  await fetch(`${url}/api/jobs/${jobId}/cancel`, init).catch(() => undefined);
}
