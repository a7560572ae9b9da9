import { describe, expect, it } from 'vitest';
import { earliestJobTime } from '../../contract/job-query.ts';
import {
  defaultView,
  type ListView,
  listRequest,
  readListView,
  withWiderRange,
  writeListView,
} from './list-view.ts';

const now = Date.parse('2026-05-20T10:42:17Z');

describe('the list view in the page URL', () => {
  const views: Partial<ListView>[] = [
    {},
    { states: ['WAITING', 'FAILED'], page: 3 },
    { searchBy: 'name', search: '新品 & 发布?' },
    { searchBy: 'jobId', search: '26f06524-4f75-4b3a-a853-b649a21aaf66' },
    { type: 'photo', sort: 'updated', dir: 'asc', size: 100, range: '7d' },
    { since: '2026-05-01', until: '2026-05-09' },
    { range: 'all', search: 'a' },
  ];
  it.each(views)('is the same after writing and reading: %j', (part) => {
    const view = { ...defaultView, ...part };
    expect(readListView(writeListView(view))).toEqual(view);
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
    'size=7',
    'size=20&size=50',
    'state=,,',
    'state=waiting',
    'state=__proto__',
    'type=3d',
    'sort=name',
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
  });
});

describe('the request to the proxy', () => {
  it('names range, sort, direction and page', () => {
    const request = listRequest({ ...defaultView, page: 3, size: 50 }, now);
    expect(request).toBe(
      '/api/jobs?since=2026-04-20T10%3A00%3A00.000Z&sort=created&dir=desc&offset=100&limit=50',
    );
  });

  it('is the same within the hour', () => {
    expect(listRequest(defaultView, now)).toBe(listRequest(defaultView, now + 17 * 60_000));
  });

  it('searches ids in all of time and names in the range', () => {
    const byId = listRequest({ ...defaultView, searchBy: 'jobId', search: 'a-1' }, now);
    expect(new URLSearchParams(byId.split('?')[1]).get('since')).toBe(earliestJobTime);
    const byName = listRequest({ ...defaultView, search: 'a' }, now);
    expect(new URLSearchParams(byName.split('?')[1]).get('since')).toBe('2026-04-20T10:00:00.000Z');
  });

  it('leaves states, page and sort out when counting', () => {
    const view: ListView = { ...defaultView, states: ['FAILED'], page: 4, type: '2d' };
    expect(listRequest(view, now, true)).toBe(
      '/api/jobs/counts?type=2d&since=2026-04-20T10%3A00%3A00.000Z',
    );
  });

  it('covers chosen days from the first moment of the first to the last moment of the last', () => {
    const params = (part: Partial<ListView>) =>
      new URLSearchParams(listRequest({ ...defaultView, ...part }, now).split('?')[1]);
    const days = params({ since: '2026-05-01', until: '2026-05-09' });
    expect(days.get('since')).toBe(new Date(2026, 4, 1).toISOString());
    expect(days.get('until')).toBe(new Date(2026, 4, 9, 23, 59, 59, 999).toISOString());
    const day = params({ since: '2026-02-28', until: '2026-02-28' });
    expect(Date.parse(day.get('until') ?? '') - Date.parse(day.get('since') ?? '')).toBe(
      24 * 3_600_000 - 1,
    );
    const open = params({ until: '2026-05-09' });
    expect(open.get('since')).toBe(earliestJobTime);
    expect(params({ since: '2026-05-01' }).has('until')).toBe(false);
  });

  it('has no beginning but that of the service for all time', () => {
    expect(listRequest({ ...defaultView, range: 'all' }, now)).toContain(
      `since=${encodeURIComponent(earliestJobTime)}`,
    );
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
    expect(withWiderRange({ ...view, searchBy: 'jobId', search: 'a-1' })).toBeNull();
  });
});
