import { believableJob } from './believable.ts';
import { mix, Random } from './random.ts';
import type { JobRecord } from './record.ts';

const day = 86_400_000;

/** `count` believable jobs of the last month, newer ones denser, in order of creation; `now` in epoch ms. */
export function seededJobs(count: number, seed: number, now: number): JobRecord[] {
  const random = new Random(mix(seed, 'seeded'));
  const ages = Array.from({ length: count }, () => random.next() ** 2.2 * 31 * day).sort(
    (a, b) => b - a,
  );
  return ages.map((age, i) =>
    believableJob(mix(seed, 'seeded', i), i, Math.floor((now - age) / 1000) * 1000),
  );
}
