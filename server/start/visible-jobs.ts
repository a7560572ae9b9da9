import type { Config } from '../config/config.ts';
import { JobDetails } from '../jobs/details.ts';
import { JobFinder } from '../jobs/job-finder.ts';
import { JobMediaReader } from '../jobs/media.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { MetaStudioClient } from '../metastudio/client.ts';
import type { Fetch } from '../metastudio/exchange.ts';
import { checkFile } from '../metastudio/file-check.ts';
import { MediaLinks } from '../metastudio/links.ts';
import type { MediaPlaces } from '../metastudio/media-places.ts';
import { createMirror } from '../mirror/create-mirror.ts';
import type { VisibleJobs } from '../mirror/mirrors.ts';

export type VisibleJobsOptions = {
  /** Makes the calls for the app user whose jobs these are. */
  client: MetaStudioClient;
  config: Pick<Config, 'mirrorDays'>;
  /** Where files may come from; the same for all app users. */
  places: MediaPlaces;
  maxCalls: () => number;
  fetch: Fetch;
  clock: Clock;
  logger: Logger;
};

/** Creates everything that is kept of the jobs that one app user sees, and of no others. */
export function createVisibleJobs(options: VisibleJobsOptions): VisibleJobs {
  const { client, config, places, maxCalls, fetch, clock, logger } = options;
  const links = new MediaLinks(places, clock);
  const context = { links, now: clock.now };
  const finder = new JobFinder(client);
  const days = config.mirrorDays;
  const mirrored = createMirror({ client, finder, context, days, maxCalls, clock, logger });
  const details = new JobDetails(finder, context, mirrored.mirror, clock);
  const media = new JobMediaReader({
    details,
    client,
    links,
    checkFile: (url) => checkFile({ fetch, clock, logger }, url),
  });
  return { ...mirrored, client, details, media };
}
