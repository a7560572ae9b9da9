import { expect, it } from 'vitest';
import { fakeClock } from '../testing/fake-clock.ts';
import { jobIn } from '../testing/scripted-cancels.ts';
import { inTurn } from './in-turn.ts';

it('has four reads under way at most, and gives each its own result', async () => {
  const clock = fakeClock();
  let underWay = 0;
  let most = 0;
  const read = inTurn(async (jobId: string) => {
    most = Math.max(most, ++underWay);
    await clock.sleep(1000);
    underWay--;
    if (jobId === 'job-3') throw new Error('fails');
    return { ...jobIn('WAITING'), id: jobId };
  });
  const results = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => read(`job-${i}`)));
  expect(most).toBe(4);
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(results[19]).toMatchObject({ value: { id: 'job-19' } });
});
