import { expect, it } from 'vitest';
import { defaultView } from '../lib/list-view.ts';
import { queryKeys } from './query-keys.ts';

it('has a key for each reply, by what it is of', () => {
  const keys = [
    queryKeys.session,
    queryKeys.signIn,
    queryKeys.openCancellations,
    queryKeys.people,
    ...[1, 2].map((page) => queryKeys.jobList({ ...defaultView, page })),
    queryKeys.jobList({ ...defaultView, states: ['FAILED'] }),
    ...['a', 'b'].flatMap((id) => [
      queryKeys.jobDetail(id),
      queryKeys.jobMedia(id),
      queryKeys.jobMediaCheck(id),
      queryKeys.jobRaw(id),
      queryKeys.cancellations(id),
    ]),
  ].map((key) => JSON.stringify(key));
  expect(new Set(keys).size).toBe(keys.length);
});

it('finds all pages of a view by their beginning, and all lists by one word', () => {
  const view = { ...defaultView, states: ['FAILED' as const], page: 7 };
  expect(queryKeys.jobList(view)).toEqual([...queryKeys.jobWalk({ ...view, page: 2 }), 7]);
  expect(queryKeys.jobList(view)[0]).toBe(queryKeys.jobLists[0]);
});
