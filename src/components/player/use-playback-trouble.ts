import { type RefObject, useState } from 'react';
import type { FileState, JobMedia } from '../../../contract/media.ts';
import { isLoadable, playbackFacts } from './playback-facts.ts';
import { type PlaybackTrouble, playbackTrouble } from './playback-trouble.ts';

type Options = {
  element: RefObject<HTMLVideoElement | null>;
  media: JobMedia;
  /** Asks the proxy what it finds at the store; null when it cannot say. */
  checkFile: () => Promise<FileState | null>;
  /** Called with null when a picture is there after all. */
  onTrouble: (trouble: PlaybackTrouble | null) => void;
};

/** Facts that have to be asked for. */
const notAsked = { file: null, isCoverLoaded: null };

/** Finds out why a video cannot be played, and whether a new link may help. */
export function usePlaybackTrouble({ element, media, checkFile, onTrouble }: Options) {
  const [isChecking, setIsChecking] = useState(false);

  /** Answers an error; `renew` is called when a new link may help, which it can when `isRenewed` is false. */
  const answerError = async (isRenewed: boolean, renew: () => void) => {
    const player = element.current;
    if (player === null) return;
    const facts = { ...playbackFacts(player, media), isRenewed };
    let trouble = playbackTrouble({ ...facts, ...notAsked });
    // Only an error that nothing else explains is worth further requests.
    if (trouble === 'unexplained') {
      setIsChecking(true);
      const [file, isCoverLoaded] = await Promise.all([
        checkFile(),
        media.cover === null ? null : isLoadable(media.cover.url),
      ]);
      setIsChecking(false);
      trouble = playbackTrouble({ ...facts, file: file ?? 'unknown', isCoverLoaded });
    }
    if (trouble === 'stale_link') renew();
    else if (trouble !== 'unexplained') onTrouble(trouble);
  };

  /** Looks for a picture once the metadata are there. A browser may find its size later, with a `resize`. */
  const lookForPicture = () => {
    if (element.current === null || element.current.error !== null) return;
    const facts = playbackFacts(element.current, media);
    const trouble = playbackTrouble({ ...facts, ...notAsked, isRenewed: false });
    if (trouble !== 'stale_link' && trouble !== 'unexplained') onTrouble(trouble);
  };

  return { answerError, lookForPicture, isChecking };
}
