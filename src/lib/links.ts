import type { Job } from '../../contract/job.ts';

/** Path of a job's page. The type is in it to save the proxy a search (docs/metastudio.md#missing-job-type). */
export function jobLink(job: Pick<Job, 'id' | 'type'>): string {
  const path = `/jobs/${encodeURIComponent(job.id)}`;
  return job.type === null ? path : `${path}?type=${job.type}`;
}

/** Address of a job's page for other people, in the browser only. */
export function jobUrl(job: Pick<Job, 'id' | 'type'>): string {
  return new URL(jobLink(job), window.location.origin).href;
}

/** Router state of a link from the list to a job: path and query of the list, for the link back. */
export type FromList = { list: string };

type Click = Record<'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey', boolean> & { button: number };

/** Whether a click on a link leads there in this page; any other is the browser's, as for a new tab. */
export function opensHere({ button, metaKey, ctrlKey, shiftKey, altKey }: Click): boolean {
  return button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);
}

function listOf(state: unknown): string | null {
  const list = typeof state === 'object' && state !== null && 'list' in state ? state.list : null;
  return typeof list === 'string' && /^\/(\?.*)?$/.test(list) ? list : null;
}

/** Whether a page was opened by a link in the list, which is the entry before it in the history then. */
export const isFromList = (state: unknown): boolean => listOf(state) !== null;

/** Path of the list as the user left it, from the router state {@link FromList}; `/` when they did not come from the list. */
export function backLink(state: unknown): string {
  return listOf(state) ?? '/';
}
