import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListDigitalHumanVideoReply } from '../../wire/job.ts';
import { Random } from '../lib/random.ts';
import { type Simulator, startSimulator, type World } from '../simulator.ts';
import { signedFetch } from './signed-client.ts';
import { Storm } from './storm.ts';
import { type StormFault, stormFaults } from './storm-faults.ts';

let now = Date.UTC(2026, 0, 15, 8, 0, 0);
let simulator: Simulator;
const sleep = async (ms: number) => {
  now += ms;
};

beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0, now: () => now, sleep });
});
afterAll(() => simulator.close());

const newWorld = () => simulator.createWorld({ switches: { rateLimits: 'none' } });

function list(world: World, offset: number, send = simulator.fetch): Promise<Response> {
  const query = `limit=100&offset=${offset}`;
  const target = `/v1/${world.projectId}/digital-human-videos?${query}`;
  return signedFetch(simulator.url, world, target, { at: now, send });
}

/** All that the list holds: id, state and name. */
async function listed(world: World, send?: typeof simulator.fetch) {
  const jobs = new Map<string, { state: string; name: string }>();
  for (;;) {
    const reply = await list(world, jobs.size, send);
    const page = ListDigitalHumanVideoReply.parse(await reply.json());
    for (const { job_id, state, output_asset_config } of page.jobs ?? []) {
      jobs.set(job_id, { state: state ?? '', name: output_asset_config?.asset_name ?? '' });
    }
    if ((page.jobs?.length ?? 0) < 100) return { count: page.count, jobs };
  }
}

it.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'leaves a world whose list is the truth, once calm: seed %i',
  async (seed) => {
    const world = newWorld();
    const storm = new Storm(world, new Random(seed));
    const done: string[] = [];
    for (let i = 0; i < 150; i++) {
      done.push(storm.step());
      now += 500;
      // A client that meets the faults and uses them up.
      await list(world, 0).then(
        (reply) => reply.text().catch(() => ''),
        () => '',
      );
    }
    storm.calm();
    const { count, jobs } = await listed(world, seed === 0 ? fetch : simulator.fetch);
    expect({ done, jobs }).toEqual({ done, jobs: storm.truth() });
    expect(count).toBe(jobs.size);
    expect(world.switches).toMatchObject({ updateTime: 'changes', maxJobIds: null });
    for (const [jobId, { state }] of jobs) {
      expect(storm.history(jobId).at(-1)).toBe(state);
    }
  },
);

describe('a storm', () => {
  const steps = (seed: number, count = 200) => {
    const storm = new Storm(newWorld(), new Random(seed));
    return Array.from({ length: count }, () => storm.step());
  };

  it('is the same for the same seed', () => {
    expect(steps(3)).toEqual(steps(3));
    expect(steps(4)).not.toEqual(steps(3));
  });

  it('does everything that it can do', () => {
    const done = steps(5, 2000);
    const words = new Set(done.map((text) => text.split(' ')[0]));
    const all =
      'block cancel clock create end fail fault no rename start switch unblock vanish'.split(' ');
    expect([...words].sort()).toEqual(all);
    expect(Math.max(...done.map((text) => text.split(' ').length))).toBeGreaterThan(90);
  });

  it('leaves out faults, switches and clock on demand, and is not larger than asked for', () => {
    const world = newWorld();
    const faults: StormFault[] = ['slow'];
    const options = { faults, turnsSwitches: false, stepsClock: false, maxJobs: 20 };
    const storm = new Storm(world, new Random(6), options);
    const clock = world.now();
    for (let i = 0; i < 500; i++) {
      expect(storm.step()).not.toMatch(/^(clock|switch)|^fault (?!.*"kind":"delay")/);
      expect(storm.truth().size).toBeLessThanOrEqual(20);
    }
    expect(world.now()).toBe(clock);
  });

  it('records the states of each job in order, of vanished ones too', () => {
    const world = newWorld();
    const storm = new Storm(world, new Random(7), { stepsClock: false });
    const first = storm.step().split(' ')[1] ?? '';
    expect(storm.history(first)).toEqual(['WAITING']);
    const ids = new Set<string>();
    for (let i = 0; i < 600; i++) {
      storm.step();
      for (const id of world.jobIds()) ids.add(id);
    }
    const histories = [...ids].map((id) => storm.history(id).join(' '));
    expect(histories.some((states) => states.includes('SUCCEED BLOCK SUCCEED'))).toBe(true);
    for (const states of histories) {
      expect(states).toMatch(
        /^WAITING( CANCELED| PROCESSING( FAILED| SUCCEED( BLOCK SUCCEED)*( BLOCK)?)?)?$/,
      );
    }
    expect(ids.size).toBeGreaterThan(world.jobIds().length);
  });
});

it.each(Object.keys(stormFaults))('%s passes by itself', async (name) => {
  const world = newWorld();
  world.addJobs(Array.from({ length: 30 }, () => ({})));
  const storm = new Storm(world, new Random(8), {
    faults: Object.keys(stormFaults).filter((key): key is StormFault => key === name),
  });
  while (!storm.step().startsWith('fault'));
  const before = now;
  const outcomes: string[] = [];
  for (let i = 0; i < 8; i++) {
    const text = await list(world, 5).then(
      (reply) => reply.text().catch(() => 'broken'),
      () => 'broken',
    );
    outcomes.push(text);
  }
  expect(outcomes.at(-1)).toContain('"count"');
  expect(new Set(outcomes).size > 1 || now > before).toBe(true);
});
