import { useRef, useState } from 'react';
import type { SignedUrl } from '../../../contract/job.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { useLinkRenewal } from './use-link-renewal.ts';
import classes from './VideoPlayer.module.css';

type Props = {
  video: SignedUrl;
  poster: SignedUrl | null;
  /** Size of the picture where it is known, so that nothing moves when it arrives. */
  width: number | null;
  height: number | null;
  label: string;
  /** Asks for a link signed now; rejects, or answers null, when there is none. */
  renew: () => Promise<SignedUrl | null>;
  /** Called when a renewed link could not be played either. */
  onLost: () => void;
};

/**
 * Plays a video by a link that expires. The link is renewed without a stop: the video goes on where it was, at the same
 * speed and volume. The browser's own controls know keyboard, full screen, speed and captions.
 */
export default function VideoPlayer({ video, poster, width, height, label, renew, onLost }: Props) {
  const { t } = useTranslation();
  const element = useRef<HTMLVideoElement>(null);
  // The poster is pinned to the first link: a new signature is the same picture.
  const [firstPoster] = useState(poster?.url);
  const { renewing, events } = useLinkRenewal({ element, video, renew, onLost });
  const portrait = width !== null && height !== null && height > width;
  return (
    <div className={classes.stage} data-portrait={portrait || undefined}>
      <video
        ref={element}
        className={classes.video}
        {...(firstPoster === undefined ? {} : { poster: firstPoster })}
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
