import { act, cleanup, render } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import type { Job } from '../../../../contract/job.ts';
import { finished } from '../../../testing/fixtures.ts';
import { useFirstRows } from './use-first-rows.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Numbers of rows that were drawn, one after the other. */
let drawn: number[];

function Rows({ jobs }: { jobs: readonly Job[] }) {
  drawn.push(useFirstRows(jobs).length);
  return null;
}

const jobs = (prefix: string, count = 20): Job[] =>
  Array.from({ length: count }, (_, i) => ({ ...finished, id: `${prefix}-${i}` }));

/** Draws rows, and then others in their place. */
function draw(first: readonly Job[], next: readonly Job[]) {
  const { rerender } = render(<Rows jobs={first} />);
  drawn = [];
  act(() => rerender(<Rows jobs={next} />));
}

it.each([
  [768, 9],
  [360, 3],
  [1440, 12],
])('draws the rows first that fill a window %i px high, and then all', (height, count) => {
  vi.stubGlobal('innerHeight', height);
  drawn = [];
  render(<Rows jobs={jobs('a')} />);
  expect([drawn.at(0), drawn.at(-1)]).toEqual([count, 20]);
});

it('draws the first rows of another view first, also after one with few rows', () => {
  draw(jobs('a'), jobs('b'));
  expect([drawn.at(0), drawn.at(-1)]).toEqual([9, 20]);
  draw(jobs('a', 3), jobs('a'));
  expect([drawn.at(0), drawn.at(-1)]).toEqual([9, 20]);
});

it('keeps the rows that are on screen of a view that becomes much longer, and then draws all', () => {
  const { rerender } = render(<Rows jobs={jobs('a')} />);
  for (const count of [100, 20, 100]) {
    drawn = [];
    act(() => rerender(<Rows jobs={jobs('a', count)} />));
    expect([drawn.at(0), drawn.at(-1)]).toEqual([20, count]);
  }
});

it('draws a changed job once', () => {
  draw(jobs('a'), jobs('a').with(15, { ...finished, id: 'a-15', name: 'Renamed' }));
  expect(drawn).toEqual([20]);
});

it.each([
  ['a job less', jobs('a', 19)],
  ['another order', jobs('a').reverse()],
])('keeps all rows for %s', (_, next) => {
  draw(jobs('a'), next);
  expect(new Set(drawn)).toEqual(new Set([next.length]));
});

it('draws all rows on the server', () => {
  drawn = [];
  renderToString(<Rows jobs={jobs('a')} />);
  expect(drawn).toEqual([20]);
});
