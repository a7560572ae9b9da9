import type { FileState } from '../../../contract/media.ts';

/** What can be known after an error, or once the metadata of a video are there. */
export type PlaybackFacts = {
  isOnline: boolean;
  /** `MediaError.code`: 1 aborted, 2 network, 3 decoding, 4 not usable; null without an error. */
  errorCode: number | null;
  /** `MediaError.message`; each browser has its own texts, and some have none. */
  errorMessage: string;
  hasMetadata: boolean;
  /** Width of the decoded picture in pixels; 0 without a picture. */
  videoWidth: number;
  /** True when a link signed after the first error has failed too. */
  isRenewed: boolean;
  /** Size of the file by MetaStudio; null when not known. */
  fileSizeBytes: number | null;
  /** False when the browser says that it cannot play this type of file. */
  isPlayableType: boolean;
  /** What the proxy found at the store; null when it was not asked yet, `unknown` when it could not be asked. */
  file: FileState | 'unknown' | null;
  /** Whether the cover, on the same store and with a link of the same age, can be loaded; null when not tried. */
  isCoverLoaded: boolean | null;
};

/**
 * Why a video cannot be played; with `sound_only` it is heard and not seen. `network` is the way from this browser to the
 * store, `unreachable` a store that does not answer the proxy either.
 */
export type PlaybackTrouble =
  | 'refused'
  | 'format'
  | 'sound_only'
  | 'empty'
  | 'network'
  | 'unreachable';

const networkError = 2;
const decodingError = 3;

/**
 * What a browser's message gives away: a status in Firefox, and the names of decoders. "Format error" of Chromium says
 * nothing: it stands for a refused link too, and for no reply at all.
 */
const messageTroubles: [RegExp, PlaybackTrouble][] = [
  [/^[45]\d\d\b/, 'refused'],
  [/DEMUXER|DECODE|NS_ERROR_DOM_MEDIA|unsupported/i, 'format'],
];
const networkMessage = /NS_ERROR_NET/;

/**
 * Why a video cannot be played: `stale_link` when a new link should be tried first, `unexplained` when the proxy should be
 * asked what it finds at the store, null when nothing is wrong. The store allows no script to read a status, and Chromium
 * reports a refused link, an empty file and an unknown format in the same way: the surest facts come first
 * (docs/metastudio.md#object-requests).
 */
export function playbackTrouble(
  facts: PlaybackFacts,
): PlaybackTrouble | 'stale_link' | 'unexplained' | null {
  if (facts.errorCode === null) {
    return facts.hasMetadata && facts.videoWidth === 0 ? 'sound_only' : null;
  }
  if (facts.fileSizeBytes === 0) return 'empty';
  if (!facts.isOnline) return 'network';
  if (!facts.isPlayableType) return 'format';
  if (!facts.isRenewed) return 'stale_link';
  if (facts.errorCode === decodingError) return 'format';
  const told = messageTroubles.find(([pattern]) => pattern.test(facts.errorMessage));
  return told === undefined ? troubleByFile(facts) : told[1];
}

/** The trouble by what the proxy found at the store, and by whether this browser reaches the store at all. */
function troubleByFile(facts: PlaybackFacts): PlaybackTrouble | 'unexplained' {
  const { file, isCoverLoaded } = facts;
  const isBrokenOff = facts.errorCode === networkError || networkMessage.test(facts.errorMessage);
  switch (file) {
    case null:
      return 'unexplained';
    case 'readable':
      return isBrokenOff || isCoverLoaded === false ? 'network' : 'format';
    case 'unknown':
      return isBrokenOff || isCoverLoaded !== true ? 'network' : 'format';
    default:
      return file;
  }
}
