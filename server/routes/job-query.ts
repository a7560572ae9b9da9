import { idPattern } from '../../contract/ids.ts';
import { jobTypes } from '../../contract/job.ts';
import { maxNameLength, pageSizes, sortDirections, sortKeys } from '../../contract/job-query.ts';
import { type FilterState, filterStates } from '../../contract/state.ts';
import { maxListLimit, maxListOffset } from '../../wire/endpoints.ts';
import { Lru } from '../lib/lru.ts';
import { invalid } from '../lib/problem-error.ts';
import { parseTime } from '../lib/times.ts';
import type { JobFilter, JobQuery } from '../mirror/job-query.ts';
import { idRule } from './job-params.ts';

const filterKeys = ['type', 'q', 'name', 'jobId', 'scriptId', 'since', 'until', 'late'] as const;
const listKeys = [...filterKeys, 'state', 'sort', 'dir', 'offset', 'limit', 'at'] as const;
const streamKeys = [...listKeys, 'have'] as const;

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

/**
 * Parses the query of `GET /api/stream`: that of a list, and the version that the page has; null when it has none.
 *
 * @throws ProblemError likewise
 */
export function parseStreamQuery(text: string): { query: JobQuery; have: string | null } {
  const params = new URLSearchParams(text);
  const have = parameters(params, streamKeys)('have');
  params.delete('have');
  return { query: parseJobQuery(params.toString()), have };
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
    // A version that is not kept, or none at all, means the present order.
    at: get('at'),
  };
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
  return {
    type: oneOf('type', get('type'), jobTypes),
    text: parseText(get),
    late: oneOf('late', get('late'), ['true', 'false']) === 'true',
    jobId: id('jobId', get('jobId')),
    scriptId: id('scriptId', get('scriptId')),
    since,
    until,
  };
}

/** `name` is an earlier name of `q`. */
function parseText(get: GetParameter<'q' | 'name'>): string | null {
  const text = get('q') ?? get('name');
  if (get('q') !== null && get('name') !== null) throw invalid('name', 'and q are the same.');
  if (text !== null && text.length > maxNameLength) {
    throw invalid('q', `must be ${maxNameLength} characters at most.`);
  }
  return text?.trim() || null;
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
