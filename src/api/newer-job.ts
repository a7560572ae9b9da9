import type { Job, JobDetail, JobList } from '../../contract/job.ts';
import { isTerminal } from '../../contract/state.ts';
import { shareReply } from './client.ts';

/**
 * What to show of a job: never WAITING again once it has left the queue. Replies and events overtake each other, and another
 * process of the proxy may know less (docs/promises.md#newer-wins).
 */
function newerJob<T extends Job>(shown: T | undefined, read: T): T {
  const isOlder = read.state === 'WAITING' && shown !== undefined && hasLeftQueue(shown);
  return isOlder ? shown : read;
}

function hasLeftQueue({ state }: Job): boolean {
  return state === 'PROCESSING' || isTerminal(state);
}

/** Structural sharing of a job's detail: whatever brings an older reading, it is not shown. */
export function shareDetail(shown: unknown, read: unknown): unknown {
  // React Query knows no types here; both are what the query and its patches hold.
  return shareReply(shown, newerJob(shown as JobDetail | undefined, read as JobDetail));
}

/** The same for the rows of a list. */
export function shareList(shown: unknown, read: unknown): unknown {
  // As above.
  const [before, list] = [shown as JobList | undefined, read as JobList];
  const known = new Map(before?.jobs.map((job) => [job.id, job]));
  const jobs = list.jobs.map((job) => newerJob(known.get(job.id), job));
  const isNewer = jobs.every((job, i) => job === list.jobs[i]);
  return shareReply(shown, isNewer ? list : { ...list, jobs });
}
