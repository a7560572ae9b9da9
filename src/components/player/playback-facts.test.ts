// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JobMedia } from '../../../contract/media.ts';
import { fakePlayer } from '../../testing/fake-player.ts';
import { noMedia } from '../../testing/fixtures.ts';
import { isLoadable, playbackFacts } from './playback-facts.ts';
import { readPosition, restorePosition } from './playback-position.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

type Video = NonNullable<JobMedia['video']>;
const video: Video = {
  url: 'https://a.example/v.mp4?s=1',
  expiresAt: null,
  source: 'asset',
  fileType: null,
};

/** The facts of a video with these parts, in a browser that can play only some types. */
function factsOf(part: Partial<Video>, playable: readonly string[] = []) {
  const { player } = fakePlayer();
  player.canPlayType = (type) => (playable.includes(type) ? 'maybe' : '');
  const media = { ...noMedia, fileSizeBytes: 7, video: { ...video, ...part } };
  return playbackFacts(player, media);
}

describe('the facts of a video', () => {
  it('are what the player tells', () => {
    const error = { code: 3, message: 'DECODE' };
    const { player } = fakePlayer({ error, videoWidth: 640, readyState: 1 });
    expect(playbackFacts(player, noMedia)).toMatchObject({
      isOnline: true,
      errorCode: 3,
      errorMessage: 'DECODE',
      hasMetadata: true,
      videoWidth: 640,
    });
  });

  it('are few before an error and before its metadata', () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { player } = fakePlayer();
    expect(playbackFacts(player, noMedia)).toMatchObject({
      isOnline: false,
      errorCode: null,
      errorMessage: '',
      hasMetadata: false,
    });
  });

  it('have the size of the file that is played, and not that of the one beside a preview', () => {
    expect(factsOf({}).fileSizeBytes).toBe(7);
    expect(factsOf({ source: 'preview' }).fileSizeBytes).toBeNull();
    const { player } = fakePlayer();
    expect(playbackFacts(player, { ...noMedia, fileSizeBytes: 7 }).fileSizeBytes).toBeNull();
  });
});

describe('a type of file', () => {
  it.each([
    ['v.mp4', 'video/mp4'],
    ['v.MP4', 'video/mp4'],
    ['v.m4v', 'video/mp4'],
    ['v.webm', 'video/webm'],
    ['v.mov', 'video/quicktime'],
    ['v.mkv', 'video/x-matroska'],
    ['v.avi', 'video/x-msvideo'],
    ['v.flv', 'video/x-flv'],
    ['v.wmv', 'video/x-ms-wmv'],
    ['a.mp4.webm', 'video/webm'],
  ])('is known by the suffix: %s', (name, type) => {
    const url = `https://a.example/${name}?x=y.mp4`;
    expect(factsOf({ url }, [type]).isPlayableType).toBe(true);
    expect(factsOf({ url }, []).isPlayableType).toBe(false);
  });

  it('is that of the file beside it when the link has no suffix', () => {
    const url = 'https://a.example/v.d/1?s=.mp4';
    expect(factsOf({ url, fileType: 'flv' }, []).isPlayableType).toBe(false);
    expect(factsOf({ fileType: 'flv' }, ['video/mp4']).isPlayableType).toBe(true);
  });

  it('is tried when it is not known, and when there is no video', () => {
    for (const url of ['https://a.example/v.mxf', 'https://a.example/v'])
      expect(factsOf({ url }, []).isPlayableType).toBe(true);
    expect(playbackFacts(fakePlayer().player, noMedia).isPlayableType).toBe(true);
  });
});

describe('a picture', () => {
  let image: HTMLImageElement;

  const ask = () => {
    class FakeImage {
      constructor() {
        image = document.createElement('img');
        // biome-ignore lint/correctness/noConstructorReturn: the picture that the code makes
        return image;
      }
    }
    vi.stubGlobal('Image', FakeImage);
    return isLoadable('https://a.example/c.png');
  };

  it.each([
    ['load', true],
    ['error', false],
  ])('is loadable by its event: %s', async (event, expected) => {
    const answer = ask();
    expect(image.src).toBe('https://a.example/c.png');
    expect(image.referrerPolicy).toBe('no-referrer');
    image.dispatchEvent(new Event(event));
    expect(await answer).toBe(expected);
  });
});

describe('the position of a video', () => {
  it('is restored with its speed, and goes on when it was playing', () => {
    const { player } = fakePlayer({ paused: false });
    player.currentTime = 12;
    player.playbackRate = 1.5;
    const position = readPosition(player, true);
    expect(position).toEqual({ time: 12, rate: 1.5, playing: true });

    const next = fakePlayer().player;
    const play = vi.spyOn(next, 'play').mockRejectedValue(new Error('a click is needed'));
    restorePosition(next, position);
    expect([next.currentTime, next.playbackRate]).toEqual([12, 1.5]);
    expect(play).toHaveBeenCalledTimes(1);
  });

  it('waits for a press on play where it did so before, and at its end', () => {
    expect(readPosition(fakePlayer().player, false).playing).toBe(false);
    expect(readPosition(fakePlayer({ ended: true }).player, true).playing).toBe(false);
    const { player } = fakePlayer();
    const play = vi.spyOn(player, 'play');
    restorePosition(player, { time: 1, rate: 1, playing: false });
    expect(play).not.toHaveBeenCalled();
  });
});
