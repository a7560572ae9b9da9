import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FileState, JobMedia } from '../../../contract/media.ts';
import { fakePlayer } from '../../testing/fake-player.ts';
import { noMedia } from '../../testing/fixtures.ts';
import type * as facts from './playback-facts.ts';
import { usePlaybackTrouble } from './use-playback-trouble.ts';

const { isLoadable } = vi.hoisted(() => ({
  isLoadable: vi.fn<(url: string) => Promise<boolean>>(),
}));
vi.mock('./playback-facts.ts', async (original) => ({
  ...(await original<typeof facts>()),
  isLoadable,
}));

afterEach(() => {
  cleanup();
  vi.resetAllMocks();
});

const media: JobMedia = {
  ...noMedia,
  cover: { url: 'https://a.example/c.png', expiresAt: null },
  video: { url: 'https://a.example/v', expiresAt: null, source: 'asset', fileType: null },
};
/** What Chromium says about a refused link, an empty file, an unknown format, and no reply at all. */
const unclear = { code: 4, message: 'Format error' };

/** A player with its reporter of troubles. */
function report(state: Parameters<typeof fakePlayer>[0], { media: of = media } = {}) {
  const { player } = fakePlayer(state);
  const onTrouble = vi.fn();
  const renew = vi.fn();
  const checkFile = vi.fn<() => Promise<FileState | null>>();
  const hook = renderHook(() =>
    usePlaybackTrouble({ element: { current: player }, media: of, checkFile, onTrouble }),
  );
  return {
    onTrouble,
    renew,
    checkFile,
    answer: (isRenewed: boolean) => act(() => hook.result.current.answerError(isRenewed, renew)),
    /** The same without waiting for its end. */
    beginAnswer: () => act(async () => void hook.result.current.answerError(true, renew)),
    look: () => act(() => hook.result.current.lookForPicture()),
    isChecking: () => hook.result.current.isChecking,
  };
}

describe('an error', () => {
  it('asks for a new link first, and says nothing', async () => {
    const { answer, renew, onTrouble, checkFile } = report({ error: unclear });
    await answer(false);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(onTrouble).not.toHaveBeenCalled();
    expect(checkFile).not.toHaveBeenCalled();
  });

  it('is told without further requests where it explains itself', async () => {
    const { answer, renew, onTrouble, checkFile } = report({ error: { code: 3, message: '' } });
    await answer(true);
    expect(onTrouble.mock.calls).toEqual([['format']]);
    expect(renew).not.toHaveBeenCalled();
    expect(checkFile).not.toHaveBeenCalled();
  });

  it.each<[FileState | null, boolean, string]>([
    ['refused', true, 'refused'],
    ['empty', true, 'empty'],
    ['unreachable', false, 'unreachable'],
    ['readable', true, 'format'],
    ['readable', false, 'network'],
    [null, true, 'format'],
    [null, false, 'network'],
  ])('is told by the file (%j) and the cover (%j)', async (file, isCoverLoaded, trouble) => {
    const { answer, renew, onTrouble, checkFile } = report({ error: unclear });
    checkFile.mockResolvedValue(file);
    isLoadable.mockResolvedValue(isCoverLoaded);
    await answer(true);
    expect(isLoadable.mock.calls).toEqual([[media.cover?.url]]);
    expect(onTrouble.mock.calls).toEqual([[trouble]]);
    expect(renew).not.toHaveBeenCalled();
  });

  it('is told without a cover to try', async () => {
    const { answer, onTrouble, checkFile } = report(
      { error: unclear },
      { media: { ...media, cover: null } },
    );
    checkFile.mockResolvedValue('readable');
    await answer(true);
    expect(isLoadable).not.toHaveBeenCalled();
    expect(onTrouble.mock.calls).toEqual([['format']]);
  });

  it('is being looked at until the store has answered', async () => {
    const { beginAnswer, checkFile, isChecking } = report({ error: unclear });
    isLoadable.mockResolvedValue(true);
    let reply: (file: FileState) => void = () => undefined;
    checkFile.mockReturnValue(
      new Promise((resolve) => {
        reply = resolve;
      }),
    );
    expect(isChecking()).toBe(false);
    await beginAnswer();
    expect(isChecking()).toBe(true);
    await act(async () => reply('empty'));
    expect(isChecking()).toBe(false);
  });
});

describe('the metadata of a video', () => {
  it.each([
    [{ readyState: 1, videoWidth: 0 }, 'sound_only'],
    [{ readyState: 1, videoWidth: 640 }, null],
  ])('say whether there is a picture: %j', (state, trouble) => {
    const { look, onTrouble } = report(state);
    look();
    expect(onTrouble.mock.calls).toEqual([[trouble]]);
  });

  it('say nothing after an error', () => {
    const { look, onTrouble } = report({ readyState: 1, error: unclear });
    look();
    expect(onTrouble).not.toHaveBeenCalled();
  });
});

it('says nothing of a player that is gone', async () => {
  const onTrouble = vi.fn();
  const { result } = renderHook(() =>
    usePlaybackTrouble({ element: { current: null }, media, checkFile: vi.fn(), onTrouble }),
  );
  await act(() => result.current.answerError(true, vi.fn()));
  act(() => result.current.lookForPicture());
  expect(onTrouble).not.toHaveBeenCalled();
});
