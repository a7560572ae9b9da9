import { expect, it } from 'vitest';
import { hear, type Notice, noticeText } from './notices.ts';

/** What process `b` hears of a text. */
function heard(text: string): Notice[] {
  const notices: Notice[] = [];
  hear(text, 'b', (notice) => notices.push(notice));
  return notices;
}

it.each<Notice>([
  { kind: 'sessions', id: null },
  { kind: 'job', id: 'job-1' },
])('a notice arrives as it was told, and only at other processes: %j', (notice) => {
  expect(heard(noticeText('a', notice))).toEqual([notice]);
  expect(heard(noticeText('b', notice))).toEqual([]);
});

it.each([
  ['of a later version', ['a', 'views', 'x']],
  ['of a job without an id', ['a', 'job', null]],
])('a notice %s is passed over', (_, notice) => {
  expect(heard(JSON.stringify(notice))).toEqual([]);
});
