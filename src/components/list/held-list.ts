import type { Job, JobList } from '../../../contract/job.ts';
import { isTerminal, type JobState } from '../../../contract/state.ts';

/**
 * The rows that a person is looking at. A refresh patches them in place and never moves, adds or takes away one; what
 * has come meanwhile waits until they ask for it.
 */
export type HeldList = {
  /** What was asked for; another question starts a list of its own. */
  question: string;
  /** The reply that was taken in last. */
  list: JobList;
  /** The rows, in the order in which they came first. */
  jobs: readonly Job[];
  /** Jobs of the last reply that have no row. */
  arrived: readonly Job[];
  /** Rows that the last reply no longer has and whose jobs have not ended: they are to be read one by one. */
  left: readonly string[];
  /** State changes of the last reply, to be said once. */
  changes: readonly { id: string; to: JobState }[];
  /** Number of state changes of a row so far, for its highlight. */
  changed: ReadonlyMap<string, number>;
};

const nothing = { arrived: [], left: [], changes: [], changed: new Map<string, number>() };

/** Starts a list with all that a reply has. */
export function holdList(question: string, list: JobList): HeldList {
  return { question, list, jobs: list.jobs, ...nothing };
}

function patch(held: HeldList, latest: ReadonlyMap<string, Job>): HeldList {
  const changed = new Map(held.changed);
  const changes: { id: string; to: JobState }[] = [];
  const jobs = held.jobs.map((row) => {
    const job = latest.get(row.id) ?? row;
    if (job.state !== row.state) {
      changes.push({ id: job.id, to: job.state });
      changed.set(job.id, (changed.get(job.id) ?? 0) + 1);
    }
    return job;
  });
  return { ...held, jobs, changes: changes.length > 0 ? changes : held.changes, changed };
}

/** Takes a new reply to the same question in: rows are patched, the rest is counted. */
export function patchList(held: HeldList, list: JobList): HeldList {
  const latest = new Map(list.jobs.map((job) => [job.id, job]));
  const rows = new Set(held.jobs.map((job) => job.id));
  const patched = patch(held, latest);
  return {
    ...patched,
    list,
    arrived: list.jobs.filter((job) => !rows.has(job.id)),
    left: patched.jobs
      .filter((job) => !latest.has(job.id) && !isTerminal(job.state))
      .map((job) => job.id),
  };
}

/** Takes in jobs that were read one by one because the list no longer has them. */
export function patchJobs(held: HeldList, jobs: readonly Job[]): HeldList {
  const patched = patch(held, new Map(jobs.map((job) => [job.id, job])));
  const same = patched.jobs.every((job, i) => job === held.jobs[i]);
  return same ? held : patched;
}
