import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakePlayer } from '../../testing/fake-player.ts';
import { useStall } from './use-stall.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A player that is watched. */
function watch() {
  const { player } = fakePlayer();
  const { result, unmount } = renderHook(() => useStall({ current: player }));
  return {
    fire: (name: string) => act(() => player.dispatchEvent(new Event(name))),
    pass: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    stall: () => result.current.stall,
    restart: () => act(() => result.current.restart()),
    unmount,
  };
}

it.each(['loadstart', 'waiting', 'seeking'])('says that data are slow after %s', (event) => {
  const { fire, pass, stall } = watch();
  pass(10_000);
  expect(stall()).toBeNull();
  fire(event);
  pass(2_500);
  expect(stall()).toBeNull();
  pass(500);
  expect(stall()).toBe('buffering');
});

it('says that the connection is lost when no data arrive for ten seconds', () => {
  const { fire, pass, stall } = watch();
  fire('waiting');
  pass(9_000);
  fire('progress');
  pass(9_500);
  expect(stall()).toBe('buffering');
  pass(500);
  expect(stall()).toBe('lost');
});

it('says so without a network as soon as it is worth a word', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { fire, pass, stall } = watch();
  fire('waiting');
  pass(3_000);
  expect(stall()).toBe('lost');
});

it('counts one wait from its beginning, however many events it has', () => {
  const { fire, pass, stall } = watch();
  fire('seeking');
  pass(2_000);
  fire('waiting');
  pass(1_000);
  expect(stall()).toBe('buffering');
});

it.each(['loadedmetadata', 'canplay', 'playing', 'seeked', 'pause', 'suspend', 'emptied', 'error'])(
  'ends a wait with %s',
  (event) => {
    const { fire, pass, stall } = watch();
    fire('waiting');
    pass(4_000);
    expect(stall()).toBe('buffering');
    fire(event);
    expect(stall()).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
    fire('progress');
    pass(60_000);
    expect(stall()).toBeNull();
  },
);

it('begins a wait anew after another try', () => {
  const { fire, pass, stall, restart } = watch();
  fire('waiting');
  pass(12_000);
  expect(stall()).toBe('lost');
  restart();
  expect(stall()).toBeNull();
  pass(3_000);
  expect(stall()).toBe('buffering');
});

it('watches no longer than the player is on the page', () => {
  const { fire, pass, unmount } = watch();
  fire('waiting');
  unmount();
  expect(vi.getTimerCount()).toBe(0);
  fire('waiting');
  pass(1_000);
  expect(vi.getTimerCount()).toBe(0);
});
