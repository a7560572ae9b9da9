import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useCopy } from './use-copy.ts';
import { useScrollLock } from './use-scroll-lock.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a copied text', () => {
  it('is told, until that is cleared', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    const { result } = renderHook(() => useCopy());
    expect(result.current.state).toBe('idle');
    await act(() => result.current.copy('a text'));
    expect(write.mock.calls).toEqual([['a text']]);
    expect(result.current.state).toBe('copied');
    act(() => result.current.clear());
    expect(result.current.state).toBe('idle');
  });

  it('is told when the browser refuses', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
    const { result } = renderHook(() => useCopy());
    await act(() => result.current.copy('a text'));
    expect(result.current.state).toBe('refused');
  });
});

it('keeps the page behind a dialog where it is, with the room of its scroll bar', () => {
  const root = document.documentElement;
  vi.spyOn(window, 'innerWidth', 'get').mockReturnValue(1000);
  vi.spyOn(root, 'clientWidth', 'get').mockReturnValue(985);
  const { unmount } = renderHook(() => useScrollLock());
  expect(root.dataset.dialog).toBe('');
  expect(root.style.getPropertyValue('--scrollbar')).toBe('15px');
  unmount();
  expect(root.dataset.dialog).toBeUndefined();
});
