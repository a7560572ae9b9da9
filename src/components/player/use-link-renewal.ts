import { type RefObject, useEffect, useRef, useState } from 'react';
import type { SignedUrl } from '../../../contract/job.ts';
import { mediaObject } from '../../../contract/media.ts';
import { serverTime } from '../../lib/clock.ts';
import { isAgeing, type LinkState, lookAgainIn, mayRescue } from './link-renewal.ts';

type Options = {
  element: RefObject<HTMLVideoElement | null>;
  video: SignedUrl;
  renew: () => Promise<SignedUrl | null>;
  onLost: () => void;
};

/** How long to leave a link alone that could not be renewed, in milliseconds. */
const RENEWAL_PAUSE = 60_000;

/** Where a video stood when its link was changed. */
type Place = { time: number; rate: number; playing: boolean };

/**
 * Keeps a player's link alive: quietly while paused, before a seek with an ageing link, and once after an error or a
 * stall. A new signature for the same object never restarts what is playing (experience section 3, reliability 4).
 */
export function useLinkRenewal({ element, video, renew, onLost }: Options) {
  const [link, setLink] = useState({ ...video, receivedAt: serverTime() });
  const [renewing, setRenewing] = useState(false);
  const place = useRef<Place | null>(null);
  const lastRescue = useRef<number | null>(null);
  const busy = useRef(false);
  // Set when a renewal brought nothing better; without it a link that cannot be renewed would be asked for all the time.
  const waitUntil = useRef(0);

  // Another object is another video; the same object with a new signature is not.
  if (mediaObject(video.url) !== mediaObject(link.url)) {
    setLink({ ...video, receivedAt: serverTime() });
  }

  const state = (): LinkState => ({
    now: serverTime(),
    expiresAt: link.expiresAt === null ? null : Date.parse(link.expiresAt),
    receivedAt: link.receivedAt,
    lastRescue: lastRescue.current,
  });

  const change = async (keepPlaying: boolean) => {
    const player = element.current;
    if (player === null || busy.current) return;
    busy.current = true;
    setRenewing(true);
    const fresh = await renew().catch(() => null);
    busy.current = false;
    setRenewing(false);
    const better =
      fresh !== null && (link.expiresAt === null || (fresh.expiresAt ?? '') > link.expiresAt);
    if (!better) waitUntil.current = serverTime() + RENEWAL_PAUSE;
    if (fresh === null) {
      if (player.error !== null) onLost();
      return;
    }
    // A change that has not been loaded yet knows the place better than the element, which is back at 0.
    place.current ??= {
      time: player.currentTime,
      rate: player.playbackRate,
      playing: keepPlaying && !player.ended,
    };
    setLink({ ...fresh, receivedAt: serverTime() });
    // Two links signed within one second are the same text, and the element would not try again by itself.
    if (fresh.url === player.src) player.load();
  };

  const ageing = () => serverTime() >= waitUntil.current && isAgeing(state());

  const rescue = () => {
    if (!mayRescue(state())) {
      onLost();
      return;
    }
    lastRescue.current = serverTime();
    const player = element.current;
    void change(player !== null && !player.paused);
  };

  // Not a prop of the element: React may make the element some time before it is on the page, and an error that a link
  // meets until then is told to nobody.
  useEffect(() => {
    if (element.current !== null) element.current.src = link.url;
  }, [element, link.url]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      if (ageing() && element.current?.paused === true && !document.hidden) void change(false);
      timer = setTimeout(look, lookAgainIn(state()));
    };
    timer = setTimeout(look, lookAgainIn(state()));
    return () => clearTimeout(timer);
  });

  return {
    renewing,
    events: {
      onError: rescue,
      onStalled: () => {
        if (ageing()) rescue();
      },
      onSeeking: () => {
        const player = element.current;
        if (player !== null && place.current === null && ageing()) {
          void change(!player.paused);
        }
      },
      onLoadedMetadata: () => {
        const player = element.current;
        const stood = place.current;
        if (player === null || stood === null) return;
        place.current = null;
        player.playbackRate = stood.rate;
        player.currentTime = stood.time;
        // Refused only where a browser forbids sound without a touch; the person's own press on play will do then.
        if (stood.playing) player.play().catch(() => undefined);
      },
    },
  };
}
