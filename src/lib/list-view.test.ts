import { describe, expect, it } from 'vitest';
import {
  defaultView,
  formStates,
  isIdSearch,
  isSearchable,
  type ListView,
  looksLikeJobId,
  readListView,
  writeListView,
} from './list-view.ts';

describe('the list view in the page URL', () => {
  const views: Partial<ListView>[] = [
    {},
    { states: ['WAITING', 'FAILED'], page: 3 },
    { searchBy: 'name', search: '新品 & 发布?' },
    { searchBy: 'jobId', search: '26f06524-4f75-4b3a-a853-b649a21aaf66' },
    { searchBy: 'scriptId', search: 'script-1' },
    { search: 'x'.repeat(256) },
    { type: '2d', size: 50, range: '24h', page: 99_999 },
    { until: '2026-05-09' },
    { since: '2026-05-09', until: '2026-05-09', range: '30d' },
    { since: '2099-12-31', range: '30d' },
    { type: 'photo', sort: 'updated', dir: 'asc', size: 100, range: '7d' },
    { since: '2026-05-01', until: '2026-05-09' },
    { range: 'all', search: 'a' },
    { states: ['WAITING'], late: true },
    { states: ['WAITING', 'PROCESSING'], late: true, sort: 'waited' },
    { late: true },
    { sort: 'production', dir: 'asc' },
  ];
  it.each(views)('is the same after writing and reading: %j', (part) => {
    const view = { ...defaultView, ...part };
    expect(readListView(writeListView(view))).toEqual(view);
  });

  it.each<[string, Partial<ListView>]>([
    ['', {}],
    ['FAILED,BLOCK', { states: ['FAILED', 'BLOCK'] }],
    ['WAITING-late', { states: ['WAITING'], late: true }],
    ['-late', { late: true }],
  ])('has its states in one value of a form: %j', (value, part) => {
    const view = { ...defaultView, ...part };
    expect(formStates(view)).toBe(value);
    expect(readListView(`state=PROCESSING-late&state=${value}`)).toEqual(view);
  });

  it('omits defaults', () => {
    expect(writeListView(defaultView)).toBe('');
  });

  it.each([
    'page=%20',
    'page=0',
    'page=-1',
    'page=1e9',
    'page=NaN',
    'page=0x10',
    'page=5x',
    'page=x5',
    'page=1000000',
    'scriptId=',
    'name=%20',
    'since=1999-12-31',
    'since=2100-01-01',
    'since=2026-05-01T00:00:00',
    'since=x2026-05-01',
    'since=2026-13-01',
    'until=2026-5-1',
    'size=7',
    'state=,,',
    'state=waiting',
    'state=__proto__',
    'late=yes',
    'late=',
    'type=3d',
    'sort=state',
    'dir=up',
    'range=1y',
    'jobId=..%2f..',
    'jobId=a%20b',
    'since=2026-02-30',
    'until=yesterday',
    `name=${'x'.repeat(300)}`,
    'constructor=1',
    '%E0%A4%A',
    '&&&=',
  ])('reads invalid values as the default: %s', (search) => {
    expect(readListView(search)).toEqual(defaultView);
  });

  it('keeps the valid part of a partly invalid URL', () => {
    expect(readListView('state=FAILED,NONSENSE&page=x')).toEqual({
      ...defaultView,
      states: ['FAILED'],
    });
    expect(readListView('scriptId=..&jobId=a-1&name=b')).toEqual({
      ...defaultView,
      searchBy: 'name',
      search: 'b',
    });
    expect(readListView('since=2026-05-09&until=2026-05-08')).toEqual({
      ...defaultView,
      since: '2026-05-09',
    });
  });

  it('filters by lateness only where jobs can be late', () => {
    const failed = readListView('state=FAILED,WAITING&late=true');
    expect(failed).toMatchObject({ states: ['WAITING', 'FAILED'], late: false });
    expect(readListView('state=NONSENSE&late=true')).toMatchObject({ states: [], late: true });
  });

  it('trims a search, and reads no page after the last one that MetaStudio can have', () => {
    expect(readListView('jobId=%20a-1%20')).toMatchObject({ searchBy: 'jobId', search: 'a-1' });
    expect(readListView('page=999999').page).toBe(100_000);
  });

  it('says everything that is not the default, always in the same order', () => {
    const view: ListView = {
      states: ['WAITING', 'FAILED'],
      type: 'photo',
      searchBy: 'scriptId',
      search: 'a',
      range: '90d',
      since: '',
      until: '',
      sort: 'updated',
      dir: 'asc',
      page: 2,
      size: 50,
      late: false,
    };
    expect(writeListView(view)).toBe(
      'state=WAITING%2CFAILED&type=photo&scriptId=a&range=90d&sort=updated&dir=asc&page=2&size=50',
    );
    // Chosen days replace the preset.
    const days = 'state=WAITING%2CFAILED&type=photo&scriptId=a';
    const rest = 'sort=updated&dir=asc&page=2&size=50';
    expect(writeListView({ ...view, since: '2026-05-01' })).toBe(
      `${days}&since=2026-05-01&${rest}`,
    );
    expect(writeListView({ ...view, until: '2026-05-01' })).toBe(
      `${days}&until=2026-05-01&${rest}`,
    );
  });

  it('reads what a form sends: the button after its fields, and an order in one', () => {
    expect(readListView('?name=&state=WAITING&state=FAILED&type=&range=30d&sort=name-asc')).toEqual(
      { ...defaultView, states: ['FAILED'], sort: 'name', dir: 'asc' },
    );
    expect(readListView('?state=WAITING&state=').states).toEqual([]);
    expect(readListView('?sort=name-up&dir=asc')).toMatchObject({ sort: 'name', dir: 'desc' });
    expect(readListView('?sort=created-desc-asc')).toEqual(defaultView);
  });
});

describe('a search', () => {
  it.each([
    ['name', '', true],
    ['name', '新品 / 发布?', true],
    ['name', 'x'.repeat(256), true],
    ['name', 'x'.repeat(257), false],
    ['jobId', '', true],
    ['jobId', 'a-1', true],
    ['jobId', '../a', false],
    ['scriptId', 'a b', false],
  ] as const)('by %s for %j is possible: %s', (field, text, possible) => {
    expect(isSearchable(field, text)).toBe(possible);
  });

  it.each([
    ['26f06524-4f75-4b3a-a853-b649a21aaf66', true],
    ['26F06524-4F75-4B3A-A853-B649A21AAF66', true],
    ['26f06524-4f75-4b3a-a853-b649a21aaf6', false],
    ['26f06524-4f75-4b3a-a853-b649a21aaf66x', false],
    ['x26f06524-4f75-4b3a-a853-b649a21aaf66', false],
    ['26f065244f754b3aa853b649a21aaf66', false],
    ['Spring sale', false],
  ])('for %s looks like one for a job id: %s', (text, looks) => {
    expect(looksLikeJobId(text)).toBe(looks);
  });

  it.each([
    [{}, false],
    [{ search: 'a' }, false],
    [{ searchBy: 'jobId' }, false],
    [{ searchBy: 'jobId', search: 'a' }, true],
    [{ searchBy: 'scriptId', search: 'a' }, true],
  ] as const)('of %j names an id: %s', (part, names) => {
    expect(isIdSearch({ ...defaultView, ...part })).toBe(names);
  });
});
