import { rateLimits } from '../../wire/endpoints.ts';
import type { Owns } from '../auth/roles.ts';
import { Cancels } from '../cancel/cancels.ts';
import { Corrections } from '../cancel/corrections.ts';
import type { ReadJob } from '../cancel/read-back.ts';
import type { Config } from '../config/config.ts';
import type { Credentials } from '../config/credentials.ts';
import { JobDetails } from '../jobs/details.ts';
import { JobFinder } from '../jobs/job-finder.ts';
import { JobMediaReader } from '../jobs/media.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Authoriser, type Credential } from '../metastudio/authorise.ts';
import { type Budgets, defaultBudgets, MetaStudioClient } from '../metastudio/client.ts';
import type { Fetch } from '../metastudio/exchange.ts';
import { checkFile } from '../metastudio/file-check.ts';
import { MediaLinks } from '../metastudio/links.ts';
import { MediaPlaces } from '../metastudio/media-places.ts';
import { jobOf } from '../metastudio/normalise-detail.ts';
import { RateLimiter } from '../metastudio/rate-limiter.ts';
import { fixedToken, iamToken } from '../metastudio/token.ts';
import { Transport } from '../metastudio/transport.ts';
import { createMirror } from '../mirror/create-mirror.ts';
import type { JobLists } from '../mirror/job-lists.ts';
import type { Follower } from '../mirror/sync/follower.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import type { Records } from '../records/records.ts';

/** A real or simulated MetaStudio, with our project and credentials. */
export type UpstreamAddress = { endpoint: string; projectId: string; credentials: Credentials };

export type ServiceOptions = {
  upstream: UpstreamAddress;
  config: Pick<
    Config,
    'region' | 'appUserId' | 'mediaHosts' | 'readBackMs' | 'tryAgainMs' | 'mirrorDays'
  >;
  records: Records;
  owns: Owns;
  /** Names the MetaStudio that cancels go to, in the records. */
  account: string;
  clock: Clock;
  logger: Logger;
  /** Node's own when absent. */
  fetch?: Fetch;
  budgets?: Budgets;
};

/** What the routes use. */
export type Services = {
  lists: JobLists;
  follower: Follower;
  details: JobDetails;
  media: JobMediaReader;
  cancels: Cancels;
  corrections: Corrections;
  /** Where covers and videos may come from by now, as sources of a content security policy. */
  mediaSources: () => string[];
  /** Calls to MetaStudio keep to their part of our share of its limits, when so many processes call it. */
  shareLimits: (processes: number) => void;
};

/** Creates everything between the routes and MetaStudio. */
export function createServices(options: ServiceOptions): Services {
  const { upstream, config, records, owns, account, clock, logger } = options;
  const send: Fetch = options.fetch ?? ((url, init) => fetch(url, init));
  const { client, limiter } = createClient(options, send);
  const places = mediaPlaces(options);
  const links = new MediaLinks(places, clock);
  // The account that reads are cached and links are pinned for.
  const identity = JSON.stringify([config.region, upstream.projectId, config.appUserId]);
  const context = { links, identity, now: clock.now };
  const finder = new JobFinder(client);
  const days = config.mirrorDays;
  const mirrored = createMirror({ client, finder, context, days, clock, logger });
  const { mirror, lists, follower } = mirrored;
  const details = new JobDetails(finder, context, mirror, clock);
  const read: ReadJob = async (jobId, type, budgetMs) => {
    const deadline = clock.now() + budgetMs;
    return jobOf((await details.fresh(jobId, type, { lane: 'readBack', deadline })).detail);
  };
  const cancelParts = { read, records: new CancelRecords(records, account), clock, logger };
  const cancels = new Cancels({
    ...cancelParts,
    send: (type, jobId) => client.cancel(type, jobId),
    owns,
    readBackMs: config.readBackMs,
    tryAgainMs: config.tryAgainMs,
  });
  const lastReading = (jobId: string) => mirror.lastReading(jobId);
  const corrections = new Corrections({ ...cancelParts, lastReading, days });
  const media = new JobMediaReader({
    details,
    client,
    links,
    checkFile: (url) => checkFile({ fetch: send, clock, logger }, url),
  });
  const shareLimits = (processes: number) => limiter.shareWith(processes);
  const mediaSources = () => places.sources();
  return { lists, follower, details, media, cancels, corrections, mediaSources, shareLimits };
}

function mediaPlaces({ upstream, config, logger }: ServiceOptions): MediaPlaces {
  const hosts = config.mediaHosts;
  const wildcards = hosts?.filter((host) => host.startsWith('*.')) ?? [];
  if (wildcards.length > 0) {
    const fields = { event: 'media_wildcard', hosts: wildcards };
    logger.warn(fields, 'MEDIA_HOSTS lets in the files of everyone below these names');
  }
  // A MetaStudio on this machine has its files at its own origin.
  const origins = upstream.endpoint.startsWith('http:') ? [upstream.endpoint] : [];
  return new MediaPlaces({ hosts, origins, logger });
}

function createClient(
  { upstream, config, clock, logger, budgets = defaultBudgets }: ServiceOptions,
  send: Fetch,
): { client: MetaStudioClient; limiter: RateLimiter } {
  const credential = credentialOf(upstream, send, clock);
  const rateRegion = config.region === 'cn-north-4' ? 'cn-north-4' : 'other';
  const limits = { read: rateLimits.read[rateRegion], cancel: rateLimits.cancel[rateRegion] };
  // A refused key gets locked, a refused token does not.
  const limiter = new RateLimiter(limits, clock, credential.kind === 'token');
  const transport = new Transport({
    origin: upstream.endpoint,
    projectId: upstream.projectId,
    appUserId: config.appUserId,
    authoriser: new Authoriser(credential, clock),
    limiter,
    clock,
    logger,
    fetch: send,
  });
  return { client: new MetaStudioClient(transport, { budgets, clock, logger }), limiter };
}

function credentialOf(
  { credentials, projectId }: UpstreamAddress,
  send: Fetch,
  clock: Clock,
): Credential {
  switch (credentials.kind) {
    case 'key': {
      const { ak, sk, securityToken } = credentials;
      return { kind: 'key', key: { ak, sk, securityToken } };
    }
    case 'token':
      return { kind: 'token', token: fixedToken(credentials.token) };
    case 'iam': {
      const { name, password, domain, endpoint } = credentials;
      return {
        kind: 'token',
        token: iamToken({ name, password, domain, endpoint, projectId }, send, clock),
      };
    }
  }
}

/** The values that must never be logged. */
export function secretsOf(credentials: Credentials): string[] {
  switch (credentials.kind) {
    case 'key':
      return [credentials.ak, credentials.sk, credentials.securityToken ?? ''];
    case 'token':
      return [credentials.token];
    case 'iam':
      return [credentials.password];
  }
}
