// Calls to MetaStudio in a minute, counted by the simulator, for viewers who look at the list by streams or by polling. Proxy
// and simulator run in this process, on a clock that jumps from one event to the next: minutes take moments.
import { setImmediate } from 'node:timers/promises';
import { buildParts, part } from './source.mjs';
import { quantile } from './start.mjs';

const minutes = Number(process.env.BENCH_MINUTES ?? 5);
const looks = [
  { viewers: 1, filters: 1 },
  { viewers: 10, filters: 10 },
  { viewers: 100, filters: 1 },
  { viewers: 100, filters: 100 },
  { viewers: 1000, filters: 1 },
  { viewers: 1000, filters: 100 },
  { viewers: 100, filters: 100, polling: true },
  { viewers: 0, filters: 1 },
];
const before = { '1 × 1': '48', '10 × 10': '245' };

await buildParts();
const { startSimulator } = await part('simulator');
const { startProxy } = await part('proxy');

const table = {};
for (const look of looks) {
  const name = `${look.viewers} × ${look.filters}`;
  table[look.polling ? `${name}, polling every 3 s` : name] = {
    moving: await perMinute(look, 'moving'),
    'nothing moves': await perMinute(look, 'quiet'),
    'without a mirror (quoted)': before[name] ?? '–',
  };
}
console.log(
  `Calls to MetaStudio in a minute, viewers × filters: median (largest) of ${minutes} minutes`,
);
console.table(table);
console.log('Must: 30 in every row, 7 when nothing moves, 0 when no one looks. Aim: 20.');
console.table({
  'first look at a filter that no one had': {
    'calls until it is complete': await callsOfNewView(),
    'without a mirror (quoted)': 8,
    aim: 0,
  },
});
process.exit(0);

/**
 * A clock that stands still while something is done, and then jumps to the next sleep or time-out. Everything happens in the
 * order of time, other than on a clock that each sleep moves on.
 */
function jumpingClock(isBusy) {
  let now = Date.now();
  const events = new Set();
  const at = (ms, run) => {
    const event = { due: now + ms, run };
    events.add(event);
    return event;
  };
  const settled = async () => {
    for (let turns = 0; turns < 30; turns++) {
      await setImmediate();
      if (isBusy()) turns = 0;
    }
  };
  let stopped = false;
  void (async () => {
    while (!stopped) {
      await settled();
      const [next] = [...events].sort((a, b) => a.due - b.due);
      if (!next) continue;
      events.delete(next);
      now = Math.max(now, next.due);
      next.run();
    }
  })();
  return {
    now: () => now,
    sleep: (ms) => new Promise((resolve) => at(ms, resolve)),
    timeout: (ms) => {
      const controller = new AbortController();
      const event = at(ms, () => controller.abort());
      return { signal: controller.signal, clear: () => events.delete(event) };
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** A tenant of 240 jobs, and a proxy that has read them all. */
async function setUp(what) {
  let calls = 0;
  const clock = jumpingClock(() => calls > 0);
  const simulator = await startSimulator({ port: 0, jobs: 0, now: clock.now });
  const records = Array.from({ length: 240 }, (_, i) => ({ createdSecondsAgo: 3600 + 60 * i }));
  // One job comes every 40 s and takes some minutes, so something always moves.
  const world = simulator.createWorld(
    what === 'quiet' ? { records } : { jobs: 240, arrivals: true },
  );
  const fetch = async (url, init) => {
    calls++;
    try {
      const reply = await simulator.fetch(url, init);
      return new Response(await reply.arrayBuffer(), reply);
    } finally {
      calls--;
    }
  };
  const proxy = startProxy({ url: simulator.url, world, clock, fetch });
  const { follower } = proxy.services.mirrors.shared;
  void follower.run();
  while (!follower.coverage.complete) await clock.sleep(1000);
  const stop = async () => {
    follower.stop();
    clock.stop();
    await simulator.close();
  };
  return { clock, world, proxy, stop };
}

async function perMinute({ viewers, filters, polling = false }, what) {
  const { clock, world, proxy, stop } = await setUp(what);
  const paths = Array.from({ length: viewers }, (_, i) => pathOf(i % filters, clock.now()));
  const leave = [];
  for (const path of paths) if (!polling) leave.push(await openView(proxy, path));
  if (viewers === 0) await (await openView(proxy, pathOf(0, clock.now())))();
  // The first minute has what came before: the last one who left, and the end of the first reading. Then minutes begin
  // between two rounds, or some would have the calls of 61 seconds.
  await clock.sleep(61_000);
  const counts = [];
  let next = clock.now();
  for (let minute = -1; minute < minutes; minute++) {
    const mark = world.mark();
    for (let part = 0; part < 20; part++) {
      if (polling) for (const path of paths) await ask(proxy, path);
      next += 3000;
      await clock.sleep(next - clock.now());
    }
    // In the first minute those who poll have just come.
    if (minute >= 0) counts.push(world.callsSince(mark).length);
  }
  for (const close of leave) await close();
  await stop();
  return `${quantile(counts, 0.5)} (${Math.max(...counts)})`;
}

/** Calls that the first view of a filter causes, its stream included, while other views are open. */
async function callsOfNewView() {
  const { clock, world, proxy, stop } = await setUp('moving');
  const leave = [await openView(proxy, pathOf(0, clock.now()))];
  await clock.sleep(61_000);
  const mark = world.mark();
  leave.push(await openView(proxy, `${pathOf(7, clock.now())}&state=SUCCEED&type=photo&q=a`));
  const calls = world.callsSince(mark).length;
  for (const close of leave) await close();
  await stop();
  return calls;
}

function pathOf(filter, now) {
  return `limit=20&since=${new Date(now - ((20 + filter) * 86_400_000) / 4).toISOString()}`;
}

async function ask(proxy, path) {
  const reply = await proxy.get(`/api/jobs?${path}`);
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
  return await reply.json();
}

/** Does what the page does: asks for the list, then follows its stream. Returns a function that closes it. */
async function openView(proxy, path) {
  const { version, anchor } = await ask(proxy, path);
  const stream = await proxy.get(`/api/stream?${path}&at=${anchor.version}&have=${version}`);
  if (stream.status !== 200) throw new Error(`${path}: ${stream.status}`);
  const reader = stream.body.getReader();
  void (async () => {
    while (!(await reader.read()).done);
  })();
  return async () => await reader.cancel();
}
