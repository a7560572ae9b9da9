import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { waiting } from '../../testing/fixtures.ts';
import { useStateChanges } from './state-changes.ts';

afterEach(cleanup);

const started: Job = { ...waiting, state: 'PROCESSING' };

/** The rows of a view, which change. */
function show(viewKey: string, jobs: Job[] | undefined) {
  const { result, rerender } = renderHook(
    (props: { viewKey: string; jobs: Job[] | undefined }) =>
      useStateChanges(props.viewKey, props.jobs),
    { initialProps: { viewKey, jobs } },
  );
  return { result, rerender };
}

it('notes what has changed since the view was opened, and stays the same object', () => {
  const { result, rerender } = show('a', [waiting]);
  expect(result.current.latest).toEqual([]);
  const jobs = [started];
  rerender({ viewKey: 'a', jobs });
  const first = result.current;
  expect(first.latest).toEqual([{ id: waiting.id, to: 'PROCESSING' }]);
  rerender({ viewKey: 'a', jobs });
  expect(result.current).toBe(first);
});

it('begins anew with another view', () => {
  const { result, rerender } = show('a', [waiting]);
  rerender({ viewKey: 'a', jobs: [started] });
  rerender({ viewKey: 'b', jobs: [waiting] });
  expect(result.current.latest).toEqual([]);
  expect(result.current.counts.size).toBe(0);
  rerender({ viewKey: 'b', jobs: [started] });
  expect(result.current.counts.get(waiting.id)).toBe(1);
});

it('begins anew with another view of the same rows', () => {
  const { result, rerender } = show('a', [waiting]);
  const jobs = [started];
  rerender({ viewKey: 'a', jobs });
  rerender({ viewKey: 'b', jobs });
  expect(result.current.latest).toEqual([]);
});

it('knows no change of rows that are not there', () => {
  const { result, rerender } = show('a', undefined);
  rerender({ viewKey: 'a', jobs: [waiting] });
  expect(result.current.latest).toEqual([]);
  rerender({ viewKey: 'a', jobs: undefined });
  expect(result.current.latest).toEqual([]);
});
