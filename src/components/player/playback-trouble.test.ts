import { describe, expect, it } from 'vitest';
import { type PlaybackFacts, playbackTrouble } from './playback-trouble.ts';

/** A video that has begun to load. */
const fine: PlaybackFacts = {
  isOnline: true,
  errorCode: null,
  errorMessage: '',
  hasMetadata: false,
  videoWidth: 0,
  isRenewed: false,
  fileSizeBytes: 12_400_000,
  isPlayableType: true,
  file: null,
  isCoverLoaded: null,
};

/** A video whose new link has failed as well. */
const failed: PlaybackFacts = { ...fine, errorCode: 4, isRenewed: true };

describe('a video without an error', () => {
  it.each([
    ['before its metadata are there', {}, null],
    ['with a picture', { hasMetadata: true, videoWidth: 640 }, null],
    ['without a picture', { hasMetadata: true }, 'sound_only'],
    ['offline, while it plays from the buffer', { isOnline: false, videoWidth: 640 }, null],
  ] as const)('%s', (_, facts, trouble) => {
    expect(playbackTrouble({ ...fine, ...facts })).toBe(trouble);
  });
});

describe('a video with a first error', () => {
  it.each([
    ['gets a new link when it could not be used', { errorCode: 4 }, 'stale_link'],
    ['gets a new link when its loading broke off', { errorCode: 2 }, 'stale_link'],
    ['gets a new link when a part could not be decoded', { errorCode: 3 }, 'stale_link'],
    [
      'gets a new link whatever the message',
      { errorCode: 4, errorMessage: '403: x' },
      'stale_link',
    ],
    ['is not asked for again when it is empty', { errorCode: 4, fileSizeBytes: 0 }, 'empty'],
    ['is not asked for again offline', { errorCode: 2, isOnline: false }, 'network'],
    ['is not asked for again in a known format', { errorCode: 4, isPlayableType: false }, 'format'],
  ] as const)('%s', (_, facts, trouble) => {
    expect(playbackTrouble({ ...fine, ...facts })).toBe(trouble);
  });
});

describe('a video whose new link fails too', () => {
  it.each([
    ['is checked by the proxy when nothing else is known', {}, 'unexplained'],
    ['is checked when its size is not known', { fileSizeBytes: null }, 'unexplained'],
    ['is checked when loading broke off', { errorCode: 2 }, 'unexplained'],
    [
      'is checked when Chromium names neither status nor decoder',
      { errorMessage: 'MEDIA_ELEMENT_ERROR: Format error' },
      'unexplained',
    ],
    [
      'is checked when Firefox names the network',
      { errorMessage: 'NS_ERROR_NET_RESET' },
      'unexplained',
    ],
    ['is refused with a status', { errorMessage: '403: Forbidden' }, 'refused'],
    ['is of an unknown format when it cannot be decoded', { errorCode: 3 }, 'format'],
    [
      'is of an unknown format when the demuxer says so',
      { errorMessage: 'DEMUXER_ERROR_NO_SUPPORTED_STREAMS: FFmpegDemuxer: no supported streams' },
      'format',
    ],
    [
      'is of an unknown format when Firefox says so',
      { errorMessage: 'NS_ERROR_DOM_MEDIA_METADATA_ERR (0x806e0006)', isCoverLoaded: false },
      'format',
    ],
    ['is out of reach offline', { isOnline: false, isCoverLoaded: true }, 'network'],
    ['is empty above all', { fileSizeBytes: 0, isOnline: false, errorCode: 2 }, 'empty'],
  ] as const)('%s', (_, facts, trouble) => {
    expect(playbackTrouble({ ...failed, ...facts })).toBe(trouble);
  });
});

describe('a video that the proxy has checked', () => {
  it.each([
    ['is refused', { file: 'refused' }, 'refused'],
    ['is refused although its cover loads', { file: 'refused', isCoverLoaded: true }, 'refused'],
    ['is empty whatever MetaStudio says', { file: 'empty', isCoverLoaded: true }, 'empty'],
    ['is on a store that does not answer', { file: 'unreachable' }, 'unreachable'],
    [
      'is on a store that does not answer when loading broke off',
      { file: 'unreachable', errorCode: 2 },
      'unreachable',
    ],
    ['is of an unknown format when it is there', { file: 'readable' }, 'format'],
    [
      'is of an unknown format when it is there and its cover loads',
      { file: 'readable', isCoverLoaded: true },
      'format',
    ],
    [
      'is out of this browser’s reach when its cover is too',
      { file: 'readable', isCoverLoaded: false },
      'network',
    ],
    [
      'is out of this browser’s reach when loading broke off',
      { file: 'readable', errorCode: 2, isCoverLoaded: true },
      'network',
    ],
    [
      'is out of this browser’s reach when Firefox says so',
      { file: 'readable', errorMessage: 'NS_ERROR_NET_RESET', isCoverLoaded: true },
      'network',
    ],
  ] as const)('%s', (_, facts, trouble) => {
    expect(playbackTrouble({ ...failed, ...facts })).toBe(trouble);
  });
});

describe('a video that could not be checked', () => {
  it.each([
    ['is out of reach', {}, 'network'],
    ['is out of reach when its cover is too', { isCoverLoaded: false }, 'network'],
    ['is out of reach when loading broke off', { errorCode: 2, isCoverLoaded: true }, 'network'],
    ['is of an unknown format when its cover loads', { isCoverLoaded: true }, 'format'],
  ] as const)('%s', (_, facts, trouble) => {
    expect(playbackTrouble({ ...failed, file: 'unknown', ...facts })).toBe(trouble);
  });
});
