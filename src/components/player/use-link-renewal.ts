import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { SignedUrl } from '../../../contract/job.ts';
import { mediaObject } from '../../../contract/media.ts';
import { serverTime } from '../../lib/clock.ts';
import {
  isRenewalDue,
  type LinkTimes,
  mayRenewAfterError,
  nextCheckDelay,
  retryPause,
} from './link-renewal.ts';
import { type PlaybackPosition, readPosition, restorePosition } from './playback-position.ts';

type Options = {
  element: RefObject<HTMLVideoElement | null>;
  video: SignedUrl;
  /** Asks for a link signed now; rejects, or returns null, when there is none. */
  renew: () => Promise<SignedUrl | null>;
  /**
   * Called on an error. `isRenewed` says that a new link has just been tried; else `renewAfterError` tries one.
   */
  onError: (isRenewed: boolean, renewAfterError: () => void) => void;
  /** Called for a video whose metadata were there before this code. */
  onEarlyMetadata: () => void;
  /** Called when an error needs a new link and there is none; null when MetaStudio names no video any more. */
  onUnrenewed: (error: Error | null) => void;
};

type ReceivedLink = SignedUrl & { receivedAt: number };

const received = (link: SignedUrl): ReceivedLink => ({ ...link, receivedAt: serverTime() });

const linkTimes = ({ receivedAt, expiresAt }: ReceivedLink): LinkTimes => ({
  now: serverTime(),
  receivedAt,
  expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
});

/**
 * Keeps a player's link usable: renews it while paused, before a seek with a link about to expire, and once after an
 * error or a stall. What is playing from its buffer is never restarted (docs/promises.md#link-renewal).
 */
export function useLinkRenewal(options: Options) {
  const { element, onError, onEarlyMetadata } = options;
  const { link, renewing, retryAt, position, replaceLink } = useReplaceableLink(options);
  const lastErrorRenewal = useRef<number | null>(null);

  const isDue = () => isRenewalDue(linkTimes(link), retryAt.current);
  const isRenewed = () => !mayRenewAfterError(serverTime(), lastErrorRenewal.current);
  const renewAfterError = () => {
    lastErrorRenewal.current = serverTime();
    void replaceLink();
  };

  useRenewalTimer(link, () => {
    if (isDue() && element.current?.paused === true && !document.hidden) void replaceLink();
  });

  const events = {
    onError: () => onError(isRenewed(), renewAfterError),
    onStalled: () => {
      if (isDue() && !isRenewed()) renewAfterError();
    },
    onSeeking: () => {
      if (position.current === null && isDue()) void replaceLink();
    },
    onLoadedMetadata: () => {
      if (element.current === null || position.current === null) return;
      restorePosition(element.current, position.current);
      position.current = null;
    },
  };
  useSource(element, link.url, (player) => {
    if (player.error !== null) events.onError();
    else if (player.readyState >= HTMLMediaElement.HAVE_METADATA) onEarlyMetadata();
  });
  return { renewing, renewNow: () => void replaceLink(), events };
}

/** The link in use and the way to replace it, one request at a time. */
function useReplaceableLink({ element, video, renew, onUnrenewed }: Options) {
  const [link, setLink] = useState(() => received(video));
  const [renewing, setRenewing] = useState(false);
  const isRequested = useRef(false);
  const retryAt = useRef(0);
  // Set from a change of the link until the new one's metadata are loaded.
  const position = useRef<PlaybackPosition | null>(null);

  // Another object is another video; a new signature of the same object is not.
  if (mediaObject(video.url) !== mediaObject(link.url)) setLink(received(video));

  const replaceLink = async () => {
    const player = element.current;
    if (player === null || isRequested.current) return;
    const wasPlaying = !player.paused;
    isRequested.current = true;
    setRenewing(true);
    const { fresh, error } = await renewed(renew);
    isRequested.current = false;
    setRenewing(false);
    if (fresh === null || !expiresLater(fresh, link)) retryAt.current = serverTime() + retryPause;
    if (fresh === null) {
      if (player.error !== null) onUnrenewed(error);
      return;
    }
    // While an earlier change is still loading, the element is back at 0 and the position kept is the right one.
    position.current ??= readPosition(player, wasPlaying);
    setLink(received(fresh));
    // Two links signed within one second are the same text, and the element would not try again by itself.
    if (fresh.url === player.src) player.load();
  };

  return { link, renewing, retryAt, position, replaceLink };
}

async function renewed(renew: Options['renew']) {
  try {
    return { fresh: await renew(), error: null };
  } catch (error) {
    return { fresh: null, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function expiresLater(fresh: SignedUrl, current: SignedUrl): boolean {
  return current.expiresAt === null || (fresh.expiresAt ?? '') > current.expiresAt;
}

/**
 * Sets the element's source once it is on the page. As a prop it would be set before, and an error event that fires
 * until then reaches no listener. `onEarly` is called for an element that the server has drawn with its source: its
 * events may have been missed.
 */
function useSource(
  element: RefObject<HTMLVideoElement | null>,
  url: string,
  onEarly: (player: HTMLVideoElement) => void,
): void {
  const handleEarly = useEffectEvent(onEarly);
  useEffect(() => {
    const player = element.current;
    if (player === null) return;
    if (player.src === url) handleEarly(player);
    else player.src = url;
  }, [element, url]);
}

/** Calls `check` when the link becomes due, then about every second until it is replaced. */
function useRenewalTimer(link: ReceivedLink, check: () => void): void {
  const onCheck = useEffectEvent(check);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const schedule = () => {
      timer = setTimeout(
        () => {
          onCheck();
          schedule();
        },
        nextCheckDelay(linkTimes(link)),
      );
    };
    schedule();
    return () => clearTimeout(timer);
  }, [link]);
}
