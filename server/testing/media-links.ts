import type { Clock } from '../lib/clock.ts';
import { createLogger } from '../lib/logger.ts';
import { MediaLinks } from '../metastudio/links.ts';
import { MediaPlaces } from '../metastudio/media-places.ts';
import { fakeClock } from './fake-clock.ts';

type Options = { hosts?: string[] | null; origins?: string[]; clock?: Clock };

/** Links to these hosts and origins; to the buckets that MetaStudio names when there are no hosts. */
export function mediaLinks({ hosts = null, origins = [], clock = fakeClock() }: Options = {}) {
  return new MediaLinks(new MediaPlaces({ hosts, origins, logger: createLogger('silent') }), clock);
}
