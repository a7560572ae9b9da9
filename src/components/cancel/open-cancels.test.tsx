import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from '../../api/query-client.ts';
import { cancellation, finished, waiting } from '../../testing/fixtures.ts';
import { OpenCancelsContext, useOpenCancel, useOpenCancels } from './open-cancels.ts';

const newer = { ...cancellation, auditId: 'newer', jobId: 'a', settledAt: null };
const older = { ...newer, auditId: 'older' };
const other = { ...newer, auditId: 'other', jobId: 'b' };
let asked: number;

beforeEach(() => {
  asked = 0;
  vi.stubGlobal('fetch', async () => {
    asked++;
    return Response.json({ open: [newer, other, older] });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function draw(jobs: Parameters<typeof useOpenCancels>[0]) {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useOpenCancels(jobs), { wrapper }).result;
}

it('has the newest cancel of each job that is not settled', async () => {
  const result = draw([finished, waiting]);
  await vi.waitFor(() => expect(result.current.size).toBe(2));
  expect(result.current.get('a')?.auditId).toBe('newer');
  expect(result.current.get('b')?.auditId).toBe('other');
});

it('asks for none while no job of the page can have one', async () => {
  expect(draw([finished]).current.size).toBe(0);
  expect(asked).toBe(0);
});

it('tells a row the cancel of its job', () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <OpenCancelsContext value={new Map([['a', newer]])}>{children}</OpenCancelsContext>
  );
  expect(renderHook(() => useOpenCancel('a'), { wrapper }).result.current).toBe(newer);
  expect(renderHook(() => useOpenCancel('b'), { wrapper }).result.current).toBeUndefined();
  expect(renderHook(() => useOpenCancel('a')).result.current).toBeUndefined();
});
