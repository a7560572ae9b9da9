import { MutationObserver, QueryObserver } from '@tanstack/react-query';
import { array, assert, asyncProperty, boolean, type Scheduler, scheduler } from 'fast-check';
import { expect, inject, it, vi } from 'vitest';
import type { CancelReply } from '../../contract/cancel.ts';
import type { Job, JobList } from '../../contract/job.ts';
import { defaultView } from '../lib/list-view.ts';
import { detail, listOf, waiting } from '../testing/fixtures.ts';
import { cancelJob } from './cancel.ts';
import { jobList, takeListEvent } from './job-list.ts';
import { jobDetail } from './jobs.ts';
import { createQueryClient } from './query-client.ts';
import '../testing/holds.ts';

const job: Job = { ...waiting, id: 'a', name: 'before' };
const renamed: Job = { ...job, name: 'after' };
const canceled: Job = { ...renamed, state: 'CANCELED' };

const listIn = (version: number, shown: Job): JobList => ({
  ...listOf(shown),
  version: `e.${version}`,
  anchor: { version: 'e.1', total: 1, arrived: 0 },
});
const change = (version: number, shown: Job) => {
  const { anchor, jobs, range, source, ...rest } = listIn(version, shown);
  return JSON.stringify({ ...rest, changed: jobs, arrived: 0, gone: [] });
};

const settle = () => new Promise((resolve) => setImmediate(resolve));

/**
 * A page with the list and the job on screen cancels the job, while replies and events arrive in this order. Some replies are
 * of a process that has not heard of the cancel yet.
 *
 * @returns the states that the list and the page of the job showed, one after the other
 */
async function cancelWhile(s: Scheduler, lags: boolean[]): Promise<[string[], string[]]> {
  let now: [version: number, job: Job] = [1, job];
  let asked = 0;
  const answer = async (path: string): Promise<unknown> => {
    const [version, known] = lags[asked++ % lags.length] === true ? ([2, renamed] as const) : now;
    await s.schedule(Promise.resolve(), path);
    if (path.endsWith('/cancel')) {
      now = [3, canceled];
      await s.schedule(Promise.resolve(), 'outcome');
      return { outcome: 'canceled', job: canceled } satisfies Partial<CancelReply>;
    }
    return path.includes('?') ? listIn(version, known) : { ...detail, ...known };
  };
  vi.stubGlobal('fetch', async (path: string) => Response.json(await answer(path)));
  const client = createQueryClient();
  const shown: [string[], string[]] = [[], []];
  const list = new QueryObserver(client, jobList(defaultView));
  const page = new QueryObserver(client, jobDetail('a', null));
  client.setQueryData(jobList(defaultView).queryKey, listIn(1, job));
  client.setQueryData(jobDetail('a', null).queryKey, { ...detail, ...job });
  const stops = [
    list.subscribe(({ data }) => shown[0].push(data?.jobs[0]?.state ?? '')),
    page.subscribe(({ data }) => shown[1].push(data?.state ?? '')),
  ];
  void list.refetch();
  void page.refetch();
  const events = [change(2, renamed), change(3, canceled)].map((data, i) => ({
    label: `event ${i + 2}`,
    builder: async () => takeListEvent(client, defaultView, 'change', data),
  }));
  s.scheduleSequence(events);
  const cancel = new MutationObserver(client, cancelJob(client, 'a'));
  const cancelling = cancel.mutate({});
  do {
    await s.waitAll();
    await settle();
  } while (s.count() > 0);
  await cancelling;
  for (const stop of stops) stop();
  client.clear();
  return shown;
}

it('never shows a job as waiting again after its cancel, in whatever order replies arrive', async () => {
  const claim = asyncProperty(scheduler(), array(boolean(), { minLength: 1 }), async (s, lags) => {
    for (const states of await cancelWhile(s, lags)) {
      const first = states.indexOf('CANCELED');
      expect(first).not.toBe(-1);
      expect(states.slice(first)).not.toContain('WAITING');
    }
  });
  await assert(claim, { numRuns: inject('propertyRuns') / 10 });
});
