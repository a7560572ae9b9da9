import { useState } from 'react';
import type { Job, SignedUrl } from '../../../contract/job.ts';
import { serverTime } from '../../lib/clock.ts';
import { useTranslation } from '../../lib/i18n.ts';
import { Icon } from '../ui/Icon.tsx';
import classes from './Cover.module.css';
import { pinnedUrl } from './pins.ts';

type Props = {
  job: Pick<Job, 'cover' | 'state' | 'mediaBlocked'>;
  /** True where the picture is on the first screen: it loads at once, before those further down. */
  eager?: boolean;
};

/**
 * A job's cover in a box of fixed size, a drawn presenter where there is none. Every poll brings a new signature for the
 * same picture; its link is pinned until it expires, because a new URL would be downloaded again.
 */
export function Cover({ job: { cover, state, mediaBlocked }, eager = false }: Props) {
  const [failed, setFailed] = useState<readonly string[]>([]);
  const url = cover === null ? null : usableUrl(cover, failed);
  if (mediaBlocked) return <BlockedCover />;
  if (cover !== null && url === null) {
    return <Icon name="noPicture" className={`${classes.cover} ${classes.sign}`} />;
  }
  if (url === null && state === 'BLOCK') {
    return <Icon name="block" className={`${classes.cover} ${classes.sign}`} />;
  }
  if (url === null) {
    return <span className={`${classes.cover} ${classes.scene}`} />;
  }
  const fail = () => setFailed((before) => [...before, url]);
  return (
    <img
      ref={(image) => {
        // The server's HTML may have failed to load it before this code was there.
        if (image?.complete && image.naturalWidth === 0) fail();
      }}
      className={classes.cover}
      src={url}
      alt=""
      width={96}
      height={54}
      loading={eager ? 'eager' : 'lazy'}
      fetchPriority={eager ? 'high' : 'auto'}
      decoding="async"
      referrerPolicy="no-referrer"
      draggable={false}
      onError={fail}
    />
  );
}

/** In the place of a cover that may not be loaded, with the reason. */
function BlockedCover() {
  const { t } = useTranslation();
  return (
    <span title={t('media.blocked')}>
      <Icon name="noPicture" className={`${classes.cover} ${classes.sign}`} />
      <span className="visually-hidden">{t('media.blocked')}</span>
    </span>
  );
}

function usableUrl(cover: SignedUrl, failed: readonly string[]): string | null {
  // The server draws for many readers, each of whom begins with the links that come with the page.
  return import.meta.env.SSR ? cover.url : pinnedUrl(cover, serverTime(), failed);
}
