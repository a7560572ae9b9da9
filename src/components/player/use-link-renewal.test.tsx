import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SignedUrl } from '../../../contract/job.ts';
import { fakePlayer } from '../../testing/fake-player.ts';
import { useLinkRenewal } from './use-link-renewal.ts';

const start = Date.parse('2026-05-20T10:00:00Z');
const minute = 60_000;

/** A link to one object that is signed anew with each number and lives for ten minutes. */
const link = (n: number, object = 'v'): SignedUrl => ({
  url: `https://a.example/${object}.mp4?s=${n}`,
  expiresAt: new Date(start + n * 10 * minute).toISOString(),
});

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

type Renewal = ReturnType<typeof useLinkRenewal>;

/** A player of the first link. Each renewal brings the next one, unless the test says otherwise. */
function play(state: Parameters<typeof fakePlayer>[0] = {}, first = link(1), src = '') {
  const { player, state: now } = fakePlayer(state);
  if (src !== '') player.src = src;
  let signed = 1;
  const renew = vi.fn(async (): Promise<SignedUrl | null> => link(++signed));
  const onError = vi.fn<(isRenewed: boolean, renewAfterError: () => void) => void>();
  const onUnrenewed = vi.fn();
  const onEarlyMetadata = vi.fn();
  const load = vi.spyOn(player, 'load').mockImplementation(() => undefined);
  const start = vi.spyOn(player, 'play').mockResolvedValue();
  const element = { current: player };
  const options = { element, renew, onError, onEarlyMetadata, onUnrenewed };
  const { result, rerender, unmount } = renderHook(
    ({ video }: { video: SignedUrl }) => useLinkRenewal({ ...options, video }),
    { initialProps: { video: first } },
  );
  return {
    player,
    state: now,
    renew,
    onError,
    onUnrenewed,
    onEarlyMetadata,
    load,
    start,
    /** Lets the player tell of something. */
    tell: (event: keyof Renewal['events']) => act(async () => result.current.events[event]()),
    renewNow: () => act(async () => result.current.renewNow()),
    renewing: () => result.current.renewing,
    show: (video: SignedUrl) => act(async () => rerender({ video })),
    unmount,
  };
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe('a link that becomes old', () => {
  it('is renewed in its last tenth while the video is paused', async () => {
    const { player, renew } = play();
    expect(player.src).toBe(link(1).url);
    await pass(9 * minute - 1);
    expect(renew).not.toHaveBeenCalled();
    await pass(1);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(player.src).toBe(link(2).url);
    await pass(9 * minute - 1);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('is kept while the video plays, and in a hidden tab', async () => {
    const { state, renew } = play({ paused: false });
    await pass(9.5 * minute);
    expect(renew).not.toHaveBeenCalled();
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    state.paused = true;
    await pass(5_000);
    expect(renew).not.toHaveBeenCalled();
    hidden.mockReturnValue(false);
    await pass(1_000);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('is never renewed when it does not say its end', async () => {
    const { renew, tell } = play({}, { ...link(1), expiresAt: null });
    await pass(48 * 60 * minute);
    await tell('onSeeking');
    expect(renew).not.toHaveBeenCalled();
  });

  it('is not asked for again within a minute when the new one lives no longer', async () => {
    const { renew } = play();
    renew.mockResolvedValue({ ...link(1), url: 'https://a.example/v.mp4?s=same' });
    await pass(9 * minute);
    expect(renew).toHaveBeenCalledTimes(1);
    await pass(minute - 2_000);
    expect(renew).toHaveBeenCalledTimes(1);
    await pass(4_000);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('is renewed before a seek, which goes on where it leads to', async () => {
    const { player, tell, renew, start } = play({ paused: false });
    await tell('onSeeking');
    expect(renew).not.toHaveBeenCalled();
    await pass(9 * minute);
    player.currentTime = 42;
    player.playbackRate = 2;
    await tell('onSeeking');
    expect(player.src).toBe(link(2).url);
    // The element is back at its start, and seeks while it loads.
    player.currentTime = 0;
    player.playbackRate = 1;
    await tell('onSeeking');
    await tell('onLoadedMetadata');
    expect([player.currentTime, player.playbackRate]).toEqual([42, 2]);
    expect(start).toHaveBeenCalledTimes(1);
    await tell('onLoadedMetadata');
    expect(start).toHaveBeenCalledTimes(1);
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('keeps the place through two changes, one before the other has loaded', async () => {
    const { player, renewNow, tell } = play();
    player.currentTime = 42;
    await renewNow();
    player.currentTime = 0;
    await renewNow();
    expect(player.src).toBe(link(3).url);
    await tell('onLoadedMetadata');
    expect(player.currentTime).toBe(42);
  });

  it('is renewed after a stall, once', async () => {
    const { tell, renew } = play({ paused: false });
    await tell('onStalled');
    expect(renew).not.toHaveBeenCalled();
    await pass(9 * minute);
    renew.mockResolvedValue(null);
    await tell('onStalled');
    expect(renew).toHaveBeenCalledTimes(1);
    await pass(minute);
    await tell('onStalled');
    expect(renew).toHaveBeenCalledTimes(1);
    await pass(1);
    await tell('onStalled');
    expect(renew).toHaveBeenCalledTimes(2);
  });
});

describe('an error', () => {
  const error = { code: 4, message: '' };

  it('may be answered by a new link, and tells when one has been tried', async () => {
    const { tell, onError, renew, state, player } = play();
    state.error = error;
    await tell('onError');
    expect(onError.mock.lastCall?.[0]).toBe(false);
    await act(async () => onError.mock.lastCall?.[1]());
    expect(renew).toHaveBeenCalledTimes(1);
    expect(player.src).toBe(link(2).url);
    await pass(minute);
    await tell('onError');
    expect(onError.mock.lastCall?.[0]).toBe(true);
    await pass(1);
    await tell('onError');
    expect(onError.mock.lastCall?.[0]).toBe(false);
  });

  it.each([
    ['there is no link any more', async () => null, null],
    ['the request fails', () => Promise.reject(new Error('offline')), new Error('offline')],
    ['the request fails oddly', () => Promise.reject('odd'), new Error('odd')],
  ])('is told when %s', async (_, answer, told) => {
    const { renewNow, renew, onUnrenewed, state, player } = play();
    renew.mockImplementation(answer);
    await renewNow();
    expect(onUnrenewed).not.toHaveBeenCalled();
    state.error = error;
    await renewNow();
    expect(onUnrenewed.mock.calls).toEqual([[told]]);
    expect(player.src).toBe(link(1).url);
  });

  it('is answered by loading again when the new link is the same text', async () => {
    const { renewNow, renew, load } = play();
    await renewNow();
    expect(load).not.toHaveBeenCalled();
    renew.mockResolvedValue(link(2));
    await renewNow();
    expect(load).toHaveBeenCalledTimes(1);
  });
});

describe('a renewal', () => {
  it('is one request at a time, and is told while it lasts', async () => {
    const { renewNow, renew, renewing } = play();
    let answer: (fresh: SignedUrl) => void = () => undefined;
    renew.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    expect(renewing()).toBe(false);
    await renewNow();
    await renewNow();
    expect(renew).toHaveBeenCalledTimes(1);
    expect(renewing()).toBe(true);
    await act(async () => answer(link(2)));
    expect(renewing()).toBe(false);
    await renewNow();
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('does not start what was paused', async () => {
    const { renewNow, tell, start } = play();
    await renewNow();
    await tell('onLoadedMetadata');
    expect(start).not.toHaveBeenCalled();
  });

  it('ends with the player', async () => {
    const { unmount, renew } = play();
    unmount();
    await pass(20 * minute);
    expect(renew).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('another link from the page', () => {
  it('is not taken when it is of the same video', async () => {
    const { player, show } = play();
    await show(link(5));
    expect(player.src).toBe(link(1).url);
  });

  it('is taken when it is of another video', async () => {
    const { player, show } = play();
    await show(link(5, 'other'));
    expect(player.src).toBe(link(5, 'other').url);
  });
});

describe('a video that the server has drawn', () => {
  const drawn = (state: Parameters<typeof fakePlayer>[0]) => play(state, link(1), link(1).url);

  it('is looked at when its metadata were there before this code', () => {
    expect(drawn({ readyState: 1 }).onEarlyMetadata).toHaveBeenCalledTimes(1);
    expect(drawn({ readyState: 0 }).onEarlyMetadata).not.toHaveBeenCalled();
    expect(play({ readyState: 1 }).onEarlyMetadata).not.toHaveBeenCalled();
  });

  it('is answered when it has failed before this code', () => {
    const { onError, onEarlyMetadata } = drawn({ error: { code: 4, message: '' }, readyState: 1 });
    expect(onError).toHaveBeenCalledTimes(1);
    expect(onEarlyMetadata).not.toHaveBeenCalled();
    expect(drawn({}).onError).not.toHaveBeenCalled();
  });
});
