import type { Job } from '../../contract/job.ts';

/** Path of a job's page; the type saves the proxy the search for it. */
export function jobLink(job: Pick<Job, 'id' | 'type'>): string {
  const path = `/jobs/${encodeURIComponent(job.id)}`;
  return job.type === null ? path : `${path}?type=${job.type}`;
}

/** What a link from the list leaves for the way back. */
export type FromList = { list: string };

/** The list as it was left, by the state that the link to a job's page carried; the plain list when it came from elsewhere. */
export function backLink(state: unknown): string {
  const list = typeof state === 'object' && state !== null && 'list' in state ? state.list : null;
  return typeof list === 'string' && /^\/(\?.*)?$/.test(list) ? list : '/';
}
