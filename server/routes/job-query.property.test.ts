import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { sortDirections, sortKeys } from '../../contract/job-query.ts';
import { filterStates } from '../../contract/state.ts';
import { setTimeZone } from '../../src/lib/intl.ts';
import { listQuery } from '../../src/lib/list-view.ts';
import { anyView } from '../../src/testing/any-view.ts';
import { holds, obeys, sameItems } from '../../src/testing/holds.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { parseJobQuery, parseStreamQuery } from './job-query.ts';

afterEach(() => setTimeZone(undefined));

const parameter = fc.constantFrom(
  ...['state', 'late', 'type', 'q', 'name', 'jobId', 'scriptId', 'since', 'until', 'sort', 'dir'],
  ...['offset', 'limit', 'at', 'have', '__proto__'],
);
const value = fc.oneof(
  fc.constantFrom('', 'WAITING,FAILED', 'true', '2d', 'created', 'asc', '20', '0', '1e3', '-1'),
  fc.constantFrom('2026-05-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-05-01T00:00:00+25:00'),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const time = fc
  .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const fitting = fc.oneof(
  fc.tuple(fc.constantFrom('since', 'until'), time),
  fc.tuple(fc.constantFrom('offset', 'limit'), fc.integer().map(String)),
  fc.tuple(fc.constant('state'), fc.shuffledSubarray([...filterStates]).map(String)),
);
const query = fc
  .uniqueArray(fc.oneof(fitting, fc.tuple(parameter, value)), {
    maxLength: 6,
    selector: ([key]) => key,
  })
  .map((pairs) => new URLSearchParams(pairs).toString());
const range = fc
  .tuple(time, time)
  .map(([since, until]) => new URLSearchParams({ since, until }).toString());
const text = fc.oneof(query, range, fc.string({ unit: 'binary' }));

/** What was parsed; null when it was refused as it should be. */
function parsed<T>(parse: (text: string) => T, query: string): T | null {
  try {
    return parse(query);
  } catch (error) {
    obeys(error, {
      'an invalid request that names a parameter':
        error instanceof ProblemError &&
        error.code === 'invalid_request' &&
        typeof error.field === 'string',
    });
    return null;
  }
}

describe('any text', () => {
  it('is a valid query of the list or an invalid request', () => {
    holds(text, (search) => {
      const result = parsed(parseJobQuery, search);
      if (result === null) return;
      const { states, offset, limit, since, until } = result;
      obeys(result, {
        'states, each once and in order': sameItems(
          filterStates.filter((one) => states.includes(one)),
          states,
        ),
        'a key to sort by': sortKeys.includes(result.sort),
        'a direction to sort in': sortDirections.includes(result.dir),
        offset: Number.isSafeInteger(offset) && offset >= 0,
        limit: Number.isSafeInteger(limit) && limit >= 1,
        'times that exist': !Number.isNaN(since) && !Number.isNaN(until),
        'times in order': (since ?? 0) <= (until ?? Number.POSITIVE_INFINITY),
      });
    });
  });

  it('is a valid query of the stream or an invalid request', () => {
    holds(text, (search) => {
      const result = parsed(parseStreamQuery, search);
      if (result === null) return;
      const list = new URLSearchParams(search);
      list.delete('have');
      expect(result.query).toEqual(parseJobQuery(list.toString()));
    });
  });
});

describe('the query that the page writes', () => {
  const now = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2099, 11, 31) });
  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

  it('is always accepted, and means what the view says', () => {
    holds(fc.tuple(anyView, now, zone), ([view, at, timeZone]) => {
      setTimeZone(timeZone);
      const query = parseJobQuery(listQuery(view, at));
      const meant = {
        states: view.states,
        late: view.late,
        type: view.type,
        text: view.searchBy === 'name' && view.search !== '' ? view.search : null,
        jobId: view.searchBy === 'jobId' ? view.search : null,
        scriptId: view.searchBy === 'scriptId' ? view.search : null,
        sort: view.sort,
        dir: view.dir,
        offset: (view.page - 1) * view.size,
        limit: view.size,
      };
      // A fast comparison first: most are equal, and an expect is for the message.
      if (!isDeepStrictEqual(query, { ...query, ...meant })) expect(query).toMatchObject(meant);
    });
  });
});
