import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobTypes } from '../../contract/job.ts';
import { pageSizes, sortDirections, sortKeys } from '../../contract/job-query.ts';
import { filterStates, isMoving } from '../../contract/state.ts';
import { anyDay, anyView } from '../testing/any-view.ts';
import { holds, obeys, sameItems } from '../testing/holds.ts';
import {
  isSearchable,
  rangePresets,
  readListView,
  searchFields,
  writeListView,
} from './list-view.ts';
import { isDay } from './local-day.ts';

const parameter = fc.constantFrom(
  ...['state', 'late', 'type', 'range', 'since', 'until', 'sort', 'dir', 'page', 'size'],
  ...searchFields,
  '__proto__',
);
/** Values of the page's own, in the wrong places too, and nonsense. */
const value = fc.oneof(
  fc.constantFrom(...filterStates, ...jobTypes, ...sortKeys, ...sortDirections, ...rangePresets),
  fc.constantFrom('true', 'name-asc', 'WAITING,FAILED', '2026-05-01', '2026-02-30', '100', '', ' '),
  fc.integer().map(String),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const day = fc.oneof(anyDay, fc.constantFrom('2026-05-01', '2026-05-02'));
const fitting = fc.oneof(
  fc.tuple(fc.constantFrom('since', 'until'), day),
  fc.tuple(fc.constant('page'), fc.integer({ min: 0, max: 1_000_000 }).map(String)),
  fc.tuple(fc.constant('state'), fc.shuffledSubarray([...filterStates, 'x']).map(String)),
  fc.tuple(fc.constant('late'), fc.constant('true')),
);
const query = fc
  .array(fc.oneof(fitting, fc.tuple(parameter, value)), { maxLength: 12 })
  .map((pairs) => new URLSearchParams(pairs).toString());
const text = fc.oneof(query, query.map(decodeURIComponent), fc.string({ unit: 'binary' }));

describe('the list view in the page URL', () => {
  it('is the same after writing and reading', () => {
    holds(anyView, (view) => expect(readListView(writeListView(view))).toEqual(view));
  });

  it('is valid for any text', () => {
    holds(text, (search) => {
      const view = readListView(search);
      const { states, since, until, page } = view;
      obeys(view, {
        'states, each once and in order': sameItems(
          filterStates.filter((state) => states.includes(state)),
          states,
        ),
        'late only with states that move': !view.late || states.every(isMoving),
        'a type of jobs': view.type === null || jobTypes.includes(view.type),
        'text to search for': isSearchable(view.searchBy, view.search),
        'text without spaces around it': view.search === view.search.trim(),
        'a range': rangePresets.includes(view.range),
        'first day': since === '' || isDay(since),
        'last day': until === '' || isDay(until),
        'days in order': until === '' || since <= until,
        'a key to sort by': sortKeys.includes(view.sort),
        'a direction to sort in': sortDirections.includes(view.dir),
        'a page': Number.isInteger(page) && page >= 1 && page <= 100_000,
        'a size of pages': pageSizes.includes(view.size),
      });
    });
  });

  it('is written the same however often it is read', () => {
    holds(text, (search) => {
      const written = writeListView(readListView(search));
      expect(writeListView(readListView(written))).toBe(written);
    });
  });
});
