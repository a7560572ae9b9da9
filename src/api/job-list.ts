import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Job, JobList, ListChange } from '../../contract/job.ts';
import { type ListView, listQuery, type Walk } from '../lib/list-view.ts';
import { getJson } from './client.ts';
import { shareList } from './newer-job.ts';
import { pollListEvery } from './polling.ts';
import { queryKeys } from './query-keys.ts';

/** A page of the job list, asked for again and again while `poll`. The previous page stays on screen while the next one loads. */
export const jobList = (view: ListView, poll = false) =>
  queryOptions({
    queryKey: queryKeys.jobList(view),
    queryFn: async (context) => {
      const walk = walkOf(context.client, view);
      const path = `/api/jobs?${listQuery(view, Date.now(), walk)}`;
      const reply = await getJson<JobList>(path, context);
      // What is shown by now, not what was shown when the question was asked.
      return holdRows(context.client.getQueryData(queryKeys.jobList(view)), reply);
    },
    structuralSharing: shareList,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => poll && pollListEvery(query.state.data, Date.now()),
  });

/** A job as the list has it, of any view that is in the cache; undefined when none has it. */
export function listedJob(client: QueryClient, id: string): Job | undefined {
  return client
    .getQueriesData<JobList>({ queryKey: queryKeys.jobLists })
    .flatMap(([, list]) => list?.jobs ?? [])
    .find((job) => job.id === id);
}

/** Path of the stream that tells what changes in the page of the list that is in the cache. */
export function listStreamPath(client: QueryClient, view: ListView): string {
  const list = client.getQueryData<JobList>(queryKeys.jobList(view));
  const have = list === undefined ? '' : `&have=${encodeURIComponent(list.version)}`;
  return `/api/stream?${listQuery(view, Date.now(), walkOf(client, view))}${have}`;
}

/** Puts an event of the stream into the cache. @param data JSON of a `JobList` for `view`, of a `ListChange` otherwise */
export function takeListEvent(
  client: QueryClient,
  view: ListView,
  type: string | null,
  data: string,
): void {
  client.setQueryData<JobList>(queryKeys.jobList(view), (shown) => {
    if (type === 'view') {
      const list: JobList = JSON.parse(data);
      return holdRows(shown, list);
    }
    const change: ListChange = JSON.parse(data);
    return shown && changeList(shown, change);
  });
}

/** Replaces the rows of a view by those that the proxy has now, new jobs included. */
export async function showLatest(client: QueryClient, view: ListView): Promise<void> {
  const { queryKey } = jobList(view);
  const shown = client.getQueryData(queryKey);
  if (shown !== undefined) givenUp.add(shown);
  client.removeQueries({ queryKey: queryKeys.jobWalk(view), type: 'inactive' });
  await client.refetchQueries({ queryKey, exact: true });
}

/** Lists whose rows were given up for the latest: the next reply replaces them. */
const givenUp = new WeakSet<JobList>();

/**
 * The walk through the pages that a page of a view belongs to: that of its own rows, or else of the page that was shown last
 * (docs/promises.md#paging). Null at its beginning.
 */
function walkOf(client: QueryClient, view: ListView): Walk | null {
  const own = client.getQueryData<JobList>(queryKeys.jobList(view));
  const list = own ?? newestPage(client, view);
  if (list === undefined || givenUp.has(list) || list.anchor === null) return null;
  return { at: list.anchor.version, since: list.range.since };
}

function newestPage(client: QueryClient, view: ListView): JobList | undefined {
  const pages = client.getQueryCache().findAll({ queryKey: queryKeys.jobWalk(view) });
  const [newest] = pages.sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  return newest && client.getQueryData<JobList>(newest.queryKey);
}

/**
 * A reply with the rows that are shown, where the proxy has not kept their order: after its restart, and for lists that come
 * from MetaStudio (docs/decisions/0002-rows-are-held.md).
 */
export function holdRows(shown: JobList | undefined, reply: JobList): JobList {
  if (shown === undefined || shown === reply || givenUp.has(shown)) return reply;
  if (isOlder(reply.version, shown.version)) return shown;
  if (reply.anchor !== null && reply.anchor.version === shown.anchor?.version) return reply;
  const latest = new Map(reply.jobs.map((job) => [job.id, job]));
  const rows = new Set(shown.jobs.map(({ id }) => id));
  const isSame =
    rows.size === latest.size && shown.jobs.every(({ id }, i) => reply.jobs[i]?.id === id);
  if (isSame) return reply;
  return {
    ...reply,
    jobs: shown.jobs.map((job) => latest.get(job.id) ?? job),
    anchor: {
      version: shown.anchor?.version ?? '',
      total: reply.total,
      arrived: reply.jobs.filter(({ id }) => !rows.has(id)).length,
    },
  };
}

/** Whether a version is an earlier one of the same start of the proxy. */
function isOlder(version: string, than: string): boolean {
  const [epoch, number] = version.split('.');
  const [thanEpoch, thanNumber] = than.split('.');
  return epoch === thanEpoch && Number(number) < Number(thanNumber);
}

/** A list after a change. Rows change in place; only those of jobs that do not exist any more go. */
export function changeList(
  list: JobList,
  { changed, arrived, gone, ...rest }: ListChange,
): JobList {
  const latest = new Map(changed.map((job) => [job.id, job]));
  return {
    ...list,
    ...rest,
    jobs: list.jobs.filter(({ id }) => !gone.includes(id)).map((job) => latest.get(job.id) ?? job),
    anchor: list.anchor && { ...list.anchor, arrived },
  };
}
