import { IconHourglass, IconMovie, IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { SignedUrl } from '../../../contract/job.ts';
import { serverTime } from '../../lib/clock.ts';
import classes from './Cover.module.css';
import { pinnedUrl } from './pins.ts';

type Props = {
  cover: SignedUrl | null;
  /** True while the job may still get a cover. */
  pending?: boolean;
};

/**
 * A job's cover in a box of fixed shape, or an icon for its absence. Every poll brings a new signature for the same
 * picture; its link is pinned until it expires, because a new URL would be downloaded again.
 */
export function Cover({ cover, pending = false }: Props) {
  const [failed, setFailed] = useState<readonly string[]>([]);
  const url = cover === null ? null : pinnedUrl(cover, serverTime(), failed);
  const Icon = cover !== null ? IconPhotoOff : pending ? IconHourglass : IconMovie;
  return (
    <span className={classes.box}>
      {url === null ? (
        <span className={classes.placeholder} data-broken={cover !== null}>
          <Icon size={22} stroke={1.5} aria-hidden />
        </span>
      ) : (
        <img
          className={classes.picture}
          src={url}
          alt=""
          width={96}
          height={54}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          draggable={false}
          onError={() => setFailed((before) => [...before, url])}
        />
      )}
    </span>
  );
}
