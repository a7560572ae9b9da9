import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Random } from '../../simulator/lib/random.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { fakeClock } from '../testing/fake-clock.ts';
import { StormyMirror } from '../testing/stormy-mirror.ts';

/** Storms in all (vitest.config.ts), each drawn from its number; STORM_SEED=123 repeats one. */
const storms = Number(process.env.STORMS);
const batch = 50;
/**
 * Rounds of quiet, a minute apart, after which the mirror must be right: two walks through all jobs of a storm, and two
 * checks of each id when MetaStudio takes one at a time.
 */
const maxRounds = 60;

const start = Date.UTC(2026, 0, 15, 8);
const dayMs = 86_400_000;
const clock = fakeClock(start);
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ jobs: 0, now: clock.now, sleep: clock.sleep });
});
afterAll(() => simulator.close());
afterEach(() => vi.restoreAllMocks());

async function ride(seed: number): Promise<void> {
  // A storm alone is the same as in its batch: it has its own day, and the pauses before retries are drawn from its seed.
  clock.advance(start + seed * dayMs - clock.now());
  const pauses = new Random(seed);
  vi.spyOn(Math, 'random').mockImplementation(() => pauses.next());
  const mirror = new StormyMirror(simulator, clock, seed);
  const isTrue = () => isDeepStrictEqual(mirror.held(), mirror.truth());
  await mirror.rage();
  for (let rounds = 0; rounds < maxRounds && !isTrue(); rounds++) await mirror.rest();
  await mirror.rest();
  const { done } = mirror;
  expect({ seed, done, jobs: mirror.held() }).toEqual({ seed, done, jobs: mirror.truth() });
  expect({ seed, done, mistakes: mirror.mistakes() }).toEqual({ seed, done, mistakes: [] });
}

const only = process.env.STORM_SEED;
const firsts = only ? [Number(only)] : Array.from({ length: storms / batch }, (_, i) => i * batch);

it.each(firsts)(
  'holds the truth after a storm, and no state of a job goes back: from seed %i',
  { timeout: 300_000 },
  async (first) => {
    for (let seed = first; seed < first + (only ? 1 : batch); seed++) await ride(seed);
  },
);
