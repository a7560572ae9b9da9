import { useInterval } from '@mantine/hooks';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Stall, stallOf, type Wait } from './stall.ts';

const waitEvents = ['loadstart', 'waiting', 'seeking'];
/** Playback goes on, stands by the person's wish, or has ended in another way. */
const endEvents = [
  'loadedmetadata',
  'canplay',
  'playing',
  'seeked',
  'pause',
  'suspend',
  'emptied',
  'error',
];

/** Watches a player that waits for data: no event says how long that takes, or that the connection is gone. */
export function useStall(element: RefObject<HTMLVideoElement | null>) {
  const [stall, setStall] = useState<Stall | null>(null);
  const wait = useRef<Wait | null>(null);
  const clock = useInterval(() => {
    if (wait.current !== null) setStall(stallOf(wait.current, performance.now(), navigator.onLine));
  }, 500);

  const restart = () => {
    const now = performance.now();
    wait.current = { since: now, lastDataAt: now };
    setStall(null);
  };
  const begin = useEffectEvent(() => {
    if (wait.current === null) restart();
    clock.start();
  });
  const end = useEffectEvent(() => {
    wait.current = null;
    clock.stop();
    setStall(null);
  });
  const noteData = useEffectEvent(() => {
    if (wait.current !== null) wait.current.lastDataAt = performance.now();
  });

  useEffect(() => {
    const player = element.current;
    if (player === null) return undefined;
    const listeners = new AbortController();
    const listen = (name: string, listener: () => void) =>
      player.addEventListener(name, () => listener(), { signal: listeners.signal });
    for (const name of waitEvents) listen(name, begin);
    for (const name of endEvents) listen(name, end);
    listen('progress', noteData);
    return () => listeners.abort();
  }, [element]);

  /** `restart` begins a wait anew, as after another try. */
  return { stall, restart };
}
