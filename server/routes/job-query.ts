import { idPattern } from '../../contract/ids.ts';
import type { JobType } from '../../contract/job.ts';
import { type FilterState, filterStates } from '../../contract/state.ts';
import type { JobFilter, JobQuery } from '../jobs/query.ts';
import { Lru } from '../lib/lru.ts';
import { invalid } from '../lib/problem-error.ts';
import { parseTime } from '../lib/times.ts';

const filterKeys = ['type', 'name', 'jobId', 'scriptId', 'since', 'until'] as const;
const listKeys = [...filterKeys, 'state', 'sort', 'dir', 'offset', 'limit'] as const;

/** Parsed queries by their text: a polling page sends the same one for hours. */
const parsed = new Lru<string, JobQuery>(500);

/**
 * Reads the query of `GET /api/jobs`, without its `?`; the same text answers the same object.
 *
 * @throws ProblemError naming the first parameter that is wrong
 */
export function parseJobQuery(text: string): JobQuery {
  const known = parsed.get(text);
  if (known) return known;
  const query = readJobQuery(new URLSearchParams(text));
  // Longer ones are too rare to be worth the room.
  if (text.length <= 500) parsed.set(text, query);
  return query;
}

function readJobQuery(query: URLSearchParams): JobQuery {
  const given = parameters(query, listKeys);
  return {
    ...parseFilter(given),
    states: parseStates(given('state')),
    sort: oneOf('sort', given('sort'), ['created', 'updated'] as const) ?? 'created',
    dir: oneOf('dir', given('dir'), ['desc', 'asc'] as const) ?? 'desc',
    offset: integer('offset', given('offset'), 0, 2_147_483_647) ?? 0,
    limit: integer('limit', given('limit'), 1, 100) ?? 20,
  };
}

/** Reads the query of `GET /api/jobs/counts`: the list's filter without the state. @throws ProblemError as above */
export function parseCountsQuery(text: string): JobFilter {
  return { ...parseFilter(parameters(new URLSearchParams(text), filterKeys)), states: [] };
}

function parseType(text: string | null): JobType | null {
  return oneOf('type', text, ['2d', 'photo'] as const);
}

export const idRule = 'must be 1 to 64 letters, digits, - or _, with a letter or digit first.';

type Given<K extends string> = (key: K) => string | null;

/** Access to the known parameters; unknown and repeated ones are refused, empty ones are as good as absent. */
function parameters<K extends string>(query: URLSearchParams, known: readonly K[]): Given<K> {
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

function parseFilter(given: Given<(typeof filterKeys)[number]>): Omit<JobFilter, 'states'> {
  const since = time('since', given('since'));
  const until = time('until', given('until'));
  if (since !== null && until !== null && until < since) {
    throw invalid('until', 'must not be before since.');
  }
  const name = given('name');
  if (name !== null && name.length > 256) throw invalid('name', 'must be 256 characters at most.');
  return {
    type: parseType(given('type')),
    name,
    jobId: id('jobId', given('jobId')),
    scriptId: id('scriptId', given('scriptId')),
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
  // One order for all spellings of the same set, so that they share a cache entry.
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
