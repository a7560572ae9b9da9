import { idPattern } from '../../contract/ids.ts';
import { jobTypes } from '../../contract/job.ts';
import { maxNameLength, pageSizes, sortDirections, sortKeys } from '../../contract/job-query.ts';
import { type FilterState, filterStates } from '../../contract/state.ts';
import { maxListLimit, maxListOffset } from '../../wire/endpoints.ts';
import type { JobFilter, JobQuery } from '../jobs/query.ts';
import { Lru } from '../lib/lru.ts';
import { invalid } from '../lib/problem-error.ts';
import { parseTime } from '../lib/times.ts';
import { idRule } from './job-params.ts';

const filterKeys = ['type', 'name', 'jobId', 'scriptId', 'since', 'until'] as const;
const listKeys = [...filterKeys, 'state', 'sort', 'dir', 'offset', 'limit'] as const;

/** Parsed queries by their text: a polling page sends the same query for hours. */
const parsed = new Lru<string, JobQuery>(500);

/**
 * Parses the query of `GET /api/jobs`, without its `?`; the same text returns the same object.
 *
 * @throws ProblemError `invalid_request` with the first wrong parameter
 */
export function parseJobQuery(text: string): JobQuery {
  const known = parsed.get(text);
  if (known) return known;
  const query = readJobQuery(new URLSearchParams(text));
  // Longer ones are too rare to be worth the memory.
  if (text.length <= 500) parsed.set(text, query);
  return query;
}

function readJobQuery(query: URLSearchParams): JobQuery {
  const get = parameters(query, listKeys);
  return {
    ...parseFilter(get),
    states: parseStates(get('state')),
    sort: oneOf('sort', get('sort'), sortKeys) ?? sortKeys[0],
    dir: oneOf('dir', get('dir'), sortDirections) ?? sortDirections[0],
    offset: integer('offset', get('offset'), 0, maxListOffset) ?? 0,
    limit: integer('limit', get('limit'), 1, maxListLimit) ?? pageSizes[0],
  };
}

/** Parses the query of `GET /api/jobs/counts`, the filter of the list without the state. @throws ProblemError likewise */
export function parseCountsQuery(text: string): JobFilter {
  return { ...parseFilter(parameters(new URLSearchParams(text), filterKeys)), states: [] };
}

type GetParameter<K extends string> = (key: K) => string | null;

/** Access to the known parameters; unknown and repeated ones are errors, an empty one counts as absent. */
function parameters<K extends string>(
  query: URLSearchParams,
  known: readonly K[],
): GetParameter<K> {
  const values = new Map<string, string>();
  for (const [key, value] of query) {
    if (!known.some((one) => one === key)) {
      throw invalid(key.replace(/[^\w.-]/g, '?').slice(0, 40), 'is not a parameter of this call.');
    }
    if (values.has(key)) throw invalid(key, 'must not be repeated.');
    values.set(key, value);
  }
  return (key) => values.get(key) || null;
}

function parseFilter(get: GetParameter<(typeof filterKeys)[number]>): Omit<JobFilter, 'states'> {
  const since = time('since', get('since'));
  const until = time('until', get('until'));
  if (since !== null && until !== null && until < since) {
    throw invalid('until', 'must not be before since.');
  }
  const name = get('name');
  if (name !== null && name.length > maxNameLength) {
    throw invalid('name', `must be ${maxNameLength} characters at most.`);
  }
  return {
    type: oneOf('type', get('type'), jobTypes),
    name,
    jobId: id('jobId', get('jobId')),
    scriptId: id('scriptId', get('scriptId')),
    since,
    until,
  };
}

function parseStates(text: string | null): FilterState[] {
  if (text === null) return [];
  const wanted = text.split(',').map((word) => {
    const state = filterStates.find((one) => one === word);
    if (!state) throw invalid('state', `must be a list of ${filterStates.join(', ')}.`);
    return state;
  });
  // One order for every spelling of the same set: they share a cache entry.
  return filterStates.filter((state) => wanted.includes(state));
}

function id(field: string, text: string | null): string | null {
  if (text !== null && !idPattern.test(text)) throw invalid(field, idRule);
  return text;
}

function time(field: string, text: string | null): number | null {
  if (text === null) return null;
  const ms = parseTime(text);
  if (ms === null) throw invalid(field, 'must be a time such as 2026-01-31T08:00:00Z.');
  return ms;
}

function integer(field: string, text: string | null, min: number, max: number): number | null {
  if (text === null) return null;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (value < min || value > max) throw invalid(field, `must be a whole number ${min} to ${max}.`);
  return value;
}

function oneOf<T extends string>(
  field: string,
  text: string | null,
  values: readonly T[],
): T | null {
  if (text === null) return null;
  const value = values.find((one) => one === text);
  if (value === undefined) throw invalid(field, `must be ${values.join(' or ')}.`);
  return value;
}
