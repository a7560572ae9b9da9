import { expect, it } from 'vitest';
import { backLink, isFromList, jobLink } from './links.ts';

it('names the type of a job in its link when it is known', () => {
  expect(jobLink({ id: 'a-1', type: 'photo' })).toBe('/jobs/a-1?type=photo');
  expect(jobLink({ id: 'a-1', type: null })).toBe('/jobs/a-1');
});

it('keeps an id in its place of the path', () => {
  expect(jobLink({ id: 'a/b?c#d', type: null })).toBe('/jobs/a%2Fb%3Fc%23d');
});

it.each(['/', '/?state=FAILED&page=2'])('leads back to the list as it was left: %s', (list) => {
  expect(backLink({ list })).toBe(list);
  expect(isFromList({ list })).toBe(true);
});

it.each([
  null,
  undefined,
  'list',
  7,
  {},
  { list: null },
  { list: '' },
  { list: ['/'] },
  { list: 'state=FAILED' },
  { list: '/jobs/a' },
  { list: '//evil.example' },
  { list: 'https://evil.example/?a' },
  { list: 'x/?state=FAILED' },
])('leads back to the first page when the page was not opened from the list: %j', (state) => {
  expect(backLink(state)).toBe('/');
  expect(isFromList(state)).toBe(false);
});
