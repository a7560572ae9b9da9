import { expect, it } from 'vitest';
import { UpstreamFault } from '../../metastudio/errors.ts';
import { fakeClock } from '../../testing/fake-clock.ts';
import { Mirror } from '../mirror.ts';
import { IdChecks } from './id-checks.ts';

/** Checks of a MetaStudio that takes as many ids at once as `limit` says, with the sizes of the batches. */
function setUp() {
  const mirror = new Mirror(fakeClock());
  const sizes: number[] = [];
  const upstream = { limit: 5 };
  const checks = new IdChecks({
    mirror,
    byIds: async (ids) => {
      sizes.push(ids.length);
      if (ids.length > upstream.limit) throw new UpstreamFault('upstream_rejected');
      const moment = mirror.beginRead();
      return { jobs: [], absent: [...ids], unreadable: 0, entries: 0, count: 0, moment };
    },
  });
  return { checks, sizes, upstream };
}

it('asks for smaller batches after a refusal, and for larger ones again much later', async () => {
  const { checks, sizes, upstream } = setUp();
  const ids = Array.from({ length: 1000 }, (_, i) => `job-${i}`);
  checks.add(ids);
  while (!sizes.includes(5)) await checks.step();
  expect(sizes).toEqual([20, 10, 5]);
  upstream.limit = 100;
  while (!sizes.slice(2).includes(20)) await checks.step();
  const later = sizes.slice(2);
  expect(later.filter((size) => size === 5).length).toBeGreaterThanOrEqual(50);
  expect(later.indexOf(10)).toBeGreaterThanOrEqual(50);
  expect(later.at(-1)).toBe(20);
});

it('tries a larger batch in vain rarely', async () => {
  const { checks, sizes } = setUp();
  checks.add(Array.from({ length: 1000 }, (_, i) => `job-${i}`));
  for (let i = 0; i < 300; i++) await checks.step();
  expect(sizes.slice(3).filter((size) => size > 5).length).toBeLessThanOrEqual(6);
});
