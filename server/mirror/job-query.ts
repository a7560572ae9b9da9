import type { JobType } from '../../contract/job.ts';
import type { SortDirection, SortKey } from '../../contract/job-query.ts';
import type { FilterState } from '../../contract/state.ts';

/** Which jobs are listed; null or empty means any. Times in ms since 1970. */
export type JobFilter = {
  states: FilterState[];
  /** True for jobs that are late only. */
  late: boolean;
  type: JobType | null;
  /** Words that the name or the known script has, all of them, or the beginning of an id. */
  text: string | null;
  jobId: string | null;
  scriptId: string | null;
  since: number | null;
  until: number | null;
};

/** One page of the list in one order. */
export type JobQuery = JobFilter & {
  sort: SortKey;
  dir: SortDirection;
  offset: number;
  limit: number;
  /** Version whose order the pages follow; null for the present one. */
  at: string | null;
};
