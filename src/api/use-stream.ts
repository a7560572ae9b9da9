import { useDocumentVisibility } from '@mantine/hooks';
import { useEffect, useEffectEvent, useState } from 'react';
import { useLive } from '../lib/preferences.ts';
import { followStream, type StreamStatus, type StreamUse } from './stream.ts';

/** How the page learns of changes: by its stream or by asking; null while it is paused. */
export type News = StreamStatus | 'polls' | null;

/**
 * Follows a stream while the tab is visible: browsers allow six connections to a host over HTTP/1.1, for all tabs together.
 *
 * @param key what the stream is of; another key opens another stream, null none
 */
export function useStream(
  key: string | null,
  { path, onEvent }: Pick<StreamUse, 'path' | 'onEvent'>,
): News {
  const live = useLive((state) => state.live);
  const isVisible = useDocumentVisibility() === 'visible';
  const [status, onStatus] = useState<StreamStatus>('opening');
  const currentPath = useEffectEvent(path);
  const handle = useEffectEvent(onEvent);
  useEffect(() => {
    if (key === null || !live || !isVisible) return undefined;
    const stop = new AbortController();
    void followStream({
      path: () => currentPath(),
      onEvent: (type, data) => handle(type, data),
      onStatus,
      signal: stop.signal,
    });
    return () => stop.abort();
  }, [key, live, isVisible]);
  if (!live) return null;
  return key === null || status === 'down' ? 'polls' : status;
}
