import { rateLimits } from '../../wire/endpoints.ts';
import type { AppUsers } from '../auth/app-users.ts';
import type { User } from '../auth/roles.ts';
import type { CancelCalls } from '../cancel/calls.ts';
import { Cancels } from '../cancel/cancels.ts';
import { Corrections } from '../cancel/corrections.ts';
import type { Config } from '../config/config.ts';
import type { Credentials } from '../config/credentials.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Authoriser, type Credential } from '../metastudio/authorise.ts';
import { type Budgets, defaultBudgets, MetaStudioClient } from '../metastudio/client.ts';
import type { Fetch } from '../metastudio/exchange.ts';
import { MediaPlaces } from '../metastudio/media-places.ts';
import { jobOf } from '../metastudio/normalise-detail.ts';
import { RateLimiter } from '../metastudio/rate-limiter.ts';
import { fixedToken, iamToken } from '../metastudio/token.ts';
import { Transport } from '../metastudio/transport.ts';
import { Mirrors, type VisibleJobs } from '../mirror/mirrors.ts';
import { mostCallsPerMinute } from '../mirror/sync/cadence.ts';
import { CancelRecords } from '../records/cancel-records.ts';
import { openCancels } from '../records/open-cancels.ts';
import type { Records } from '../records/records.ts';
import { createVisibleJobs } from './visible-jobs.ts';

/** A real or simulated MetaStudio, with our project and credentials. */
export type UpstreamAddress = { endpoint: string; projectId: string; credentials: Credentials };

export type ServiceOptions = {
  upstream: UpstreamAddress;
  config: Pick<
    Config,
    'region' | 'appUserId' | 'mediaHosts' | 'readBackMs' | 'tryAgainMs' | 'mirrorDays'
  >;
  records: Records;
  /** Whose jobs a person sees. */
  appUsers: AppUsers;
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
  mirrors: Mirrors;
  /** The jobs that a person sees, followed from now on. @throws ProblemError when they cannot be asked for */
  jobsOf: (user: User) => VisibleJobs;
  cancels: Cancels;
  corrections: Corrections;
  /** Where covers and videos may come from by now, as sources of a content security policy. */
  mediaSources: () => string[];
  /** How many cancels are not settled, and since when. */
  openCancels: () => ReturnType<typeof openCancels>;
  /** Whether MetaStudio takes our calls. */
  authoriser: Pick<Authoriser, 'isStopped' | 'clockOffsetMs'>;
  /** Calls to MetaStudio keep to their part of our share of its limits, when so many processes call it. */
  shareLimits: (processes: number) => void;
};

/** Part of the mirrors' share that their rounds take at most; first readings have the rest. */
const roundsShare = 0.8;

/** Creates everything between the routes and MetaStudio. */
export function createServices(options: ServiceOptions): Services {
  const { config, records, appUsers, account, clock, logger } = options;
  const send: Fetch = options.fetch ?? ((url, init) => fetch(url, init));
  const { client, limiter, authoriser } = createClient(options, send);
  // Who looks shares what mirrors may read: each takes its time when there are many.
  const maxCalls = () =>
    Math.min(
      mostCallsPerMinute,
      (roundsShare * limiter.backgroundPerMinute) / Math.max(1, mirrors.looking),
    );
  const places = mediaPlaces(options);
  const parts = { config, places, maxCalls, fetch: send, clock, logger };
  const mirrors: Mirrors = new Mirrors({
    create: (appUser) =>
      createVisibleJobs({ ...parts, client: appUser === null ? client : client.for(appUser) }),
    clock,
  });
  const callsFor = (appUser: string | null) => cancelCalls(mirrors.unfollowed(appUser), clock);
  const cancelParts = { callsFor, records: new CancelRecords(records, account), clock, logger };
  const { readBackMs, tryAgainMs, mirrorDays: days } = config;
  const cancels = new Cancels({ ...cancelParts, appUsers, readBackMs, tryAgainMs });
  const lastReading = (appUser: string | null, jobId: string) =>
    mirrors.lastReading(appUser, jobId);
  const corrections = new Corrections({ ...cancelParts, lastReading, days });
  const jobsOf = (user: User) => mirrors.of(appUsers.of(user));
  const shareLimits = (processes: number) => limiter.shareWith(processes);
  const mediaSources = () => places.sources();
  const shown = { mirrors, jobsOf, cancels, corrections, mediaSources };
  return { ...shown, openCancels: () => openCancels(records, account), authoriser, shareLimits };
}

/** What a cancel asks of MetaStudio. */
function cancelCalls({ client, details, mirror }: VisibleJobs, clock: Clock): CancelCalls {
  const knows = (jobId: string) => mirror.get(jobId) !== undefined;
  return {
    read: async (jobId, type, budgetMs) => {
      const deadline = clock.now() + budgetMs;
      return jobOf((await details.fresh(jobId, type, { lane: 'readBack', deadline })).detail);
    },
    send: (type, jobId) => client.cancel(type, jobId),
    knows,
    // As a page reads it: looking at records must not take the place of a read-back.
    assertSeen: async (jobId) => {
      if (!knows(jobId)) await details.read(jobId, null);
    },
  };
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
): { client: MetaStudioClient; limiter: RateLimiter; authoriser: Authoriser } {
  const credential = credentialOf(upstream, send, clock);
  const authoriser = new Authoriser(credential, clock);
  const rateRegion = config.region === 'cn-north-4' ? 'cn-north-4' : 'other';
  const limits = { read: rateLimits.read[rateRegion], cancel: rateLimits.cancel[rateRegion] };
  // A refused key gets locked, a refused token does not.
  const limiter = new RateLimiter(limits, clock, credential.kind === 'token');
  const transport = new Transport({
    origin: upstream.endpoint,
    projectId: upstream.projectId,
    appUserId: config.appUserId,
    authoriser,
    limiter,
    clock,
    logger,
    fetch: send,
  });
  const client = new MetaStudioClient(transport, { budgets, clock, logger });
  return { client, limiter, authoriser };
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
