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
  /** Whether the cover, on the same store and with a link of the same age, can be loaded; null when not tried. */
  isCoverLoaded: boolean | null;
};

/**
 * Why a video cannot be played; with `sound_only` it is heard and not seen. `refused` is also a store that does not answer
 * although the network is there, since scripts see no difference.
 */
export type PlaybackTrouble = 'refused' | 'format' | 'sound_only' | 'empty' | 'network';

const networkError = 2;
const decodingError = 3;

/**
 * What a browser's message gives away: a status in Firefox, and the names of decoders. "Format error" of Chromium says
 * nothing: it stands for a refused link too, and for no reply at all.
 */
const messageTroubles: [RegExp, PlaybackTrouble][] = [
  [/^[45]\d\d\b/, 'refused'],
  [/DEMUXER|DECODE|NS_ERROR_DOM_MEDIA|unsupported/i, 'format'],
  [/NS_ERROR_NET/, 'network'],
];

/**
 * Why a video cannot be played: `stale_link` when a new link should be tried first, null when nothing is wrong. The store
 * allows no script to read a status, and Chromium reports a refused link, an empty file and an unknown format in the same
 * way: the surest facts come first (docs/metastudio.md#object-requests).
 */
export function playbackTrouble(facts: PlaybackFacts): PlaybackTrouble | 'stale_link' | null {
  if (facts.errorCode === null) {
    return facts.hasMetadata && facts.videoWidth === 0 ? 'sound_only' : null;
  }
  if (facts.fileSizeBytes === 0) return 'empty';
  if (!facts.isOnline) return 'network';
  if (!facts.isPlayableType) return 'format';
  if (!facts.isRenewed) return 'stale_link';
  if (facts.errorCode === networkError) return 'network';
  if (facts.errorCode === decodingError) return 'format';
  const told = messageTroubles.find(([pattern]) => pattern.test(facts.errorMessage));
  if (told !== undefined) return told[1];
  // The store accepts links of this signer: what is left is the file itself.
  return facts.isCoverLoaded === true ? 'format' : 'refused';
}
