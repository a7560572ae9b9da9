import fc from 'fast-check';
import { jobTypes } from '../../contract/job.ts';
import { maxNameLength, pageSizes, sortDirections, sortKeys } from '../../contract/job-query.ts';
import { filterStates, isMoving } from '../../contract/state.ts';
import { defaultView, type ListView, rangePresets } from '../lib/list-view.ts';

/** Any day that a range can begin or end on. */
export const anyDay: fc.Arbitrary<string> = fc
  .date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2099-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10));

const anyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
const anyName = fc
  .string({ unit: 'grapheme', maxLength: maxNameLength })
  .map((text) => text.trim())
  .filter((text) => text.length <= maxNameLength);

const anySearch = fc.oneof(
  fc.record({ searchBy: fc.constant('name' as const), search: anyName }),
  fc.record({ searchBy: fc.constantFrom('jobId' as const, 'scriptId' as const), search: anyId }),
);

const anyRange = fc.oneof(
  fc.record({ range: fc.constantFrom(...rangePresets) }),
  fc.record({ since: anyDay }),
  fc.record({ until: anyDay }),
  fc.tuple(anyDay, anyDay).map((days) => {
    const [since = '', until = ''] = days.toSorted();
    return { since, until };
  }),
);

/** Any view that the page can show. */
export const anyView: fc.Arbitrary<ListView> = fc
  .tuple(
    fc.record({
      states: fc.subarray([...filterStates]),
      late: fc.boolean(),
      type: fc.option(fc.constantFrom(...jobTypes)),
      sort: fc.constantFrom(...sortKeys),
      dir: fc.constantFrom(...sortDirections),
      page: fc.integer({ min: 1, max: 100_000 }),
      size: fc.constantFrom(...pageSizes),
    }),
    anySearch,
    anyRange,
  )
  .map(([rest, search, range]) => ({
    ...defaultView,
    ...rest,
    ...search,
    ...range,
    late: rest.late && rest.states.every(isMoving),
  }));
