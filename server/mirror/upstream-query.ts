import type { JobList } from '../../contract/job.ts';
import { earliestJobTime } from '../../contract/job-query.ts';
import { isoTime } from '../lib/clock.ts';
import { typeFilter } from '../metastudio/normalise.ts';
import type { Query } from '../metastudio/target.ts';
import type { JobFilter, JobQuery } from './job-query.ts';
import { seconds } from './sync/keyset-walk.ts';

/** A range of creation times in ms since 1970; `until` is null when open. */
export type Range = { since: number; until: number | null };

const defaultDays = 30;
const hourMs = 3_600_000;

/**
 * The range of creation times to search. One is always sent, because MetaStudio's default range is not in its reply
 * (docs/metastudio.md#default-window). It starts at a full hour, so the same list has the same cache key for an hour. A
 * search by job id has no limit.
 */
export function rangeOf(filter: JobFilter, now: number): Range {
  const month = Math.floor((now - defaultDays * 24 * hourMs) / hourMs) * hourMs;
  const since = filter.since ?? (filter.jobId === null ? month : Date.parse(earliestJobTime));
  return { since, until: filter.until };
}

/** The range of a query as replies say it. */
export function rangeText(filter: JobFilter, now: number): JobList['range'] {
  const { since, until } = rangeOf(filter, now);
  return { since: isoTime(since), until: until === null ? null : isoTime(until) };
}

/**
 * The query of ListDigitalHumanVideo for one page. Sort key and direction are always sent: the default is oldest first
 * (docs/metastudio.md#oldest-first).
 *
 * @param fuzzy whether a name also matches in part
 */
export function upstreamQuery(query: JobQuery, range: Range, fuzzy: boolean): Query {
  const upstream: Query = {
    offset: String(query.offset),
    limit: String(query.limit),
    // The sort key and the field have different names (docs/metastudio.md#sort-key-names).
    // MetaStudio has no other orders that a list could use.
    sort_key: query.sort === 'updated' ? 'update_time' : 'create_time',
    sort_dir: query.dir,
    create_since: seconds(range.since),
  };
  if (range.until !== null) upstream.create_until = seconds(range.until);
  if (query.states.length > 0) upstream.state = query.states.join(',');
  if (query.type !== null) upstream.job_type = typeFilter(query.type);
  if (query.scriptId !== null) upstream.script_id = query.scriptId;
  if (query.jobId !== null) upstream.job_id = query.jobId;
  if (query.text !== null) {
    upstream.asset_name = query.text;
    if (fuzzy) upstream.fuzzy_query_field = ['asset_name'];
  }
  return upstream;
}
