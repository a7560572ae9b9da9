import { typeFilter } from '../metastudio/normalise.ts';
import type { Query } from '../metastudio/target.ts';
import { farBack } from './job-finder.ts';
import type { JobFilter, JobQuery } from './query.ts';

/** Creation times that are asked for, in ms. */
export type Range = { since: number; until: number | null };

const defaultDays = 30;
const hourMs = 3_600_000;

/**
 * The creation times that a filter means. The service's own default is a month and is told to nobody (Q13), so a range
 * is always sent; its start is a full hour, so that the same list keeps the same query. A job asked for by its id is
 * found however old it is.
 */
export function rangeOf(filter: JobFilter, now: number): Range {
  const month = Math.floor((now - defaultDays * 24 * hourMs) / hourMs) * hourMs;
  const since = filter.since ?? (filter.jobId === null ? month : Date.parse(farBack));
  return { since, until: filter.until };
}

/** The query of ListDigitalHumanVideo for one page; sort key and direction always, since the default is oldest first (Q11). */
export function upstreamQuery(query: JobQuery, range: Range, fuzzy: boolean): Query {
  const upstream: Query = {
    offset: String(query.offset),
    limit: String(query.limit),
    // The key is not named like the field that it sorts by (Q12).
    sort_key: query.sort === 'created' ? 'create_time' : 'update_time',
    sort_dir: query.dir,
    create_since: seconds(range.since),
  };
  if (range.until !== null) upstream.create_until = seconds(range.until);
  if (query.states.length > 0) upstream.state = query.states.join(',');
  if (query.type !== null) upstream.job_type = typeFilter(query.type);
  if (query.scriptId !== null) upstream.script_id = query.scriptId;
  if (query.jobId !== null) upstream.job_id = query.jobId;
  if (query.name !== null) {
    upstream.asset_name = query.name;
    if (fuzzy) upstream.fuzzy_query_field = ['asset_name'];
  }
  return upstream;
}

/** RFC 3339 UTC in whole seconds, as the API's own examples are. */
function seconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
