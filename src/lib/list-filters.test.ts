import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  defaultView,
  isFiltered,
  isNarrowed,
  type ListView,
  lateStatesOf,
  withoutFilters,
  withWiderRange,
} from './list-view.ts';

describe('the states whose late jobs are listed', () => {
  it.each<[Partial<ListView>, string[]]>([
    [{}, []],
    [{ states: ['WAITING'] }, []],
    [{ late: true }, ['WAITING', 'PROCESSING']],
    [{ late: true, states: ['PROCESSING'] }, ['PROCESSING']],
  ])('of %j are %j', (part, states) => {
    expect(lateStatesOf({ ...defaultView, ...part })).toEqual(states);
  });
});

describe('clearing the filters', () => {
  it('keeps sort and page size', () => {
    const kept = { sort: 'updated', dir: 'asc', size: 50 } as const;
    const narrowed: ListView = { ...defaultView, states: ['FAILED'], type: '2d', search: 'a' };
    const view: ListView = { ...narrowed, ...kept, range: '7d', page: 3 };
    expect(withoutFilters(view)).toEqual({ ...defaultView, ...kept });
  });

  it.each<[Partial<ListView>, boolean, boolean]>([
    [{}, false, false],
    [{ page: 3 }, false, false],
    [{ sort: 'updated', dir: 'asc', size: 50 }, false, false],
    [{ states: ['FAILED'] }, true, true],
    [{ type: '2d' }, true, true],
    [{ late: true }, true, true],
    [{ search: 'a' }, true, true],
    [{ range: '90d' }, true, false],
    [{ until: '2026-05-09' }, true, false],
  ])('of %j has an effect: %s; on more than the range: %s', (part, narrowed, filtered) => {
    const view = { ...defaultView, ...part };
    expect(isNarrowed(view)).toBe(narrowed);
    expect(isFiltered(view)).toBe(filtered);
  });
});

describe('the wider range', () => {
  const view: ListView = {
    ...defaultView,
    states: ['FAILED'],
    search: '新品',
    sort: 'updated',
    dir: 'asc',
    size: 50,
    page: 3,
  };

  it.each(['24h', '7d', '30d'] as const)('of %s is 90 days, and keeps all else', (range) => {
    expect(withWiderRange({ ...view, range })).toEqual({ ...view, range: '90d', page: 1 });
  });

  it('of 90 days and of chosen days is all time', () => {
    const all = { ...view, range: 'all', page: 1 };
    expect(withWiderRange({ ...view, range: '90d' })).toEqual(all);
    expect(withWiderRange({ ...view, since: '2026-05-01', until: '2026-05-02' })).toEqual(all);
    expect(withWiderRange({ ...view, until: '2026-05-02' })).toEqual(all);
  });

  it('of all time, and of a search by id, does not exist', () => {
    expect(withWiderRange({ ...view, range: 'all' })).toBeNull();
    const byId = { ...view, searchBy: 'jobId', search: 'a-1' } as const;
    expect(withWiderRange(byId)).toBeNull();
    // Days that were chosen for it can be widened.
    const all = { ...byId, range: 'all', page: 1 };
    expect(withWiderRange({ ...byId, since: '2026-05-01' })).toEqual(all);
    expect(withWiderRange({ ...byId, until: '2026-05-01' })).toEqual(all);
  });
});

it.each<[Partial<ListView>, number]>([
  [{}, 0],
  [{ search: 'a', page: 3, sort: 'updated' }, 0],
  [{ states: ['FAILED'] }, 1],
  [{ late: true }, 1],
  [{ states: ['WAITING'], late: true }, 1],
  [{ type: '2d' }, 1],
  [{ range: '7d' }, 1],
  [{ since: '2026-05-01' }, 1],
  [{ until: '2026-05-01' }, 1],
  [{ since: '2026-05-01', until: '2026-05-02', range: '7d' }, 1],
  [{ states: ['FAILED'], type: '2d', range: 'all' }, 3],
])('counts the filters of %j: %i', (part, count) => {
  expect(activeFilters({ ...defaultView, ...part })).toBe(count);
});
