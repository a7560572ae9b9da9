import { type JobMedia, mediaObject } from '../../../contract/media.ts';
import type { PlaybackFacts } from './playback-trouble.ts';

/** MIME types of the suffixes that video files have; a type that is not listed is tried. */
const mimeTypes = new Map([
  ['mp4', 'video/mp4'],
  ['m4v', 'video/mp4'],
  ['webm', 'video/webm'],
  ['mov', 'video/quicktime'],
  ['mkv', 'video/x-matroska'],
  ['avi', 'video/x-msvideo'],
  ['flv', 'video/x-flv'],
  ['wmv', 'video/x-ms-wmv'],
]);

/** What an element and the media reply tell about a video. */
export function playbackFacts(
  player: HTMLVideoElement,
  media: JobMedia,
): Omit<PlaybackFacts, 'isRenewed' | 'file' | 'isCoverLoaded'> {
  return {
    isOnline: navigator.onLine,
    errorCode: player.error?.code ?? null,
    errorMessage: player.error?.message ?? '',
    hasMetadata: player.readyState >= HTMLMediaElement.HAVE_METADATA,
    videoWidth: player.videoWidth,
    fileSizeBytes: media.video?.source === 'asset' ? media.fileSizeBytes : null,
    isPlayableType: isPlayableType(player, media.video),
  };
}

/** The suffix of the object counts; `fileType` is that of the finished file, also beside a preview. */
function isPlayableType(player: HTMLVideoElement, video: JobMedia['video']): boolean {
  if (video === null) return true;
  const suffix = /\.(\w+)$/.exec(mediaObject(video.url))?.[1] ?? video.fileType ?? '';
  const type = mimeTypes.get(suffix.toLowerCase());
  return type === undefined || player.canPlayType(type) !== '';
}

/** Whether a picture can be loaded; its link grants what a video's link grants. */
export function isLoadable(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const image = new Image();
    image.referrerPolicy = 'no-referrer';
    image.onload = () => resolve(true);
    image.onerror = () => resolve(false);
    image.src = url;
  });
}
