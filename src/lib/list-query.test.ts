import { describe, expect, it } from 'vitest';
import { earliestJobTime } from '../../contract/job-query.ts';
import { defaultView, type ListView, listQuery } from './list-view.ts';

const now = Date.parse('2026-05-20T10:42:17Z');

describe('the request to the proxy', () => {
  it('names range, sort, direction and page', () => {
    const request = listQuery({ ...defaultView, page: 3, size: 50 }, now);
    expect(request).toBe(
      'since=2026-04-20T10%3A00%3A00.000Z&sort=created&dir=desc&offset=100&limit=50',
    );
  });

  it('says what is filtered by', () => {
    const view: ListView = { ...defaultView, states: ['WAITING', 'FAILED'], type: '2d' };
    const request = listQuery({ ...view, search: 'a', sort: 'updated', dir: 'asc' }, now);
    expect(request).toBe(
      'state=WAITING%2CFAILED&type=2d&q=a&since=2026-04-20T10%3A00%3A00.000Z' +
        '&sort=updated&dir=asc&offset=0&limit=20',
    );
  });

  it('says that late jobs are wanted', () => {
    const view: ListView = { ...defaultView, states: ['WAITING'], late: true, sort: 'waited' };
    expect(listQuery(view, now)).toMatch(/^state=WAITING&late=true&.*&sort=waited&dir=desc/);
  });

  it.each([
    ['24h', '2026-05-19T10:00:00.000Z'],
    ['7d', '2026-05-13T10:00:00.000Z'],
    ['30d', '2026-04-20T10:00:00.000Z'],
    ['90d', '2026-02-19T10:00:00.000Z'],
  ] as const)('begins %s ago, at the full hour', (range, since) => {
    const request = listQuery({ ...defaultView, range }, now);
    expect(new URLSearchParams(request).get('since')).toBe(since);
  });

  it('is the same within the hour', () => {
    expect(listQuery(defaultView, now)).toBe(listQuery(defaultView, now + 17 * 60_000));
  });

  it('searches ids in all of time and names in the range', () => {
    const byId = listQuery({ ...defaultView, searchBy: 'jobId', search: 'a-1' }, now);
    expect(new URLSearchParams(byId).get('since')).toBe(earliestJobTime);
    const byName = listQuery({ ...defaultView, search: 'a' }, now);
    expect(new URLSearchParams(byName).get('since')).toBe('2026-04-20T10:00:00.000Z');
  });

  it('names the order that a walk through the pages follows', () => {
    expect(listQuery(defaultView, now, { at: 'epoch.7', since: '2026-05-01T00:00:00Z' })).toMatch(
      /since=2026-05-01T00%3A00%3A00Z.*&at=epoch\.7$/,
    );
  });

  it('covers chosen days from the first moment of the first to the last moment of the last', () => {
    const params = (part: Partial<ListView>) =>
      new URLSearchParams(listQuery({ ...defaultView, ...part }, now));
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

  it('does not end before it starts when it ends before the first video', () => {
    const params = new URLSearchParams(listQuery({ ...defaultView, until: '2018-12-30' }, now));
    expect(params.get('since')).toBe(new Date(2018, 11, 30).toISOString());
    expect(params.get('until')).toBe(new Date(2018, 11, 30, 23, 59, 59, 999).toISOString());
  });

  it('has no beginning but that of the service for all time', () => {
    expect(listQuery({ ...defaultView, range: 'all' }, now)).toContain(
      `since=${encodeURIComponent(earliestJobTime)}`,
    );
  });
});
