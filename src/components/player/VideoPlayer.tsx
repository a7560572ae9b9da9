import { useRef, useState } from 'react';
import type { SignedUrl } from '../../../contract/job.ts';
import type { FileState, JobMedia } from '../../../contract/media.ts';
import { serverTime } from '../../lib/clock.ts';
import { useIsHydrating } from '../../lib/hydration.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { mayPreload } from './link-renewal.ts';
import { PlayerNote } from './PlayerNote.tsx';
import type { PlaybackTrouble } from './playback-trouble.ts';
import { useLinkRenewal } from './use-link-renewal.ts';
import { usePlaybackTrouble } from './use-playback-trouble.ts';
import { useStall } from './use-stall.ts';
import classes from './VideoPlayer.module.css';

type Props = {
  media: JobMedia;
  video: SignedUrl;
  poster: SignedUrl | null;
  label: string;
  /** Asks for a link signed now; rejects, or returns null, when there is none. */
  renew: () => Promise<SignedUrl | null>;
  /** Asks the proxy what it finds at the store; null when it cannot say. */
  checkFile: () => Promise<FileState | null>;
  trouble: PlaybackTrouble | Error | null;
  /** Called with an error when a new link could not be asked for. */
  onTrouble: (trouble: PlaybackTrouble | Error | null) => void;
};

/**
 * Plays a video from a link that expires; a renewed link continues at the same position, speed and volume. The controls
 * are the browser's own: they come with keyboard, full screen, speed and captions.
 */
export function VideoPlayer(props: Props) {
  const { media, video, poster, label, renew, checkFile, trouble, onTrouble } = props;
  const { t } = useTranslation();
  const element = useRef<HTMLVideoElement>(null);
  // The first link stays: a new signature leads to the same picture.
  const [posterUrl] = useState(poster?.url);
  const { answerError, lookForPicture, isChecking } = usePlaybackTrouble({
    element,
    media,
    checkFile,
    onTrouble,
  });
  const { stall, restart } = useStall(element);
  const isHydrating = useIsHydrating();
  // The server's HTML loads the video before this code is there. Later links are set by `useLinkRenewal`.
  const [firstUrl] = useState(isHydrating ? video.url : undefined);
  const [preload] = useState(mayPreload(video.expiresAt, serverTime()) ? 'auto' : 'metadata');
  const { renewing, renewNow, events } = useLinkRenewal({
    element,
    video,
    renew,
    onError: answerError,
    onEarlyMetadata: lookForPicture,
    onUnrenewed: onTrouble,
  });
  return (
    <>
      <video
        ref={element}
        className={classes.video}
        {...(firstUrl === undefined ? {} : { src: firstUrl })}
        {...(posterUrl === undefined ? {} : { poster: posterUrl })}
        aria-label={label}
        controls
        controlsList="nodownload"
        playsInline
        preload={preload}
        {...events}
        onLoadedMetadata={() => {
          events.onLoadedMetadata();
          lookForPicture();
        }}
        onResize={lookForPicture}
      />
      <PlayerNote
        activity={renewing ? 'renewing' : isChecking ? 'checking' : stall}
        onRetry={() => {
          // The button that was clicked is gone.
          element.current?.focus();
          restart();
          renewNow();
        }}
      />
      {trouble === 'sound_only' && (
        <div className={classes.over} role="status">
          <strong>{t('player.problem.sound_only')}</strong>
          <span>{t('player.hint.sound_only')}</span>
        </div>
      )}
    </>
  );
}
