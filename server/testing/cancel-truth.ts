import type { Cancellations, CancelOutcome, CancelReply } from '../../contract/cancel.ts';
import { startSimulator, type World } from '../../simulator/simulator.ts';
import { type CancelScenario, cancelScenarios, type Draw } from './cancel-scenarios.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { json, type RunningProxy, startProxy } from './proxy.ts';
import { order } from './scripted-cancels.ts';

/** What came of the cancels of one kind of scenario. */
export type TruthRow = {
  scenario: string;
  cancels: number;
  /** What the replies said, what the record said in the end, and what it was corrected to. */
  told: Partial<Record<CancelOutcome, number>>;
  /** Words that the job's true state contradicted, with the seed's number of the cancel. */
  falseWords: string[];
  /** Cancels for which more requests were sent than allowed. */
  resent: number;
  /** Cancels whose outcome was never found out. */
  open: number;
};

/**
 * Sends `count` cancels to a simulated MetaStudio, drawn evenly from all scenarios, and compares each word that is told
 * with the job's true state at that moment, and what is on record two hours later with its state then.
 *
 * @param seed the same seed draws the same cancels
 */
export async function measureCancelTruth(count: number, seed: number): Promise<TruthRow[]> {
  const clock = fakeClock(Date.now());
  const simulator = await startSimulator({ jobs: 0, now: clock.now });
  const rows = new Map<string, TruthRow>();
  try {
    for (let i = 0; i < count; i++) {
      const draw = drawFrom(seed + i);
      const scenario = cancelScenarios[i % cancelScenarios.length]?.(draw);
      if (!scenario) continue;
      const world = simulator.createWorld({ switches: { rateLimits: 'none' } });
      const row = rows.get(scenario.name) ?? newRow(scenario.name);
      rows.set(scenario.name, row);
      await runScenario(scenario, { clock, url: simulator.url, world, row, number: seed + i });
    }
  } finally {
    await simulator.close();
  }
  return [...rows.values()];
}

type Run = { clock: FakeClock; url: string; world: World; row: TruthRow; number: number };

async function runScenario(scenario: CancelScenario, run: Run): Promise<void> {
  const { clock, url, world, row, number } = run;
  const { jobId } = world.addJob(scenario.job);
  let readsFail = scenario.readsFailFrom === 'the start';
  world.setFaults([...scenario.cancel, ...(readsFail ? scenario.reads : [])]);
  const proxy = startProxy({
    url,
    world,
    clock,
    budgets: { readMs: 12_000, cancelMs: 300 },
    fetch: async (target, init) => {
      const isCancel = target.endsWith('/cancel');
      // Set when the first cancel leaves, so that the read before it sees none of them.
      if (isCancel && !readsFail) world.setFaults([...scenario.cancel, ...scenario.reads]);
      readsFail ||= isCancel;
      const reply = await fetch(target, init);
      if (isCancel) happenMeanwhile(scenario, world, jobId);
      return reply;
    },
  });
  const reply = await json<CancelReply>(
    await proxy.post(`/api/jobs/${jobId}/cancel`, { type: '2d' }),
  );
  const judge = (outcome: CancelOutcome) => {
    row.told[outcome] = (row.told[outcome] ?? 0) + 1;
    const state = world.trueState(jobId);
    if (!isTrue(outcome, state, world)) row.falseWords.push(`#${number} ${outcome}: ${state}`);
  };
  row.cancels++;
  judge(reply.outcome);
  const last = await settled(proxy, jobId, clock);
  if (last === null) row.open++;
  else if (last !== reply.outcome) judge(last);
  const kept = await hoursLater(scenario, run, proxy, jobId);
  if (kept !== last && kept !== null) judge(kept);
  else if (kept === 'refused' && wasCanceledByUs(world, jobId)) {
    row.falseWords.push(`#${number} ${kept}, and canceled by it later`);
  }
  if (posts(world) > (scenario.name.startsWith('throttled') ? 2 : 1)) row.resent++;
}

function happenMeanwhile({ meanwhile }: CancelScenario, world: World, jobId: string): void {
  if (world.trueState(jobId) !== 'WAITING') return;
  if (meanwhile === 'starts') world.editJob(jobId, { startInSeconds: 0 });
  if (meanwhile === 'is canceled elsewhere') world.editJob(jobId, { cancelled: true });
}

/** Whether a word is true of the job's state; `unconfirmed` claims nothing. */
function isTrue(outcome: CancelOutcome, state: string, world: World): boolean {
  switch (outcome) {
    case 'canceled':
    case 'already_canceled':
      return state === 'CANCELED';
    case 'too_late':
      return ['PROCESSING', 'SUCCEED', 'FAILED'].includes(state);
    case 'refused':
      return state === 'WAITING';
    case 'not_sent':
      return !world.journal.some(({ applied }) => applied === true);
    case 'not_found':
      // Every job of the scenarios exists.
      return false;
    case 'unconfirmed':
      return true;
  }
}

/** The outcome on record once it is final, within two hours of the clock; null when it never is. */
async function settled(
  proxy: RunningProxy,
  jobId: string,
  clock: FakeClock,
): Promise<CancelOutcome | null> {
  const end = clock.now() + 2 * 3_600_000;
  while (clock.now() < end) {
    const reply = await proxy.get(`/api/jobs/${jobId}/cancellations`);
    const [last] = (await json<Cancellations>(reply)).cancellations;
    if (last && last.settledAt !== null) return last.outcome;
    await clock.sleep(10_000);
  }
  return null;
}

/** The outcome on record after the job was read again two hours later, and what was told was compared with that. */
async function hoursLater(
  { afterwards }: CancelScenario,
  { clock, world }: Run,
  proxy: RunningProxy,
  jobId: string,
): Promise<CancelOutcome | null> {
  if (afterwards === 'is canceled elsewhere') world.editJob(jobId, { cancelled: true });
  await clock.sleep(2 * 3_600_000);
  await proxy.services.mirrors.shared.follower.round();
  await proxy.services.corrections.look();
  const [last] = await proxy.services.cancels.of(jobId, order.user);
  return last?.outcome ?? null;
}

function wasCanceledByUs(world: World, jobId: string): boolean {
  const isOurs = world.journal.some(({ applied }) => applied === true);
  return isOurs && world.trueState(jobId) === 'CANCELED';
}

function posts(world: World): number {
  return world.journal.filter(({ operation }) => operation?.startsWith('cancel')).length;
}

function newRow(scenario: string): TruthRow {
  return { scenario, cancels: 0, told: {}, falseWords: [], resent: 0, open: 0 };
}

/** Numbers of a seed (mulberry32). */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
