import type { RefObject } from 'react';
import type { JobMedia } from '../../../contract/media.ts';
import { isLoadable, playbackFacts } from './playback-facts.ts';
import { type PlaybackTrouble, playbackTrouble } from './playback-trouble.ts';

type Options = {
  element: RefObject<HTMLVideoElement | null>;
  media: JobMedia;
  /** Called with null when a picture is there after all. */
  onTrouble: (trouble: PlaybackTrouble | null) => void;
};

/** Finds out why a video cannot be played, and whether a new link may help. */
export function usePlaybackTrouble({ element, media, onTrouble }: Options) {
  /** Answers an error; `renew` is called when a new link may help, which it can when `isRenewed` is false. */
  const answerError = async (isRenewed: boolean, renew: () => void) => {
    const player = element.current;
    if (player === null) return;
    const facts = playbackFacts(player, media);
    const asked = { ...facts, isRenewed, isCoverLoaded: null };
    const trouble = playbackTrouble(asked);
    if (trouble === 'stale_link') return renew();
    // Only an error that nothing else explains is worth another request.
    const cover = trouble === 'refused' ? media.cover : null;
    const isCoverLoaded = cover === null ? null : await isLoadable(cover.url);
    const found = playbackTrouble({ ...asked, isCoverLoaded });
    if (found !== 'stale_link') onTrouble(found);
  };

  /** Looks for a picture once the metadata are there. A browser may find its size later, with a `resize`. */
  const lookForPicture = () => {
    if (element.current === null || element.current.error !== null) return;
    const facts = playbackFacts(element.current, media);
    const trouble = playbackTrouble({ ...facts, isRenewed: false, isCoverLoaded: null });
    if (trouble !== 'stale_link') onTrouble(trouble);
  };

  return { answerError, lookForPicture };
}
