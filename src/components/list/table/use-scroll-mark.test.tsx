import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useScrollMark } from './use-scroll-mark.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function draw() {
  const table = document.createElement('table');
  const { unmount } = renderHook(() => useScrollMark({ current: table }));
  return { unmount, isMarked: () => table.hasAttribute('data-scrolling') };
}
const scroll = () => window.dispatchEvent(new Event('scroll'));

it('marks an element from the first scroll event until a pause', () => {
  const { isMarked } = draw();
  expect(isMarked()).toBe(false);
  scroll();
  expect(isMarked()).toBe(true);
  vi.advanceTimersByTime(149);
  scroll();
  vi.advanceTimersByTime(149);
  expect(isMarked()).toBe(true);
  vi.advanceTimersByTime(1);
  expect(isMarked()).toBe(false);
  scroll();
  expect(isMarked()).toBe(true);
});

it('leaves neither mark nor listener when it goes', () => {
  const { unmount, isMarked } = draw();
  scroll();
  unmount();
  expect(isMarked()).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
  scroll();
  expect(isMarked()).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

it('marks nothing while there is no element', () => {
  const element = { current: null };
  const { unmount } = renderHook(() => useScrollMark(element));
  const onError = vi.fn((event: ErrorEvent) => event.preventDefault());
  window.addEventListener('error', onError);
  scroll();
  vi.advanceTimersByTime(150);
  unmount();
  window.removeEventListener('error', onError);
  expect(onError).not.toHaveBeenCalled();
});
