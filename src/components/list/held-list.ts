import type { Job, JobList } from '../../../contract/job.ts';
import { isTerminal, type JobState } from '../../../contract/state.ts';

/**
 * The rows on screen. A refresh patches them in place; none moves, comes or goes. New jobs wait until the user asks for
 * them (docs/decisions/0002-rows-are-held.md).
 */
export type HeldList = {
  /** The view that the rows belong to, as its query string; another view starts a new list. */
  viewKey: string;
  /** The last reply. */
  list: JobList;
  /** The rows, in the order of the first reply. */
  jobs: readonly Job[];
  /** Jobs of the last reply that have no row. */
  newJobs: readonly Job[];
  /** Ids of rows that the last reply lacks and whose jobs have not ended: these are read one by one. */
  missingIds: readonly string[];
  /** State changes of the last reply that had any, for the screen reader. */
  changes: readonly StateChange[];
  /** How many times a row's state has changed, by job id, for its highlight. */
  changeCounts: ReadonlyMap<string, number>;
};

type StateChange = { id: string; to: JobState };

/** Starts a list with all jobs of a reply. */
export function holdList(viewKey: string, list: JobList): HeldList {
  return {
    viewKey,
    list,
    jobs: list.jobs,
    newJobs: [],
    missingIds: [],
    changes: [],
    changeCounts: new Map(),
  };
}

function patchRows(held: HeldList, latest: ReadonlyMap<string, Job>): HeldList {
  const changeCounts = new Map(held.changeCounts);
  const changes: StateChange[] = [];
  const jobs = held.jobs.map((row) => {
    const job = latest.get(row.id) ?? row;
    if (job.state !== row.state) {
      changes.push({ id: job.id, to: job.state });
      changeCounts.set(job.id, (changeCounts.get(job.id) ?? 0) + 1);
    }
    return job;
  });
  return { ...held, jobs, changes: changes.length > 0 ? changes : held.changes, changeCounts };
}

/** Applies a new reply for the same view: rows are patched, new and missing jobs are noted. */
export function patchList(held: HeldList, list: JobList): HeldList {
  const latest = new Map(list.jobs.map((job) => [job.id, job]));
  const rowIds = new Set(held.jobs.map((job) => job.id));
  const patched = patchRows(held, latest);
  return {
    ...patched,
    list,
    newJobs: list.jobs.filter((job) => !rowIds.has(job.id)),
    missingIds: patched.jobs
      .filter((job) => !latest.has(job.id) && !isTerminal(job.state))
      .map((job) => job.id),
  };
}

/** Applies jobs that were read one by one. Returns `held` itself when no row changes. */
export function patchJobs(held: HeldList, jobs: readonly Job[]): HeldList {
  const patched = patchRows(held, new Map(jobs.map((job) => [job.id, job])));
  const unchanged = patched.jobs.every((job, i) => job === held.jobs[i]);
  return unchanged ? held : patched;
}
