import { useRef, useState } from 'react';
import type { SignedUrl } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { useLinkRenewal } from './use-link-renewal.ts';
import classes from './VideoPlayer.module.css';

type Props = {
  video: SignedUrl;
  poster: SignedUrl | null;
  /** Size of the picture in pixels; null when not known. */
  width: number | null;
  height: number | null;
  label: string;
  /** Asks for a link signed now; rejects, or returns null, when there is none. */
  renew: () => Promise<SignedUrl | null>;
  /** Called when the video cannot be played with a fresh link either. */
  onLost: () => void;
};

/**
 * Plays a video from a link that expires; a renewed link continues at the same position, speed and volume. The controls
 * are the browser's own: they come with keyboard, full screen, speed and captions.
 */
export default function VideoPlayer({ video, poster, width, height, label, renew, onLost }: Props) {
  const { t } = useTranslation();
  const element = useRef<HTMLVideoElement>(null);
  // The first link stays: a new signature leads to the same picture.
  const [posterUrl] = useState(poster?.url);
  const { renewing, events } = useLinkRenewal({ element, video, renew, onLost });
  const portrait = width !== null && height !== null && height > width;
  return (
    <div className={classes.stage} data-portrait={portrait || undefined}>
      <video
        ref={element}
        className={classes.video}
        {...(posterUrl === undefined ? {} : { poster: posterUrl })}
        aria-label={label}
        controls
        controlsList="nodownload"
        playsInline
        preload="metadata"
        {...events}
      />
      <span className={classes.note} role="status">
        {renewing ? t('player.renewing') : ''}
      </span>
    </div>
  );
}
